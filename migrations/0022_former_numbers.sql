-- To which number an attempt was made, kept when that number is replaced or taken away: what failed before says nothing about the new
-- one, and no list puts the new one into the past. Existing rows: null, their numbers count as the present ones.
alter table attempt add column former_address text;   -- masked; null: the address that is at that place now

-- As before, for the present numbers alone.
create or replace view failed_number with (security_invoker = true) as
  select person_id, contact_ordinal as ordinal
  from (
    select person_id, contact_ordinal, outcome in ('invalidNumber', 'off', 'expired', 'undeliverable') as is_dead,
      row_number() over (partition by person_id, contact_ordinal order by id desc) as nr
    from attempt
    where contact_ordinal is not null and former_address is null and channel in ('sms', 'voice')
      and outcome is not null and outcome not in ('accepted', 'simulated')
  ) tried
  where nr <= 3
  group by person_id, contact_ordinal
  having count(*) = 3 and bool_and(is_dead);
