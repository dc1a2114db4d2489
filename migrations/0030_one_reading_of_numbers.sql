-- Whether a number can be dialled, by the one reading that the form and the dialling have as well. Existing rows: not read yet; the server
-- reads them within a minute, keeps what it can dial in one form, and the tree proof lists what nobody can dial. A number that was reported
-- as none has failed at once, and no longer only after three attempts.
alter table contact add column dials boolean;              -- null: not read yet, or no telephone number
create index contact_unread_idx on contact (person_id) where dials is null and channel in ('mobile', 'landline');

-- Whoever sets another number has not had it read.
create function contact_changed() returns trigger language plpgsql as $$
begin
  new.dials := null;
  return new;
end $$;
create trigger contact_changed before update of channel, address on contact
  for each row when (new.dials is not distinct from old.dials) execute function contact_changed();
grant select (dials), update (dials) on contact to jiaoying_app;

create or replace view failed_number with (security_invoker = true) as
  select person_id, contact_ordinal as ordinal
  from (
    select person_id, contact_ordinal, outcome, outcome in ('invalidNumber', 'off', 'expired', 'undeliverable') as is_dead,
      row_number() over (partition by person_id, contact_ordinal order by id desc) as nr
    from attempt
    where contact_ordinal is not null and former_address is null and channel in ('sms', 'voice')
      and outcome is not null and outcome not in ('accepted', 'simulated')
  ) tried
  where nr <= 3
  group by person_id, contact_ordinal
  having count(*) = 3 and bool_and(is_dead) or bool_or(nr = 1 and outcome = 'invalidNumber');

create or replace view living_number with (security_invoker = true) as
  select contact.person_id, contact.ordinal, contact.address
  from contact
  left join failed_number failed on failed.person_id = contact.person_id and failed.ordinal = contact.ordinal
  where failed.person_id is null
    and (contact.channel = 'radio' or contact.channel in ('mobile', 'landline') and contact.dials);

-- A number that nobody can dial is passed over for the next one of the person.
create or replace function ways_to(person bigint, wanted text[], nth int)
  returns table (channel text, contact_ordinal smallint) language sql stable as $$
  select channel.id, chosen.ordinal
  from channel
  left join lateral (
    select numbered.ordinal
    from (
      select contact.ordinal, row_number() over (order by contact.ordinal) as nr
      from contact where contact.person_id = person and carries(channel.id, contact.channel) and contact.dials is distinct from false
    ) numbered
    where numbered.nr <= nth
    order by numbered.nr desc limit 1
  ) chosen on true
  where channel.id = any(wanted) and channel.enabled and channel.configured and (channel.id = 'inApp' or chosen.ordinal is not null)
$$;

alter table dead_end
  drop constraint dead_end_kind_check,
  add constraint dead_end_kind_check check (kind in ('noLivingPath', 'oneLivingPath', 'holderUnreachable', 'brokenSuperior', 'orphanVillage',
    'tooManyPosts', 'sharedNumber', 'failedNumber', 'undialable', 'deputyIsSelf', 'deputyOnLeave', 'mutedCheckSilent'));
