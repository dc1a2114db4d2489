-- What was ended by hand: a call-out, a warning, an incident; and who has asked to open an incident again. Existing rows: none was ended by
-- hand; every incident that is there is open.
create table ending (
  id bigint generated always as identity primary key,
  incident_id uuid not null references incident,
  kind text not null check (kind in ('callOut', 'warning', 'closing', 'reopening')),
  subject_id uuid not null,                    -- of the call-out, the warning or the incident
  reason text not null check (length(reason) between 1 and 500),
  all_clear boolean check ((all_clear is not null) = (kind = 'callOut')),
  user_id bigint not null references app_user,
  second_user_id bigint references app_user check (second_user_id is null or (kind = 'reopening' and second_user_id <> user_id)),
  at timestamptz not null,                     -- incident time
  matters jsonb check ((matters is not null) = (kind = 'closing')),  -- how many of each were open
  sealed_seq bigint,                           -- the last fact of the log when it was sealed, and its hash
  sealed_hash bytea,
  check ((sealed_seq is not null) = (kind = 'closing') and (sealed_hash is not null) = (kind = 'closing'))
);
create index ending_incident_idx on ending (incident_id, id);

alter table ending enable row level security;
create policy incident_scope on ending using (exists (select from incident i where i.id = incident_id));
grant select, insert on ending to jiaoying_app;

alter table incident
  add column closed_at timestamptz,
  add column reopen_asked_by bigint references app_user,
  add column reopen_asked_at timestamptz,
  add column reopen_reason text,
  add check ((state = 'closed') = (closed_at is not null)),
  add check (state = 'closed' or reopen_asked_by is null),
  add check ((reopen_asked_by is null) = (reopen_asked_at is null) and (reopen_asked_by is null) = (reopen_reason is null));

-- When a warning was ended by hand, in incident time: a message that ends another is in the same state and has none.
alter table warning add column ended_at timestamptz check (ended_at is null or state = 'ended');

-- The log of a closed incident is sealed: its head moves no more before it is opened again.
create function keep_sealed() returns trigger language plpgsql as $$
begin
  raise exception 'The log of incident % is sealed', old.id;
end $$;
create trigger incident_sealed before update of head_seq on incident
  for each row when (old.state = 'closed' and new.state = 'closed') execute function keep_sealed();
