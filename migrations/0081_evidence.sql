-- What a fact vouches for beside what it says: digests of the rows that it tells of, covered by its hash and sent to nobody. Existing rows:
-- have none, and say nothing of any row.
alter table change_log add column evidence json;
