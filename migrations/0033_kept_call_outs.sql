-- Which call-outs stand beside a warning that is not there yet. Existing rows: none are touched, one function is cut in two.
--
-- The plan of a warning must count whom its call-out will call, so it asks by what the warning would replace.
create function call_outs_kept_beside(replaced uuid[], level text) returns table (id uuid, state text)
  language sql stable as $$
  with recursive earlier (id) as (
    select unnest(replaced)
    union
    select unnest(warning.supersedes) from earlier join warning using (id)
  )
  select call_out.id, call_out.state
  from earlier
  join call_out on call_out.warning_id = earlier.id and call_out.level = call_outs_kept_beside.level
  where call_out.close_reason is distinct from 'superseded'
  order by call_out.opened_at desc
$$;

create or replace function kept_call_outs(warning_id uuid) returns table (id uuid, state text)
  language sql stable as $$
  select kept.id, kept.state
  from warning mine, call_outs_kept_beside(mine.supersedes, mine.level) kept
  where mine.id = kept_call_outs.warning_id
$$;
