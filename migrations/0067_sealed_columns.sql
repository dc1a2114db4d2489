-- Names, numbers and words about people may be kept sealed under a key that is outside the database. Existing rows: stay as they are, in the
-- clear, until a server is started with a key; what was computed from them (masked, and how a number is looked for) keeps its value.
create table data_key (
  id          text primary key,                    -- of the key, never the key itself
  check_value text not null,                       -- opens with the right key alone
  since       timestamptz not null,
  cleaned_at  timestamptz                          -- since when no older copy of a row lies in the files of the tables
);

create function is_sealed(value text) returns boolean language sql immutable as $$ select starts_with(value, '~jy1:') $$;

-- Nothing can be computed from what is sealed: whoever seals hands it in beside. For rows in the clear all stays as it was.
create function beside_name() returns trigger language plpgsql as $$
begin
  new.masked_name := left(new.name, 1) || '**';
  return new;
end $$;
create function beside_contact() returns trigger language plpgsql as $$
begin
  new.masked_address := case when new.channel = 'mail' then left(new.address, 1) || '****' || substr(new.address, strpos(new.address, '@'))
    else left(new.address, 3) || '****' || right(new.address, 4) end;
  new.number_key := right(regexp_replace(new.address, '\D', '', 'g'), 11);
  new.address_key := new.address;
  return new;
end $$;
create function beside_inbound() returns trigger language plpgsql as $$
begin
  new.masked_address := left(new.address, 3) || '****' || right(new.address, 4);
  return new;
end $$;

alter table person alter column masked_name drop expression;
alter table person alter column masked_name set not null;
create trigger beside_name before insert or update of name on person
  for each row when (not is_sealed(new.name)) execute function beside_name();

alter table contact alter column masked_address drop expression;
alter table contact
  add column number_key text,                      -- by which a number is found: its last 11 digits
  add column address_key text;                     -- by which two addresses are the same
alter table contact disable trigger user;
update contact set number_key = right(regexp_replace(address, '\D', '', 'g'), 11), address_key = address;
alter table contact enable trigger user;
alter table contact
  alter column masked_address set not null,
  alter column number_key set not null,
  alter column address_key set not null;
create trigger beside_contact before insert or update of channel, address on contact
  for each row when (not is_sealed(new.address)) execute function beside_contact();
drop index contact_mobile_idx;
create index contact_number_idx on contact (number_key) where channel = 'mobile';
grant update (masked_address, number_key, address_key) on contact to jiaoying_app;

drop view living_number;
create view living_number with (security_invoker = true) as
select contact.person_id, contact.ordinal, contact.address_key
from contact
left join failed_number failed on failed.person_id = contact.person_id and failed.ordinal = contact.ordinal
where failed.person_id is null and (contact.channel = 'radio' or contact.channel in ('mobile', 'landline') and contact.dials);
grant select on living_number to jiaoying_personal;

alter table inbound_message alter column masked_address drop expression;
alter table inbound_message alter column masked_address set not null;
create trigger beside_inbound before insert or update of address on inbound_message
  for each row when (not is_sealed(new.address)) execute function beside_inbound();

-- How long a text may be is held where it is in the clear; sealed it is longer by what sealing adds.
alter table call_note drop constraint call_note_text_check;
alter table call_note add check (is_sealed(text) or length(text) between 1 and 500);
alter table help_request drop constraint help_request_reason_check;
alter table help_request add check (is_sealed(reason) or length(reason) between 1 and 300);
alter table inbound_message drop constraint inbound_message_reason_check;
alter table inbound_message add check (is_sealed(reason) or length(reason) <= 200);
alter table leave drop constraint leave_reason_check;
alter table leave add check (is_sealed(reason) or length(reason) <= 200);

-- Parts of replies: found by their sender, and told from each other by what is in them, without opening either.
drop index reply_part_once;
drop index reply_part_waiting_idx;
alter table reply_part add column content text, add column address_key text, add column content_key text;
update reply_part set content = encode(bytes, 'hex'), address_key = address, content_key = encode(bytes, 'hex');
alter table reply_part
  drop column bytes,
  alter column content set not null,
  alter column address_key set not null,
  alter column content_key set not null;
create unique index reply_part_once on reply_part (address_key, reference, total, nr, md5(content_key));
create index reply_part_waiting_idx on reply_part (address_key, reference, total) where taken_at is null;

alter table server_secret alter column value type text using encode(value, 'base64');
