-- What each applied migration read when it ran: a file that was changed afterwards would make two databases of one release differ. Existing
-- rows: none; migrations that ran before are noted at the next start, as their files read then.
create table migration_hash (
  name   text primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$')
);
