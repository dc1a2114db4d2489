-- What an incident changes of the registers: how a row of one stands in that incident, over the register, which is timeless. Existing
-- rows: hazards that incidents have moved stand in them as their logs last told, read here once and never again; nobody is known to have
-- moved them. No register is touched.
create table incident_overlay (
  incident_id  uuid not null references incident on delete restrict,
  kind         text not null check (kind in ('hazard', 'team', 'stock', 'shelter', 'household')),
  subject_id   text not null,                         -- as its register tells rows apart; no key, since registers are imported anew
  area_code    text not null references area,         -- that of the row in its register
  state        jsonb not null check (jsonb_typeof(state) = 'object'),  -- held to the schema of its kind, contract/overlays.ts
  changed_at   timestamptz not null,                  -- incident time
  changed_by   bigint references app_user,            -- null: told by a log, which does not say
  primary key (incident_id, kind, subject_id)
);

-- Earlier logs wrote the place of a state in the ledger's list, later ones its name.
with told as (
  select l.incident_id, l.seq, l.at, l.area_code, entry ->> 'id' as subject_id,
    case when entry ->> 'state' ~ '^[0-9]$'
      then (array['found', 'registered', 'graded', 'assigned', 'controlled', 'rectified', 'reviewed', 'closed'])[(entry ->> 'state')::int + 1]
      else entry ->> 'state' end as state
  from change_log l cross join lateral json_array_elements(l.body -> 'rows') entry
  where l.kind = 'layer.put' and l.body ->> 'layerId' = 'hazards'
), newest as (
  select distinct on (incident_id, subject_id) * from told where state is not null order by incident_id, subject_id, seq desc
)
insert into incident_overlay (incident_id, kind, subject_id, area_code, state, changed_at)
select n.incident_id, 'hazard', n.subject_id, coalesce(h.area_code, n.area_code),
  jsonb_build_object('state', n.state,
    'closedOn', case when n.state = 'closed' then to_char(n.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') end),
  n.at
from newest n left join hazard h on h.id::text = n.subject_id
where coalesce(h.area_code, n.area_code) is not null;

-- What a closed incident was is read, and not changed any more.
alter table incident_overlay enable row level security;
create policy area_scope on incident_overlay
  using (starts_with(area_code, (select area_scope())) and exists (select from incident i where i.id = incident_id))
  with check (starts_with(area_code, (select area_scope())) and exists (select from incident i where i.id = incident_id and i.state = 'open'));
grant select, insert, update on incident_overlay to jiaoying_app;
