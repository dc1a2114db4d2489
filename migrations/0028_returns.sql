-- What comes back over the lines: parts of long replies until the last has come, reports that say nothing we can use, and how long a
-- message may be. Existing rows: short messages are cut at 500 characters from now on (a default value of our own, eight parts), the
-- other channels carry what they are given; a number that its gateway has once called none counts as dead at once.
alter table channel add column max_characters int check (max_characters between 100 and 5000);   -- null: whole, however long
update channel set max_characters = 500 where id = 'sms';

create table reply_part (
  id          bigint generated always as identity primary key,
  address     text not null,                -- in the clear: whose reply it is
  reference   int not null,                 -- the same in every part of one reply; a phone counts on and begins again
  total       int not null check (total between 2 and 255),
  nr          int not null check (nr between 1 and total),
  bytes       bytea not null,               -- a character may be cut in two
  coding      int not null,                 -- SMPP 3.4, 5.2.19
  received_at timestamptz not null,
  taken_at    timestamptz                   -- joined into a reply; kept a while, since a centre hands in again what it is not sure of
);
create unique index reply_part_once on reply_part (address, reference, total, nr, md5(bytes));
create index reply_part_waiting_idx on reply_part (address, reference, total) where taken_at is null;
grant select, insert, update, delete on reply_part to jiaoying_personal;
grant select (taken_at), delete on reply_part to jiaoying_app;

-- Reports of gateways that change nothing, kept to be looked into. No text of a message, no number.
create table stray_report (
  id          bigint generated always as identity primary key,
  channel     text not null references channel,
  kind        text not null check (kind in ('unmatched', 'unknownState')),
  provider_id text not null check (length(provider_id) <= 100),
  said        text not null check (length(said) <= 40),   -- the state, as the gateway words it
  at          timestamptz not null
);
create index stray_report_idx on stray_report (channel, kind, at);
grant select, insert, delete on stray_report to jiaoying_app;

-- Gateways print the ids that they gave in another form: in capitals, with zeros in front, in the other base.
create index attempt_provider_form_idx on attempt (channel, ltrim(lower(provider_id), '0')) where provider_id is not null;

-- As before, and at once where the newest word about a number is that there is none.
create or replace view failed_number with (security_invoker = true) as
  select person_id, contact_ordinal as ordinal
  from (
    select person_id, contact_ordinal, outcome,
      outcome in ('invalidNumber', 'off', 'expired', 'undeliverable') as is_dead,
      row_number() over (partition by person_id, contact_ordinal order by id desc) as nr
    from attempt
    where contact_ordinal is not null and former_address is null and channel in ('sms', 'voice')
      and outcome is not null and outcome not in ('accepted', 'simulated')
  ) tried
  where nr <= 3
  group by person_id, contact_ordinal
  having count(*) = 3 and bool_and(is_dead) or bool_or(nr = 1 and outcome = 'invalidNumber');
