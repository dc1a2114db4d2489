-- Codes by which a wall is enrolled without anybody typing a password there. Existing rows: none are touched; walls that sign in with a
-- password go on doing so.
create table wall_code (
  user_id bigint primary key references app_user on delete cascade,
  digest text not null unique,
  expires_at timestamptz not null
);
