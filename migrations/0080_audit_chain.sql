-- The audit trail as a chain of hashes: a link for each line, made as it is saved. Existing rows: are linked in their order, as they are found.
create table audit_link (
  seq       bigint primary key check (seq > 0),   -- in the order of saving, without gaps
  audit_id  bigint not null unique,               -- no reference: that the line is there is what a link proves
  hash      bytea not null check (length(hash) = 32)
);
create trigger audit_link_append_only before update or delete on audit_link
  for each row execute function refuse_change();
grant select on audit_link to jiaoying_app;

-- SHA-256 over the hash before it and every column on its own line; a text after its length, so that none can be taken for two.
create function audit_hash(previous bytea, line audit) returns bytea language sql stable as $$
  select sha256(previous || convert_to(concat_ws(E'\n',
    line.id,
    to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(line.user_id::text, '-'),
    coalesce(length(line.username) || ':' || line.username, '-'),
    length(line.action) || ':' || line.action,
    coalesce(length(line.subject) || ':' || line.subject, '-'),
    coalesce(length(line.purpose) || ':' || line.purpose, '-'),
    coalesce(length(line.address) || ':' || line.address, '-'),
    coalesce(line.area_code, '-')
  ), 'UTF8'))
$$;

do $$
declare
  line audit;
  last_seq bigint := 0;
  last_hash bytea := '';
begin
  for line in select * from audit order by id loop
    last_seq := last_seq + 1;
    last_hash := audit_hash(last_hash, line);
    insert into audit_link (seq, audit_id, hash) values (last_seq, line.id, last_hash);
  end loop;
end $$;

-- At the commit, when nothing else is waited for any more: whoever writes a line early would else keep everybody else from theirs. The last
-- link is found by the index, also by a plan that a session has kept since the trail was short: else a line looks at all before it.
create function link_audit() returns trigger language plpgsql security definer
set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
  last audit_link;
begin
  perform pg_advisory_xact_lock(5031977080);
  select * into last from audit_link order by seq desc limit 1;
  insert into audit_link (seq, audit_id, hash)
    values (coalesce(last.seq, 0) + 1, new.id, audit_hash(coalesce(last.hash, ''), new));
  return null;
end $$;
create constraint trigger audit_linked after insert on audit deferrable initially deferred
  for each row execute function link_audit();
