-- What gateways send back: replies to short messages, and which signed requests were seen. Existing rows: none.
create table inbound_message (
  id              bigint generated always as identity primary key,
  channel         text not null check (channel in ('sms', 'chat')),
  message_id      text not null check (length(message_id) between 1 and 200),   -- the gateway's: the same message twice counts once
  received_at     timestamptz not null,
  at              timestamptz not null,               -- when it was sent, as the gateway says
  address         text not null,                      -- of who sent it, as the gateway wrote it
  masked_address  text generated always as (left(address, 3) || '****' || right(address, 4)) stored,
  text            text not null,
  kind            text check (kind in ('heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot')),   -- null: nothing that can be understood
  call_id         uuid references call on delete restrict,                      -- null: nobody with this number was called before
  area_code       text references area,               -- of the call
  unique (channel, message_id)
);
create index inbound_message_call_idx on inbound_message (call_id) where call_id is not null;

-- A signed request counts once; who sends a recorded one again is refused. Rows older than a signature holds are deleted.
create table gateway_request (
  signature  text primary key,
  at         timestamptz not null
);
create index gateway_request_at_idx on gateway_request (at);

-- Whose number is this? Asked for every reply; numbers are written with and without blanks, dashes and +86.
create index contact_mobile_idx on contact (right(regexp_replace(address, '\D', '', 'g'), 11)) where channel = 'mobile';
-- Nobody knows whether these left: counted for whoever looks after the channel.
create index attempt_unknown_idx on attempt (channel) where state = 'unknown';

alter table inbound_message enable row level security;
create policy area_scope on inbound_message
  using (case when area_code is null then (select area_scope()) ~ '^[0-9]{0,4}$' else starts_with(area_code, (select area_scope())) end)
  with check (true);
-- The number and the words are personal: read in the clear by no request.
grant select (id, channel, message_id, received_at, at, masked_address, kind, call_id, area_code) on inbound_message to jiaoying_app;
grant insert on inbound_message to jiaoying_app;
grant select on inbound_message to jiaoying_personal;
grant select, insert, delete on gateway_request to jiaoying_app;
