-- Orders: what somebody is told to do, where or at which posts, and until when. Existing rows: none, the table is new; of the audience
-- nothing changes where no posts are named.
create table incident_order (
  id           uuid primary key references notice on delete restrict,   -- that of its notice
  incident_id  uuid not null references incident on delete restrict,
  number       int not null check (number > 0),       -- within the incident
  body         text not null check (length(body) between 1 and 1000),
  area_codes   text[] not null,                       -- of the posts, where these are named
  post_ids     bigint[],                              -- null: to whoever is responsible in the areas
  due_at       timestamptz not null,                  -- in the incident's time, as is given_at
  given_by     bigint not null references app_user,
  given_at     timestamptz not null,
  unique (incident_id, number)
);
alter table incident_order enable row level security;
create policy incident_scope on incident_order using (exists (select from incident i where i.id = incident_id));
grant select, insert on incident_order to jiaoying_app;

-- The same as before; where posts are named, whoever holds one of these and nobody else.
drop function audience(text[], text[], boolean, uuid[], timestamptz);
create function audience(prefixes text[], kinds text[], with_households boolean, kept uuid[], at timestamptz, posts bigint[])
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
    where (posts is null and post.kind = any(kinds) or post.id = any(posts))
      and not exists (select from standing where standing.person_id = holder.person_id)
    order by holder.person_id, array_position(array['city', 'county', 'township', 'village', 'household'], post.level), post.id
  ), home as (
    select distinct on (household.id) evacuee.person_id, household.id, household.area_code, covered.tally_code, needy.id is not null as is_needy
    from household
    join covered on covered.code = household.area_code
    join evacuee on evacuee.household_id = household.id
    left join needy on needy.id = household.id
    where with_households and posts is null and not exists (select from standing where standing.person_id = evacuee.person_id)
    order by household.id, exists (select from contact where contact.person_id = evacuee.person_id) desc, evacuee.person_id
  )
  select posted.person_id, posted.post_id, null::bigint, posted.area_code, posted.tally_code, posted.level, posted.kind,
    posted.kind = 'guardian' and keeper.id is not null
  from posted left join keeper on keeper.id = posted.person_id
  union all
  select home.person_id, null, home.id, home.area_code, home.tally_code, 'household', 'household', home.is_needy
  from home where not exists (select from posted where posted.person_id = home.person_id)
$$;
