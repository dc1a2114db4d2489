-- What the watchdog said last: one row, the same for every server. Existing rows: none, the table is new.
create table watch_report (
  singleton                boolean primary key default true check (singleton),
  ok                       boolean not null,
  step                     text,                       -- where the test call got stuck
  round_trip_milliseconds  int,
  at                       timestamptz not null,       -- wall time
  check (ok = (step is null))
);
grant select, insert, update on watch_report to jiaoying_app;
