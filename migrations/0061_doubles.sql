-- What the desk decides of two warnings that are likely the same, and whom the second calls. Existing rows: likely doubles are proposed
-- still, and their people were called by both; nothing is taken from either.
alter table warning
  add column double_choice text check (double_choice in ('merged', 'apart')),   -- null: proposed, nobody has decided
  add constraint warning_choice_of_double check (double_choice is null or double_of is not null);

-- Call-outs by which people are called already for what a warning says again: those of the other warning, of its versions and of their
-- doubles, at least as grave. One that was cancelled calls nobody: its people were told that it is over.
create function call_outs_shared(other uuid, level text) returns table (id uuid, state text)
  language sql stable as $$
  with recursive same (id) as (
    select other
    union
    select near.id
    from same join warning mine on mine.id = same.id
    cross join lateral (
      select unnest(mine.supersedes) as id
      union all
      select mine.double_of where mine.double_choice is distinct from 'apart'
      union all
      select w.id from warning w
      where w.incident_id = mine.incident_id
        and (mine.id = any(w.supersedes) or w.double_of = mine.id and w.double_choice is distinct from 'apart')
    ) near
    where near.id is not null
  )
  select call_out.id, call_out.state
  from same join call_out on call_out.warning_id = same.id
  where call_out.state <> 'cancelled' and call_out.close_reason is distinct from 'superseded'
    and array_position(array['blue', 'yellow', 'orange', 'red'], call_out.level)
      >= array_position(array['blue', 'yellow', 'orange', 'red'], call_outs_shared.level)
  order by call_out.opened_at desc
$$;

-- The call-outs that go on for a version, and those that it shares with its double.
create or replace function kept_call_outs(warning_id uuid) returns table (id uuid, state text)
  language sql stable as $$
  select kept.id, kept.state
  from warning mine, call_outs_kept_beside(mine.supersedes, mine.level) kept
  where mine.id = kept_call_outs.warning_id
  union all
  select shared.id, shared.state
  from warning mine, call_outs_shared(mine.double_of, mine.level) shared
  where mine.id = kept_call_outs.warning_id and mine.double_of is not null and mine.double_choice is distinct from 'apart'
    and not exists (select from call_out own where own.id = shared.id and own.warning_id = mine.id)
$$;

-- Whoever has answered a call-out that has come to rest has been roused; whoever has not is called by another that still holds.
create or replace function audience(prefixes text[], kinds text[], with_households boolean, kept uuid[], at timestamptz)
returns table (
  person_id bigint, post_id bigint, household_id bigint, area_code text, tally_code text, level text, post_kind text, is_vulnerable boolean
) language sql stable rows 10000 set enable_nestloop = off set jit = off as $$
  with place as (
    select code, case area.level when 'village' then parent_code else code end as tally_code from area
  ), covered as materialized (
    select place.code, place.tally_code from place
    where exists (select from unnest(prefixes) prefix where starts_with(place.code, prefix) or starts_with(place.tally_code, prefix))
  ), standing as (
    select call.person_id from call join call_out on call_out.id = call.call_out_id
    where call.call_out_id = any(kept) and call.state not in ('stale', 'superseded')
      and (call_out.closed_at is null or call.state = 'answered')
  ), needy as (
    select distinct evacuee.household_id as id from evacuee where needs <> '{}'
  ), keeper as (
    select distinct household.guardian_id as id from household join needy on needy.id = household.id
  ), posted as (
    select distinct on (holder.person_id) holder.person_id, post.id as post_id, post.area_code, covered.tally_code, post.level, post.kind
    from post
    join covered on covered.code = post.area_code
    join holders_at(at) holder on holder.post_id = post.id
    where post.kind = any(kinds) and not exists (select from standing where standing.person_id = holder.person_id)
    order by holder.person_id, array_position(array['city', 'county', 'township', 'village', 'household'], post.level), post.id
  ), home as (
    select distinct on (household.id) evacuee.person_id, household.id, household.area_code, covered.tally_code, needy.id is not null as is_needy
    from household
    join covered on covered.code = household.area_code
    join evacuee on evacuee.household_id = household.id
    left join needy on needy.id = household.id
    where with_households and not exists (select from standing where standing.person_id = evacuee.person_id)
    order by household.id, exists (select from contact where contact.person_id = evacuee.person_id) desc, evacuee.person_id
  )
  select posted.person_id, posted.post_id, null::bigint, posted.area_code, posted.tally_code, posted.level, posted.kind,
    posted.kind = 'guardian' and keeper.id is not null
  from posted left join keeper on keeper.id = posted.person_id
  union all
  select home.person_id, null, home.id, home.area_code, home.tally_code, 'household', 'household', home.is_needy
  from home where not exists (select from posted where posted.person_id = home.person_id)
$$;
