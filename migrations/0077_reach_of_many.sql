-- Whom these calls reach now as what, as before, with everybody on duty looked up once. Each of the two ways to a post is so narrow that
-- the planner expected one call of it where there are thousands, and looked at everybody on duty once for each of them.
create or replace function reached_for(calls uuid[], wanted text[], superior_level int, wall timestamptz)
returns table (call_id uuid, reach text, person_id bigint) language sql stable as $$
  with recursive start as materialized (
    select call.id as call_id, call.person_id as called_id, coalesce(call.post_id, keeper.id) as post_id, household.guardian_id,
      (call.household_id is not null)::int as up
    from call
    left join household on household.id = call.household_id
    left join lateral (
      select post.id from post where post.person_id = household.guardian_id order by post.kind = 'guardian' desc, post.id limit 1
    ) keeper on true
    where call.id = any(calls)
  ), upward as (
    select start.call_id, start.called_id, start.post_id, start.up from start where 'superior' = any(wanted)
    union all
    select upward.call_id, upward.called_id, post.superior_post_id, upward.up + 1
    from upward join post on post.id = upward.post_id
    where upward.up < superior_level and post.superior_post_id is not null
  ), sought as (
    select start.call_id, start.called_id, 'deputy' as reach, case start.up when 0 then start.post_id end as post_id
    from start where 'deputy' = any(wanted)
    union all
    select upward.call_id, upward.called_id, 'superior', case upward.up when superior_level then upward.post_id end from upward
  ), reached as (
    select start.call_id, start.called_id, 'self' as reach, start.called_id as person_id from start where 'self' = any(wanted)
    union all
    select sought.call_id, sought.called_id, sought.reach, case sought.reach when 'deputy' then holder.deputy_id else holder.person_id end
    from sought join holders_at(wall) holder on holder.post_id = sought.post_id
    union all
    select start.call_id, start.called_id, 'superior', start.guardian_id
    from start where 'superior' = any(wanted) and start.up = 1 and superior_level = 1 and start.post_id is null
  )
  select reached.call_id, reached.reach, reached.person_id
  from reached where reached.person_id is not null and (reached.reach = 'self' or reached.person_id <> reached.called_id)
$$;
