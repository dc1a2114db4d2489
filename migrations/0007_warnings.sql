-- Warnings as received (CAP 1.2), one row per version. Existing rows: none.
create table warning (
  id            uuid primary key,
  incident_id   uuid not null references incident on delete restrict,
  identifier    text not null,
  sender        text not null,
  sent          timestamptz not null,
  status        text not null check (status in ('Actual', 'Exercise', 'System', 'Test', 'Draft')),
  msg_type      text not null check (msg_type in ('Alert', 'Update', 'Cancel', 'Ack', 'Error')),
  version       int not null check (version > 0),             -- 1 for an Alert, one more for each Update or Cancel of it
  state         text not null check (state in ('inForce', 'superseded', 'cancelled', 'ended')),
  event         text not null,
  event_code    text,
  level         text not null check (level in ('red', 'orange', 'yellow', 'blue')),
  sender_name   text,
  headline      text not null,
  description   text not null,
  instruction   text not null,
  effective     timestamptz,
  onset         timestamptz,
  expires       timestamptz,
  placement     text not null check (placement in ('exact', 'coarse', 'unplaced')),
  area_codes    text[] not null,                              -- the areas it names, at the level it names them
  unknown_codes text[] not null default '{}',
  polygon       geometry(MultiPolygon, 4326),
  supersedes    uuid[] not null default '{}',                 -- the warnings its references were resolved to
  unresolved    text[] not null default '{}',                 -- references that name no warning we hold
  source        text not null,                                -- the message as it came
  received_at   timestamptz not null,
  unique (incident_id, sender, identifier, sent)
);
