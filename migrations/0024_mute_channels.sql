-- Whether a channel tells what became of its messages, so that one which accepts everything and delivers nothing is found out. Existing
-- rows: voice and chat have to call back; a centre for short messages is held to it once it has reported anything, also in the past.
alter table channel add column reports boolean not null default false;
update channel set reports = id in ('voice', 'chat') or id = 'sms' and exists (
  select from attempt where channel = 'sms' and outcome in ('delivered', 'undeliverable', 'expired', 'rejected'));
-- What a gateway has accepted, newest first: the health of a channel looks at the last few.
create index attempt_accepted_idx on attempt (channel, sent_at) where outcome is not null and channel in ('sms', 'voice', 'chat');
