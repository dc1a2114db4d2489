-- Printed call sheets, so that answers noted on paper find their calls, and what the ledger needs to be read page by page.
-- Existing rows: unchanged.
create table call_sheet (
  id           bigint generated always as identity primary key,   -- the number printed on it
  call_out_id  uuid not null references call_out on delete restrict,
  area_code    text not null references area,
  in_clear     boolean not null,                                  -- whether names and numbers were printed in full
  printed_at   timestamptz not null,                              -- in the incident's time
  printed_by   bigint not null references app_user,
  lines        int not null check (lines > 0)
);
create index call_sheet_call_out_idx on call_sheet (call_out_id);

-- Which line of which sheet stands for which call: what is typed in names the line.
create table call_sheet_line (
  sheet_id   bigint not null references call_sheet on delete restrict,
  line       int not null check (line > 0),
  call_id    uuid not null references call on delete restrict,
  area_code  text not null references area,
  primary key (sheet_id, line),
  unique (sheet_id, call_id)
);
create index call_sheet_line_call_idx on call_sheet_line (call_id);

do $$
declare t text;
begin
  foreach t in array array['call_sheet', 'call_sheet_line'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy area_scope on %I using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())))', t);
  end loop;
end $$;
grant select, insert on call_sheet, call_sheet_line to jiaoying_app;

-- The ledger is read newest first, from where the page before ended; neither time ever changes.
create index attempt_ledger_idx on attempt (queued_at, id);
create index receipt_ledger_idx on receipt (received_at, id);

-- Who ordered, released or answered by hand: names of users, nothing else of theirs.
grant select (id, username, display_name) on app_user to jiaoying_app;
