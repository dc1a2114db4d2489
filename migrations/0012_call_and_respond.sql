-- Policies as data, channels with their limits, and all that a call, an attempt and a receipt know beyond ringing a page.
-- Existing rows: running call-outs keep the ladder they were stamped with, over the page alone; attempts and receipts keep what they say.
create table policy (
  id          text primary key check (id ~ '^[a-z][a-zA-Z0-9-]{0,63}$'),
  event       text,                                  -- the kind of weather it is for; null: any that has no policy of its own
  level       text not null check (level in ('red', 'orange', 'yellow', 'blue')),
  rules       jsonb not null,                        -- as the contract says; what was not edited is not here: the built-in default holds
  version     int not null default 1 check (version > 0),
  updated_at  timestamptz not null,
  updated_by  bigint references app_user,
  unique nulls not distinct (event, level)
);

-- Versions only grow, also past a reset: whoever has an older one open can never save it over what came since.
create sequence policy_version as int;

-- One row for each way to reach people. Limits are shared by every server: who claims attempts locks the row and takes tokens from it.
create table channel (
  id                text primary key check (id in ('inApp', 'sms', 'voice', 'chat', 'mail')),
  configured        boolean not null default false,      -- whether the servers have a gateway for it, as they say when they start
  enabled           boolean not null default true,       -- an administrator may switch off what is configured
  rate_per_second   double precision not null check (rate_per_second > 0 and rate_per_second <= 10000),
  concurrency       int not null check (concurrency between 1 and 10000),
  timeout_seconds   int not null check (timeout_seconds between 1 and 600),
  cost_yuan         double precision not null default 0 check (cost_yuan >= 0),      -- of one attempt
  answer_share      double precision not null check (answer_share between 0 and 1),  -- of attempts that are answered in time, for predictions
  is_default        boolean not null default true,       -- these numbers are ours, nobody has set them
  tokens            double precision not null default 0,
  refilled_at       timestamptz not null default 'epoch',
  failures          int not null default 0,              -- in a row: opens the breaker
  open_until        timestamptz,                         -- while the breaker is open nothing leaves; then one attempt tries
  last_success_at   timestamptz,
  last_failure_at   timestamptz,
  last_failure      text
);
insert into channel (id, rate_per_second, concurrency, timeout_seconds, cost_yuan, answer_share) values
  ('inApp', 2000, 5000, 5, 0, 0.5),
  ('sms', 100, 200, 30, 0.05, 0.35),
  ('voice', 20, 300, 90, 0.12, 0.6),
  ('chat', 50, 100, 20, 0, 0.3),
  ('mail', 20, 10, 30, 0, 0.1);
update channel set configured = true where id = 'inApp';   -- the page needs no gateway

-- A call-out of many people is made ready first and released by a second person.
alter table call_out drop constraint call_out_state_check;
alter table call_out drop constraint call_out_check;
alter table call_out
  add constraint call_out_state_check check (state in ('awaitingRelease', 'running', 'closed', 'cancelled')),
  add constraint call_out_closed_check check ((state in ('awaitingRelease', 'running')) = (closed_at is null)),
  add column policy_id text,
  add column requested_by bigint references app_user,
  add column released_by bigint references app_user,
  add column released_at timestamptz,
  add column override_reason text,                       -- why one person alone released it
  add column prediction jsonb,                           -- of the plan before the button: kept beside what then happened
  add constraint call_out_two_persons check (released_by is null or override_reason is not null or released_by is distinct from requested_by);
update call_out set policy_id = 'any-' || level, released_at = opened_at, policy = policy || jsonb_build_object(
  'policyId', 'any-' || level, 'event', null, 'isDefault', true, 'callsHouseholds', false, 'hasDoor', false, 'reminderMinutes', null,
  'message', jsonb_build_object('zh', '', 'en', ''),
  'night', jsonb_build_object('from', '22:00', 'to', '06:00', 'rings', true),
  'ladder', (select jsonb_agg(step || '{"channels": ["inApp"], "contact": 1, "superiorLevel": 1}'::jsonb order by nr)
             from jsonb_array_elements(policy -> 'ladder') with ordinality as steps (step, nr)));
alter table call_out alter column policy_id set not null;

alter table call
  alter column post_id drop not null,
  add column household_id bigint references household,     -- called for a household instead of a post
  add column cannot boolean not null default false,        -- answered, and is not able to act
  add column answered_by text check (answered_by in ('self', 'deputy', 'superior', 'door', 'assignee', 'desk')),
  add column priority int not null default 0,              -- the order of the queue, lowest first: earliest arrival, then most vulnerable
  add column remind_at timestamptz,                        -- in the incident's time: answered, and nothing done since
  add column flags text[] not null default '{}',           -- doubts about its answers: shown, never a reason to discard one
  add constraint call_is_for_one check ((post_id is null) <> (household_id is null));
