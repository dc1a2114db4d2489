-- Replies and key presses that nobody understood wait for a person at a desk. Existing rows: what could not be read, or came from a number
-- that nobody had called, is unread, since no person has ever seen it; all others are read. Nothing has been told of how many there are.
alter table inbound_message
  drop constraint inbound_message_channel_check,
  add constraint inbound_message_channel_check check (channel in ('sms', 'voice', 'chat')),
  add column person_id bigint references person,          -- who sent it, where the number is one person's; null: nobody known
  add column state text not null default 'read' check (state in ('read', 'unread', 'taken', 'passedOver')),
  add column settled_at timestamptz,                      -- when somebody at a desk took it as an answer or passed it over
  add column settled_by bigint references app_user,
  add column reason text check (length(reason) <= 200),   -- why it was passed over
  add constraint inbound_message_settled_check check ((state in ('taken', 'passedOver')) = (settled_at is not null and settled_by is not null));
update inbound_message set state = 'unread' where kind is null or call_id is null;
create index inbound_message_unread_idx on inbound_message (area_code) where state = 'unread';

grant select (person_id, state, settled_at, settled_by, reason), update (state, call_id, kind, settled_at, settled_by, reason)
  on inbound_message to jiaoying_app;

-- How many unread replies of an area each open incident was told of last: what differs from it is told.
create table reply_count (
  incident_id  uuid not null references incident,
  area_code    text not null references area,
  unread       int not null check (unread >= 0),
  primary key (incident_id, area_code)
);
alter table reply_count enable row level security;
create policy area_scope on reply_count
  using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())));
grant select, insert, update on reply_count to jiaoying_app;
