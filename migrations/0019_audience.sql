-- Whom a warning concerns, said once for the plan and for the calls that follow from it. Existing rows: none are touched.

-- Whether a channel can carry a message to this kind of contact. The page needs none; radio is spoken by people.
create function carries(channel text, contact_channel text) returns boolean language sql immutable as $$
  select case channel
    when 'sms' then contact_channel = 'mobile'
    when 'voice' then contact_channel in ('mobile', 'landline')
    when 'chat' then contact_channel = 'mobile'
    when 'mail' then contact_channel = 'mail'
    else false
  end
$$;

-- Who is called in the areas whose codes begin with one of the prefixes: the holders, at that wall time, of posts of these kinds, each
-- person once and for the highest post; and, where households are called, one evacuee of each: the first who can be reached, else the
-- first. Not those for whom a call of one of the `kept` call-outs still stands. A village belongs to its host township even where its
-- own code says otherwise.
-- is_vulnerable: the household has somebody with special needs, or a guardian keeps such a household.
-- Without nested loops: the area scope hides from the planner how many rows there are, and what it takes for one row is a whole city. And
-- without the compiler, which the price of a forbidden loop calls in for a second that it never earns back.
create function audience(prefixes text[], kinds text[], with_households boolean, kept uuid[], at timestamptz)
returns table (
  person_id bigint, post_id bigint, household_id bigint, area_code text, tally_code text, level text, post_kind text, is_vulnerable boolean
) language sql stable rows 10000 set enable_nestloop = off set jit = off as $$
  with place as (
    select code, case area.level when 'village' then parent_code else code end as tally_code from area
  ), covered as materialized (
    select place.code, place.tally_code from place
    where exists (select from unnest(prefixes) prefix where starts_with(place.code, prefix) or starts_with(place.tally_code, prefix))
  ), standing as (
    select call.person_id from call where call.call_out_id = any(kept) and state not in ('stale', 'superseded')
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
