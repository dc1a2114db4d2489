-- A check of everybody's pages is noted in steps, and counts once it is whole. Existing rows: each was noted at once, and is whole.
alter table comms_check add column complete boolean not null default true;
grant update (complete) on comms_check to jiaoying_app;
