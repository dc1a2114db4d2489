-- How new each register is, so that a map asks "has it changed?" without counting it; the steward's right to move a hazard along the
-- ledger; and how well names match what is typed into the search box. Existing rows: unchanged; every register starts at version 1.
create table layer_version (
  layer       text primary key,
  version     bigint not null,
  updated_at  timestamptz not null             -- wall time: how fresh the register is, in an exercise too
);
insert into layer_version (layer, version, updated_at)
select layer, 1, now()
from unnest(array['areas', 'typhoons', 'evacuees', 'shelters', 'supplyPoints', 'teams', 'hazards', 'enterprises', 'stations']) layer;

-- Kept by triggers, not by the writers: an import or a repair by hand is seen by every map as well. Once for each statement, and with
-- the owner's right, since who may change a register may not touch its version otherwise.
create function bump_layer_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update layer_version set version = version + 1, updated_at = clock_timestamp() where layer = tg_argv[0];
  return null;
end $$;

do $$
declare register record;
begin
  for register in
    select * from (values ('area', 'areas'), ('typhoon', 'typhoons'), ('typhoon_point', 'typhoons'), ('typhoon_wind_radius', 'typhoons'),
      ('evacuee', 'evacuees'), ('household', 'evacuees'), ('shelter', 'shelters'), ('supply_point', 'supplyPoints'),
      ('stock_line', 'supplyPoints'), ('team', 'teams'), ('hazard', 'hazards'), ('enterprise', 'enterprises'),
      ('station', 'stations')) registers (source, layer)
  loop
    execute format('create trigger layer_changed after insert or update or delete or truncate on %I for each statement execute function bump_layer_version(%L)',
      register.source, register.layer);
  end loop;
end $$;

grant select on layer_version to jiaoying_app;
grant update (state, closed_on) on hazard to jiaoying_app;

-- 0: a name is the needle; 1: one starts with it; 2: one holds it; null: none. By strpos, not like: nothing typed is a wildcard.
create function match_rank(needle text, variadic names text[]) returns int language sql immutable as $$
  select min(case when lower(name) = lower(needle) then 0
                  when starts_with(lower(name), lower(needle)) then 1
                  when strpos(lower(name), lower(needle)) > 0 then 2 end)
  from unnest(names) name
$$;
