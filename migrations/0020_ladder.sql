-- Whom a step of a ladder reaches, and over which ways: what every attempt that the ladder makes is drawn from.
-- Existing rows: unchanged.

-- Over which of these channels a person can be reached now: those that are configured and switched on, each with the number that it is
-- to use: the nth that the channel can carry to, or the last where there are fewer. A page needs no number.
create function ways_to(person bigint, wanted text[], nth int)
returns table (channel text, contact_ordinal smallint) language sql stable as $$
  select channel.id, chosen.ordinal
  from channel
  left join lateral (
    select numbered.ordinal
    from (
      select contact.ordinal, row_number() over (order by contact.ordinal) as nr
      from contact where contact.person_id = person and carries(channel.id, contact.channel)
    ) numbered
    where numbered.nr <= nth
    order by numbered.nr desc limit 1
  ) chosen on true
  where channel.id = any(wanted) and channel.enabled and channel.configured and (channel.id = 'inApp' or chosen.ordinal is not null)
$$;

-- Whom these calls reach now as what: the called person, who stands in for the post, and the holder of the post so many levels above it.
-- Above a household stands its guardian, then the guardian's superiors. Levels are few, so a circle of superiors ends as any other way up.
-- Nobody is reached for himself: who holds the post above as well is left out.
create function reached_for(calls uuid[], wanted text[], superior_level int, wall timestamptz)
returns table (call_id uuid, reach text, person_id bigint) language sql stable as $$
  with recursive start as (
    select call.id as call_id, call.person_id as called_id, coalesce(call.post_id, keeper.id) as post_id, household.guardian_id,
      (call.household_id is not null)::int as up
    from call
    left join household on household.id = call.household_id
    left join lateral (
      select post.id from post where post.person_id = household.guardian_id order by post.kind = 'guardian' desc, post.id limit 1
    ) keeper on true
    where call.id = any(calls)
  ), upward as (
    select start.call_id, start.post_id, start.up from start where 'superior' = any(wanted) and start.post_id is not null
    union all
    select upward.call_id, post.superior_post_id, upward.up + 1
    from upward join post on post.id = upward.post_id
    where upward.up < superior_level and post.superior_post_id is not null
  ), others as (
    select start.call_id, 'deputy' as reach, holder.deputy_id as person_id
    from start join holders_at(wall) holder on holder.post_id = start.post_id
    where 'deputy' = any(wanted) and start.up = 0
    union all
    select upward.call_id, 'superior', holder.person_id
    from upward join holders_at(wall) holder on holder.post_id = upward.post_id
    where upward.up = superior_level
    union all
    select start.call_id, 'superior', start.guardian_id
    from start where 'superior' = any(wanted) and start.up = 1 and superior_level = 1 and start.post_id is null
  )
  select start.call_id, 'self', start.called_id from start where 'self' = any(wanted)
  union all
  select others.call_id, others.reach, others.person_id
  from others join start using (call_id)
  where others.person_id is not null and others.person_id <> start.called_id
$$;

-- The call-outs of a warning's earlier versions that stand for it as well, since its level is the same: where their calls are nobody is
-- called again. One whose calls all had to end for a version between them stands for nothing any more.
create function kept_call_outs(warning_id uuid) returns table (id uuid, state text) language sql stable as $$
  with recursive earlier (id) as (
    select unnest(supersedes) from warning where warning.id = kept_call_outs.warning_id
    union
    select unnest(warning.supersedes) from earlier join warning using (id)
  )
  select call_out.id, call_out.state
  from earlier
  join call_out on call_out.warning_id = earlier.id
  join warning mine on mine.id = kept_call_outs.warning_id and mine.level = call_out.level
  where call_out.close_reason is distinct from 'superseded'
  order by call_out.opened_at desc
$$;

-- The unroused list of a call-out, and the nearest team to a door.
create index call_unroused_idx on call (call_out_id) where state = 'unroused';
create index team_position_idx on team using gist (position);

-- Who at a desk answered, noted or released: the name that colleagues know, and nothing else of a user.
grant select (id, display_name) on app_user to jiaoying_app;
