-- Why somebody goes to a door: nobody could rouse the person, or people there refuse to leave or cannot be found. Existing rows: all were
-- sent because nobody answered.
alter table door_check
  add column reason text not null default 'unroused' check (reason in ('unroused', 'refused', 'unreachable')),
  add column people int check (people > 0);               -- how many refuse or cannot be found; null: not counted
