-- The administrative tree, the two unprivileged roles and the area scope that every later table is guarded by.
-- Existing rows: none, the database is new.
create extension if not exists postgis;

-- Roles belong to the whole cluster: another database of the same cluster may have made them already, or be making them now.
do $$
begin
  if not exists (select from pg_roles where rolname = 'jiaoying_app') then
    create role jiaoying_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  if not exists (select from pg_roles where rolname = 'jiaoying_personal') then
    create role jiaoying_personal nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant jiaoying_app, jiaoying_personal to %I', current_user);
exception when others then
  -- A superuser may set any role without being its member; two databases granting at once may collide.
  if not (select rolsuper from pg_roles where rolname = current_user) then raise; end if;
end $$;

-- The prefix of the 12-digit codes that this transaction may see. A transaction that never said who asks sees nothing;
-- '*' is the server itself (jobs, intake of feeds).
create function area_scope() returns text language sql stable as $$
  select case coalesce(current_setting('jiaoying.area', true), '')
    when '' then '!'
    when '*' then ''
    else current_setting('jiaoying.area')
  end
$$;

-- The part of a code that its descendants share: 4 digits for a city, 6 for a county, 9 for a township, 12 for a village.
create function area_prefix(code text) returns text language sql immutable as $$
  select case
    when code like '%00000000' then left(code, 4)
    when code like '%000000' then left(code, 6)
    when code like '%000' then left(code, 9)
    else code
  end
$$;

create table area (
  code         text primary key check (code ~ '^[0-9]{12}$'),
  parent_code  text references area,
  level        text not null check (level in ('city', 'county', 'township', 'village')),
  kind         text not null default 'statistical' check (kind in ('statistical', 'functionalZone')),
  name_zh      text not null,
  name_en      text not null,
  initials     text not null,                      -- pinyin initials, for the search box
  center       geometry(Point, 4326),
  boundary     geometry(MultiPolygon, 4326),       -- schematic until the customer imports approved ones
  unverified   boolean not null default false,     -- true where no published table confirms the code or the parent
  check ((level = 'city') = (parent_code is null))
);
create index area_parent_idx on area (parent_code);
create index area_boundary_idx on area using gist (boundary);
