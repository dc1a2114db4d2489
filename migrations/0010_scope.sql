-- Row-level security: every request runs as jiaoying_app and sees only rows of its area. Existing rows: unchanged.
do $$
declare t text;
begin
  foreach t in array array['person', 'contact', 'post', 'shelter', 'supply_point', 'stock_line', 'team', 'hazard',
                           'enterprise', 'household', 'evacuee', 'call', 'attempt', 'receipt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy area_scope on %I using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())))', t);
  end loop;
end $$;

-- An incident is seen from inside its area and from above it; so are its warnings and call-outs.
alter table incident enable row level security;
create policy area_scope on incident
  using (starts_with(area_code, (select area_scope())) or starts_with((select area_scope()), area_prefix(area_code)))
  with check (starts_with(area_code, (select area_scope())) or starts_with((select area_scope()), area_prefix(area_code)));
alter table warning enable row level security;
create policy incident_scope on warning using (exists (select from incident i where i.id = incident_id));
alter table call_out enable row level security;
create policy incident_scope on call_out using (exists (select from incident i where i.id = incident_id));

-- A fact without an area is for everyone; one with an area only for those whose scope covers it.
alter table change_log enable row level security;
create policy area_scope on change_log
  using ((area_code is null or starts_with(area_code, (select area_scope()))) and exists (select from incident i where i.id = incident_id))
  with check (area_code is null or starts_with(area_code, (select area_scope())));

-- A line without an area (a sign-in under a name that does not exist) is for who sees a whole city or more.
alter table audit enable row level security;
create policy area_scope on audit
  using (case when area_code is null then (select area_scope()) ~ '^[0-9]{0,4}$' else starts_with(area_code, (select area_scope())) end)
  with check (true);

grant usage on schema public to jiaoying_app, jiaoying_personal;
grant select on area, post, shelter, supply_point, stock_line, team, hazard, enterprise, station, household, evacuee,
  typhoon, typhoon_point, typhoon_wind_radius, incident, change_log, warning, call_out, call, attempt, receipt,
  audit to jiaoying_app;
grant select (id, area_code, masked_name, synthetic) on person to jiaoying_app;
grant select (person_id, ordinal, area_code, channel, masked_address) on contact to jiaoying_app;
grant insert on incident, change_log, warning, call_out, call, attempt, receipt, audit to jiaoying_app;
grant update on incident, warning, call_out, call, attempt to jiaoying_app;

-- Reveals and sends: the same, and the raw personal columns.
grant jiaoying_app to jiaoying_personal;
grant select on person, contact to jiaoying_personal;

-- Users, sessions and secrets are for the owner of the database only: sign-in happens before anyone is anybody.
