-- Incidents, each with its clock, and the append-only, hash-chained log of facts. Existing rows: none.
create table typhoon (
  id       text primary key check (id ~ '^[0-9]{6}$'),
  name_zh  text not null,
  name_en  text not null,
  source   text not null
);

create table typhoon_point (
  typhoon_id               text not null references typhoon on delete cascade,
  at                       timestamptz not null,
  position                 geometry(Point, 4326) not null,
  pressure_hpa             int not null,
  wind_meters_per_second   int not null,
  primary key (typhoon_id, at)
);

create table typhoon_wind_radius (
  typhoon_id  text not null references typhoon on delete cascade,
  at          timestamptz not null,
  beaufort    smallint not null check (beaufort in (7, 10, 12)),
  min_km      int not null,
  max_km      int not null check (max_km >= min_km),
  source      text not null,
  primary key (typhoon_id, at, beaufort)
);

create table incident (
  id             uuid primary key,
  name           text not null check (length(name) between 1 and 120),
  kind           text not null,
  mode           text not null check (mode in ('actual', 'exercise', 'test')),
  state          text not null default 'open' check (state in ('open', 'closed')),
  area_code      text not null references area,      -- an incident of one county is not another county's
  typhoon_id     text references typhoon,
  opened_at      timestamptz not null,
  -- incident time = clock_at + (wall - clock_set_at) * rate, or clock_at while paused; null for actual: the wall clock.
  clock_at       timestamptz,
  clock_set_at   timestamptz,
  clock_rate     double precision check (clock_rate > 0 and clock_rate <= 3600),
  clock_paused   boolean,
  head_seq       bigint not null default 0,
  head_hash      bytea not null default '\x',
  unique (id, mode),
  check ((mode = 'actual') = (clock_at is null)),
  check ((clock_at is null) = (clock_set_at is null) and (clock_at is null) = (clock_rate is null) and (clock_at is null) = (clock_paused is null))
);

create table change_log (
  incident_id  uuid not null references incident on delete restrict,
  seq          bigint not null,                 -- per incident, without gaps: given under the incident's advisory lock
  at           timestamptz not null,            -- the incident's time
  kind         text not null,
  area_code    text references area,            -- null: for everyone who may follow the incident
  body         json not null,                   -- json, not jsonb: keeps the very bytes that were hashed
  hash         bytea not null,                  -- sha-256 over the previous hash and this row
  primary key (incident_id, seq)
);

-- Append-only, also for the one who owns the table by mistake.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only';
end $$;
create trigger change_log_append_only before update or delete on change_log
  for each row execute function refuse_change();
