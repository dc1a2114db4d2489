-- Links that were withdrawn, and the photos that came with receipts. Existing rows: none, both tables are new.
-- Links themselves are not stored: they carry their own claim and when they were given out.
create table link_revocation (
  id          bigint generated always as identity primary key,
  call_id     uuid references call on delete restrict,      -- null: whatever call
  person_id   bigint references person,                     -- null: whoever holds it
  area_code   text not null references area,                -- of the call, else of the person
  revoked_at  timestamptz not null,                         -- wall time: what was given out until then is void
  user_id     bigint not null references app_user,
  unique nulls not distinct (call_id, person_id),
  check (call_id is not null or person_id is not null)
);
create index link_revocation_person_idx on link_revocation (person_id);
create index link_revocation_time_idx on link_revocation (revoked_at);

create table photo (
  receipt_id   uuid primary key references receipt on delete restrict,
  area_code    text not null references area,
  image        bytea not null,                              -- JPEG as re-encoded here, without metadata
  sent_digest  bytea not null check (octet_length(sent_digest) = 32),  -- SHA-256 of what was sent: the same again is the same photo
  width        int not null check (width > 0),
  height       int not null check (height > 0),
  position     geometry(Point, 4326),                       -- as the camera noted it
  received_at  timestamptz not null,                        -- in the incident's time
  check (octet_length(image) <= 10000000)
);
-- The image is compressed already: pressing it again would cost time and win nothing.
alter table photo alter column image set storage external;

do $$
declare t text;
begin
  foreach t in array array['link_revocation', 'photo'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy area_scope on %I using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())))', t);
  end loop;
end $$;
grant select on link_revocation, photo to jiaoying_app;
grant insert, update on link_revocation to jiaoying_app;
grant insert on photo to jiaoying_app;
