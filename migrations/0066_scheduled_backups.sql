-- The backups that a server makes by itself: when the next one is due and how the last one went, one row for all servers. Existing rows:
-- none, the table is new.
create table backup_watch (
  singleton            boolean primary key default true check (singleton),
  host                 text not null,              -- of the server that makes them
  next_at              timestamptz not null,       -- wall time, as all here
  made_at              timestamptz,                -- the last one that was written and read back
  file                 text,
  row_count            bigint,
  bytes                bigint,
  stood_milliseconds   int,                        -- so long nothing else was read or saved; null: nothing had to stand
  failed_at            timestamptz,                -- since when none has succeeded
  failure              text check (failure in ('folder', 'room', 'damaged', 'program')),
  check ((failed_at is null) = (failure is null)),
  check ((made_at is null) = (file is null))
);
grant select, insert, update, delete on backup_watch to jiaoying_app;
