-- A second factor for users (RFC 6238). Existing rows: none are touched; nobody has one until enrolled.
create table second_factor (
  user_id bigint primary key references app_user on delete cascade,
  sealed_secret text not null,          -- AES-256-GCM, by a key of this installation
  enrolled_at timestamptz,              -- null: shown once, and not yet confirmed by a code
  last_step bigint not null default 0   -- of the code that was taken last: none is taken twice
);

create table recovery_code (
  user_id bigint not null references second_factor on delete cascade,
  digest text not null,
  used_at timestamptz,
  primary key (user_id, digest)
);
