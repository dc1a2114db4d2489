-- When a warning's time has passed, who brought it, what of it was not understood and which one it doubles. Existing rows: warnings whose
-- time has passed already are taken for expired at that time where nothing is called for them any more, and expire at the next tick where
-- something is, as all do of an incident with a clock of its own; nobody is known to have brought them, which binds as the whole city does; no notes; no doubles.
alter table warning
  drop constraint warning_state_check,
  add constraint warning_state_check check (state in ('inForce', 'superseded', 'cancelled', 'ended', 'expired')),
  add column expired_at timestamptz,                          -- incident time; null: not yet, or it has no end
  add column brought_by bigint references app_user,
  add column brought_area text,                               -- the area of whoever brought it: it ends nothing outside
  add column notes jsonb not null default '[]',
  add column double_of uuid references warning,
  add constraint warning_expired_check check (expired_at is null or expires is not null),
  -- Who warns for a county takes no name from a warning of the city.
  drop constraint warning_incident_id_sender_identifier_sent_key,
  add unique nulls not distinct (incident_id, sender, identifier, sent, brought_area);

update warning set expired_at = expires, state = case state when 'inForce' then 'expired' else state end
where expires < now() and exists (select from incident i where i.id = incident_id and i.clock_at is null) and not exists (
  select from call_out where call_out.incident_id = warning.incident_id and call_out.state in ('awaitingRelease', 'running'));

-- The job asks which warnings are due to expire, and nothing else of them.
create index warning_expires_idx on warning (incident_id, expires) where expired_at is null and expires is not null;

-- The desk has this call-out go on although the time of its warning has passed: no expiry stops it again. Existing rows: none was.
alter table call_out add column by_hand_at timestamptz;