update call set answered_by = 'self' where answered_at is not null;
alter table call add constraint call_answered_by_whom check ((answered_at is null) = (answered_by is null));
create index call_remind_idx on call (incident_id, remind_at) where remind_at is not null;

alter table attempt drop constraint attempt_call_id_rung_person_id_channel_key;
alter table attempt drop constraint attempt_reach_check;
alter table attempt drop constraint attempt_channel_check;
alter table attempt drop constraint attempt_state_check;
alter table attempt drop constraint attempt_exercise_cannot_dial;
alter table attempt
  add column purpose text not null default 'call' check (purpose in ('call', 'reminder', 'allClear')),
  add column again smallint not null default 0,            -- 0: by the ladder; n: the n-th time that someone asked for it by hand
  add column contact_ordinal smallint,                     -- which of the person's addresses; null for a page
  add column priority int not null default 0,
  add column tries smallint not null default 0,            -- how often it was handed to the gateway, under one idempotency key
  add column next_at timestamptz,                          -- wall time before which it does not leave: a retry, or the night
  add column leased_until timestamptz,                     -- wall time until which the server that is sending it may be believed alive
  add column provider_id text,                             -- the gateway's name for it
  add column outcome text,                                 -- what the gateway or the person made of it
  add column failure text,
  add column connected_at timestamptz,
  add column answered_at timestamptz,
  add column heard_seconds double precision,               -- how much of the spoken message was heard
  add constraint attempt_reach_check check (reach in ('self', 'deputy', 'superior', 'door', 'assignee')),
  add constraint attempt_channel_check check (channel in ('inApp', 'sms', 'voice', 'chat', 'mail', 'sheet', 'exercise')),
  add constraint attempt_state_check check (state in ('queued', 'sending', 'sent', 'shown', 'failed', 'withdrawn', 'unknown')),
  add constraint attempt_lease_check check ((state = 'sending') = (leased_until is not null)),
  -- One rung never reaches the same person twice over one channel.
  add constraint attempt_once unique (call_id, rung, person_id, channel, purpose, again),
  -- An exercise can never reach a real phone, whatever the code believes.
  add constraint attempt_exercise_cannot_dial check (incident_mode = 'actual' or channel in ('inApp', 'sheet', 'exercise'));
-- What a gateway could carry next, in the order of the queue.
create index attempt_outbox_idx on attempt (channel, priority, id) where state = 'queued' and channel <> 'inApp';
create index attempt_sending_idx on attempt (leased_until) where state = 'sending';
create index attempt_provider_idx on attempt (channel, provider_id) where provider_id is not null;

alter table receipt drop constraint receipt_kind_check;
alter table receipt
  add constraint receipt_kind_check check (kind in ('heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot')),
  add column via text not null default 'inApp' check (via in ('inApp', 'sms', 'voice', 'chat', 'mail', 'sheet', 'desk')),
  add column answered_by text not null default 'self' check (answered_by in ('self', 'deputy', 'superior', 'door', 'assignee', 'desk')),
  add column device text,                                  -- the phone or page that it came from, to notice many answers from one
  add column position geometry(Point, 4326),
  add column accuracy_meters double precision check (accuracy_meters >= 0),
  add column flags text[] not null default '{}';
update receipt set answered_by = 'desk', via = 'desk' where user_id is not null;
create index receipt_device_idx on receipt (device, received_at) where device is not null;

-- A door that somebody is sent to, because the ladder of a call is spent.
create table door_check (
  id               bigint generated always as identity primary key,
  call_id          uuid not null unique references call on delete restrict,
  area_code        text not null references area,
  person_id        bigint references person,              -- the grid worker, or the contact of the team
  team_id          bigint references team,
  distance_meters  double precision,
  state            text not null default 'open' check (state in ('open', 'done', 'withdrawn')),
  opened_at        timestamptz not null,
  closed_at        timestamptz,
  check ((state = 'open') = (closed_at is null))
);
create index door_check_person_idx on door_check (person_id) where state = 'open';

create table call_note (
  id         bigint generated always as identity primary key,
  call_id    uuid not null references call on delete restrict,
  area_code  text not null references area,
  user_id    bigint not null references app_user,
  at         timestamptz not null,                         -- in the incident's time
  text       text not null check (length(text) between 1 and 500)
);
create index call_note_call_idx on call_note (call_id);

do $$
declare t text;
begin
  foreach t in array array['door_check', 'call_note'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy area_scope on %I using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())))', t);
  end loop;
end $$;
grant select on policy, channel, door_check, call_note to jiaoying_app;
grant insert, update, delete on policy to jiaoying_app;
grant usage on sequence policy_version to jiaoying_app;
grant update on channel to jiaoying_app;
grant insert, update on door_check to jiaoying_app;
grant insert on call_note to jiaoying_app;
