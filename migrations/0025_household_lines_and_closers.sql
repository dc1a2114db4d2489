-- A line of a sheet for each household, receipts that speak of one household, and who ended a call-out. Existing rows: lines and receipts
-- keep speaking of their call alone, none of the receipts has corrected another, and of call-outs that are over it is not known who ended
-- them.
alter table call_sheet_line
  add column household_id bigint references household,   -- null: the line is the called person's own
  drop constraint call_sheet_line_sheet_id_call_id_key,
  add unique nulls not distinct (sheet_id, call_id, household_id);

alter table receipt
  add column household_id bigint references household,   -- null: it speaks of the call
  add column replaces uuid[] not null default '{}',      -- the receipts that it corrects: they stay, and count no longer
  drop constraint receipt_answered_by_check,
  add constraint receipt_answered_by_check
    check (answered_by in ('self', 'deputy', 'superior', 'door', 'assignee', 'desk', 'household'));
create index receipt_household_idx on receipt (household_id) where household_id is not null;
create index receipt_correction_idx on receipt (id) where replaces <> '{}';

-- Which receipt has corrected which.
create view receipt_correction with (security_invoker = true) as
  select unnest(replaces) as replaced_id, id as by_id from receipt where replaces <> '{}';
grant select on receipt_correction to jiaoying_app;

-- Receipts that hold, with whom they speak of: what a household's own call says it says of that household.
create view standing_receipt with (security_invoker = true) as
  select r.id, r.call_id, c.call_out_id, r.household_id,
    coalesce(r.household_id, c.household_id) as about_household_id, r.kind, r.at, r.received_at, r.note, r.counts, r.user_id
  from receipt r join call c on c.id = r.call_id
  where not exists (select from receipt_correction gone where gone.replaced_id = r.id);
grant select on standing_receipt to jiaoying_app;

-- Who brought the message that ended a call-out, or released the call-out that took its place, and the warning of either. Both null: it
-- runs, or the server ended it by itself.
alter table call_out
  add column closed_by bigint references app_user,
  add column closed_by_warning uuid references warning;
