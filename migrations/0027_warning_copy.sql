-- Other texts in which a message came again: feeds indent, encode and sign the same message differently. Existing rows: none, what came
-- again until now was not kept.
create table warning_copy (
  warning_id uuid not null references warning on delete restrict,
  digest     bytea not null,                                  -- SHA-256 of the text
  source     text not null,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  times      int not null check (times > 0),
  brought_by bigint references app_user,
  primary key (warning_id, digest)
);
grant select, insert, update on warning_copy to jiaoying_app;
alter table warning_copy enable row level security;
create policy warning_scope on warning_copy using (exists (select from warning w where w.id = warning_id));
