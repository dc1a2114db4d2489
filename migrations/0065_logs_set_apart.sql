-- Of an incident whose log was found damaged: since when it is set apart, by the wall, and the first fact that is not as it was written.
-- Existing rows: none is set apart.
alter table incident
  add column apart_at timestamptz,
  add column broken_at bigint,
  add check ((apart_at is null) = (broken_at is null)),
  -- Nothing happens any more in what can no longer be told.
  add check (apart_at is null or state = 'closed');
