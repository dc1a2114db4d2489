-- Call-outs, one call per person, the attempts to reach them and the receipts they sent back. Existing rows: none.
create table call_out (
  id             uuid primary key,
  incident_id    uuid not null,
  incident_mode  text not null,
  warning_id     uuid not null references warning on delete restrict,
  level          text not null check (level in ('red', 'orange', 'yellow', 'blue')),
  policy         jsonb not null,                      -- stamped: a later edit of the policy does not change a running call-out
  state          text not null check (state in ('running', 'closed', 'cancelled')),
  opened_at      timestamptz not null,
  closed_at      timestamptz,
  close_reason   text,                                -- what stopped it: a warning that replaced or cancelled its own
  unique (warning_id),                                -- the same message again is never a second call-out
  unique (id, incident_id, incident_mode),
  foreign key (incident_id, incident_mode) references incident (id, mode),
  check ((state = 'running') = (closed_at is null))
);
create index call_out_incident_idx on call_out (incident_id);

create table call (
  id             uuid primary key,
  call_out_id    uuid not null,
  incident_id    uuid not null,
  incident_mode  text not null,
  person_id      bigint not null references person,
  post_id        bigint not null references post,
  area_code      text not null references area,       -- of the post
  tally_code     text not null references area,       -- the area its counts are kept under: the township, or above it the post's own area
  state          text not null check (state in ('silent', 'escalated', 'unroused', 'answered', 'stale', 'superseded')),
  progress       text check (progress in ('heard', 'onPost', 'acting', 'done')),
  need_help      boolean not null default false,
  rung           smallint not null default 0,         -- the step of the ladder that was taken last
  due_at         timestamptz,                         -- in the incident's time; null once answered, spent or stopped
  called_at      timestamptz not null,
  shown_at       timestamptz,                         -- shown on a device: delivered, never an answer
  answered_at    timestamptz,
  unique (call_out_id, person_id),                    -- calling the same person twice in one call-out is impossible
  foreign key (call_out_id, incident_id, incident_mode) references call_out (id, incident_id, incident_mode),
  check (state not in ('answered', 'stale', 'superseded', 'unroused') or due_at is null),
  check ((progress is null) = (answered_at is null))
);
-- The job only ever asks "what is due?", so only rows that can be due are indexed.
create index call_due_idx on call (incident_id, due_at) where due_at is not null;
create index call_tally_idx on call (call_out_id, tally_code) include (state);
create index call_person_idx on call (person_id);

create table attempt (
  id             bigint generated always as identity primary key,
  call_id        uuid not null references call on delete restrict,
  incident_mode  text not null,
  area_code      text not null references area,
  rung           smallint not null,
  reach          text not null check (reach in ('self', 'deputy', 'superior')),
  person_id      bigint not null references person,   -- who was reached for
  channel        text not null check (channel in ('inApp', 'sms', 'voice', 'mail', 'webhook', 'exercise')),
  state          text not null check (state in ('queued', 'sent', 'shown', 'failed', 'withdrawn')),
  queued_at      timestamptz not null,
  sent_at        timestamptz,
  shown_at       timestamptz,
  unique (call_id, rung, person_id, channel),         -- one rung never reaches the same person twice over one channel
  -- An exercise can never reach a real phone, whatever the code believes.
  constraint attempt_exercise_cannot_dial check (incident_mode = 'actual' or channel in ('inApp', 'exercise'))
);
-- The outbox only ever asks "what waits for these people, who have a device here?"
create index attempt_queued_idx on attempt (person_id) where state = 'queued';
create index attempt_person_idx on attempt (person_id);

create table receipt (
  id           uuid primary key,                      -- chosen by the sender: the same receipt twice counts once
  call_id      uuid not null references call on delete restrict,
  area_code    text not null references area,
  person_id    bigint references person,              -- who answered; null when an officer at the desk typed it in
  user_id      bigint,
  kind         text not null check (kind in ('heard', 'onPost', 'acting', 'done', 'needHelp')),
  at           timestamptz not null,                  -- as the device says
  received_at  timestamptz not null,                  -- as the server knows, in the incident's time
  note         text,
  counts       jsonb
);
create index receipt_call_idx on receipt (call_id);
