-- Whoever is reached for many is told of them by one message: attempts that travel with another one, what that message names, and what
-- is kept back since the person was written to a moment ago. Existing rows: each attempt was a message of its own, and none is kept back.
alter table attempt
  add column carried_by bigint references attempt,        -- the attempt as which the message travels that speaks of this one too; null: itself
  add column is_held boolean not null default false;      -- put off until next_at since the person was written to a moment ago
create index attempt_carried_idx on attempt (carried_by) where carried_by is not null;
-- When a person was last written to over a channel.
create index attempt_contact_idx on attempt (person_id, channel, sent_at)
  where carried_by is null and sent_at is not null and channel in ('sms', 'voice', 'chat', 'mail');

-- Whom a message for many names, the worst first: an answer to it answers for them.
create table named_call (
  attempt_id  bigint not null references attempt on delete restrict,   -- as which the message travels
  place       smallint not null check (place > 0),                     -- by which an answer for one of them names it
  call_id     uuid not null references call on delete restrict,
  area_code   text not null references area,                           -- of the call
  primary key (attempt_id, place),
  unique (attempt_id, call_id)
);
alter table named_call enable row level security;
create policy area_scope on named_call using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())));
grant select, insert, delete on named_call to jiaoying_app;

-- One message that failed says once that its number is dead, of however many it spoke.
create or replace view failed_number with (security_invoker = true) as
  select person_id, contact_ordinal as ordinal
  from (
    select person_id, contact_ordinal, outcome, outcome in ('invalidNumber', 'off', 'expired', 'undeliverable') as is_dead,
      row_number() over (partition by person_id, contact_ordinal order by id desc) as nr
    from attempt
    where contact_ordinal is not null and former_address is null and channel in ('sms', 'voice') and carried_by is null
      and outcome is not null and outcome not in ('accepted', 'simulated')
  ) tried
  where nr <= 3
  group by person_id, contact_ordinal
  having count(*) = 3 and bool_and(is_dead) or bool_or(nr = 1 and outcome = 'invalidNumber');
