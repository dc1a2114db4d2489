-- What predictions learn from and how they fared. Existing rows: call-outs that are over are learnt from when the server next has time;
-- what was predicted before now is a line without a band, and is not scored.
create table learnt_call_out (
  call_out_id    uuid primary key references call_out on delete restrict,
  incident_mode  text not null check (incident_mode in ('actual', 'exercise')),
  learnt_at      timestamptz not null,                  -- wall time
  calls          int not null check (calls >= 0)        -- whose first step was seen to its end
);

-- Of one call-out: how many calls were silent when a step was taken that can be compared, and how many were answered before it was over.
create table learnt_share (
  call_out_id  uuid not null references learnt_call_out on delete restrict,
  way          text not null check (length(way) between 1 and 60),      -- channels with + between; any: others were reached for the person
  hours        text not null check (hours in ('day', 'evening', 'night')),
  rung         text not null check (rung in ('first', 'again', 'others')),
  wait         text not null check (wait in ('brief', 'long')),
  tried        int not null check (tried > 0),
  answered     int not null check (answered between 0 and tried),
  primary key (call_out_id, way, hours, rung, wait)
);

-- Predicted against real, at fixed times after calling began; never changed.
create table prediction_score (
  call_out_id  uuid not null references call_out on delete restrict,
  mark         text not null check (mark in ('5', '15', '30', '60', 'end')),   -- minutes, or the predicted end
  area_code    text not null references area,           -- the smallest area with all its people: whoever sees all of it sees this
  at           timestamptz not null,                    -- in the incident's time
  people       int not null,
  low          double precision not null,
  expected     double precision not null,
  high         double precision not null,
  answered     int,                                     -- null: calling ended before, which tells nothing of the prediction
  primary key (call_out_id, mark),
  check (low <= expected and expected <= high)
);
create index prediction_score_at_idx on prediction_score (at desc);

-- Sums without places or people: whoever may plan a call-out may know how a bureau's people answer on the whole.
alter table learnt_call_out enable row level security;
create policy all_scopes on learnt_call_out using (true) with check ((select area_scope()) ~ '^[0-9]{0,4}$');
alter table learnt_share enable row level security;
create policy all_scopes on learnt_share using (true) with check ((select area_scope()) ~ '^[0-9]{0,4}$');
alter table prediction_score enable row level security;
create policy area_scope on prediction_score
  using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())));
grant select, insert on learnt_call_out, learnt_share, prediction_score to jiaoying_app;
