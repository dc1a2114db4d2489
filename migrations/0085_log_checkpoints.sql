-- What a log added up to at some fact, for one area, so that whoever opens a map or looks back need not read it from the first fact.
-- Existing rows: none, the table is new, and nothing but a copy: what is not there is folded from the log when it is first wanted.
create table log_checkpoint (
  incident_id  uuid not null references incident on delete cascade,
  area         text not null,                 -- as of a scope: for whoever sees this area and no more
  seq          bigint not null,               -- every fact up to this one is in it
  mark         text not null,                 -- of that fact: a log that has another one there is another history
  version      int not null,                  -- of how facts are folded
  least_at     timestamptz not null,          -- the earliest incident time of any fact since the one before, or even before that
  state        bytea not null,                -- the snapshot as JSON, deflated
  primary key (incident_id, area, version, seq)
);
alter table log_checkpoint enable row level security;
create policy area_scope on log_checkpoint
  using (starts_with(area, (select area_scope())) and exists (select from incident i where i.id = incident_id))
  with check (starts_with(area, (select area_scope())));
grant select, insert, delete on log_checkpoint to jiaoying_app;
