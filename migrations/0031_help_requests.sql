-- Calls for help as matters of their own. Existing rows: each person or household that a receipt which still holds says needs help gets one
-- request: open where its call-out runs or awaits its release, and where it was asked within the last three days of its incident, by the
-- incident's own log, since nobody ever noted that help came; older ones are closed, with that as the reason. None of them is in the log
-- yet: the server says them there when it starts. Calls keep the flag that they have.
create table help_request (
  id               uuid primary key,
  incident_id      uuid not null references incident on delete restrict,
  call_id          uuid not null references call on delete restrict,     -- by which it was asked last
  area_code        text not null references area,
  household_id     bigint references household,                          -- null: it is asked for the called person
  person_id        bigint not null references person,                    -- who needs help: the called person, or the household's first member
  state            text not null check (state in ('open', 'taken', 'helped', 'closed')),
  opened_at        timestamptz not null,                                 -- all times are the incident's
  asked_at         timestamptz not null,                                 -- last
  asks             int not null check (asks > 0),
  position         geometry(Point, 4326),                                -- of the phone that asked
  accuracy_meters  double precision check (accuracy_meters >= 0),
  note             text,
  taken_by         bigint references app_user,
  taken_at         timestamptz,
  ended_by         bigint references app_user,                           -- null: the person said so, or the upgrade
  ended_at         timestamptz,
  reason           text check (length(reason) between 1 and 300),
  is_in_log        boolean not null default true,
  check ((state in ('helped', 'closed')) = (ended_at is not null)),
  check (state <> 'closed' or reason is not null),
  check (state <> 'taken' or taken_at is not null)
);
-- One open matter for each person or household of an incident, however often and by however many calls it is asked.
create unique index help_request_person_idx on help_request (incident_id, person_id) where household_id is null and state in ('open', 'taken');
create unique index help_request_household_idx on help_request (incident_id, household_id)
  where household_id is not null and state in ('open', 'taken');
create index help_request_incident_idx on help_request (incident_id, person_id);
create index help_request_call_idx on help_request (call_id);

-- Its history: who asked, and what was done about it, by whom and why.
create table help_event (
  id               bigint generated always as identity primary key,
  help_request_id  uuid not null references help_request on delete restrict,
  area_code        text not null references area,
  kind             text not null check (kind in ('asked', 'open', 'taken', 'helped', 'closed')),
  at               timestamptz not null,
  receipt_id       uuid unique references receipt on delete restrict,    -- a receipt counts once
  user_id          bigint references app_user,
  reason           text
);
create index help_event_request_idx on help_event (help_request_id);

do $$
declare t text;
begin
  foreach t in array array['help_request', 'help_event'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy area_scope on %I using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())))', t);
  end loop;
end $$;
grant select, insert, update on help_request to jiaoying_app;
grant select, insert on help_event to jiaoying_app;

-- A person may say that help has come.
alter table receipt drop constraint receipt_kind_check;
alter table receipt
  add constraint receipt_kind_check check (kind in ('heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot', 'helped'));

-- The teams nearest to a place of which somebody can be reached, measured on the ground. The index orders by degrees, of which those to the
-- east are shorter, so the first few are measured.
create function teams_near(place geometry, wanted int) returns table (team_id bigint, contact_id bigint, meters double precision)
language sql stable as $$
  select by_degrees.id, by_degrees.contact_id, st_distance(by_degrees.position::geography, place::geography) as meters
  from (select t.id, t.contact_id, t.position from team t where t.contact_id is not null order by t.position <-> place limit 8) by_degrees
  order by 3, 1 limit wanted
$$;

with asked as (
  select r.call_id, c.incident_id, c.area_code, c.person_id as called_id, standing.about_household_id as household_id, r.received_at, r.note,
    coalesce(r.position, photo.position) as position, r.accuracy_meters, o.state in ('running', 'awaitingRelease') as is_running
  from standing_receipt standing
  join receipt r on r.id = standing.id
  join call c on c.id = r.call_id
  join call_out o on o.id = c.call_out_id
  left join photo on photo.receipt_id = r.id
  where r.kind = 'needHelp'
), subject as (
  select incident_id, household_id, min(received_at) as opened_at, max(received_at) as asked_at, count(*)::int as asks, bool_or(is_running) as is_running,
    (array_agg(call_id order by received_at desc))[1] as call_id, (array_agg(area_code order by received_at desc))[1] as area_code,
    (array_agg(called_id order by received_at desc))[1] as called_id,
    (array_agg(position order by received_at desc) filter (where position is not null))[1] as position,
    (array_agg(accuracy_meters order by received_at desc) filter (where position is not null))[1] as accuracy_meters,
    (array_agg(note order by received_at desc) filter (where note <> ''))[1] as note
  from asked group by incident_id, household_id, case when household_id is null then called_id end
), judged as (
  select subject.*, is_running or asked_at > (select max(at) from change_log l where l.incident_id = subject.incident_id) - interval '3 days' as is_open
  from subject
)
insert into help_request (id, incident_id, call_id, area_code, household_id, person_id, state, opened_at, asked_at, asks, position, accuracy_meters, note,
  ended_at, reason, is_in_log)
select gen_random_uuid(), incident_id, call_id, area_code, household_id,
  coalesce((select e.person_id from evacuee e where e.household_id = judged.household_id order by e.person_id limit 1), called_id),
  case when is_open then 'open' else 'closed' end, opened_at, asked_at, asks, position, accuracy_meters, note,
  case when not is_open then asked_at end, case when not is_open then '升级前的求援，当时没有记录结果 / Asked before the upgrade; no outcome was noted' end, false
from judged;

insert into help_event (help_request_id, area_code, kind, at, receipt_id, user_id)
select h.id, h.area_code, 'asked', r.received_at, r.id, r.user_id
from standing_receipt standing
join receipt r on r.id = standing.id
join call c on c.id = r.call_id
join help_request h on h.incident_id = c.incident_id
  and case when standing.about_household_id is null then h.household_id is null and h.person_id = c.person_id else h.household_id = standing.about_household_id end
where r.kind = 'needHelp'
order by r.received_at, r.id;
insert into help_event (help_request_id, area_code, kind, at, reason)
select id, area_code, state, ended_at, reason from help_request where state = 'closed';
