import { createHash } from 'node:crypto';
import type { Fact, NewFact } from '../contract/facts.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Tx } from './db.ts';
import type { Doorbell } from './doorbell.ts';

interface Head {
  seq: number;
  hash: Buffer;
}

/**
 * Appends facts to an incident's log and rings the doorbell after the commit.
 *
 * Call it last in a transaction: it takes the incident's advisory lock, so that seq order is commit order. Without the lock two
 * writers may commit 11 before 10, and a follower that has seen 11 never learns of 10.
 *
 * @param at the incident's time
 */
export async function record(tx: Tx, log: { incidentId: IncidentId; at: Date; doorbell: Doorbell }, facts: NewFact[]): Promise<number> {
  const head = await lockHead(tx, log.incidentId);
  if (facts.length === 0) return head.seq;
  const rows = chain(head, log, facts);
  await tx.query(
    `insert into change_log (incident_id, seq, at, kind, area_code, body, hash)
     select $1, * from unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::json[], $7::bytea[])`,
    [log.incidentId, ...columns(rows)],
  );
  const last = rows[rows.length - 1]!;
  await tx.query(`update incident set head_seq = $2, head_hash = $3 where id = $1`, [log.incidentId, last.seq, last.hash]);
  await tx.query(`select pg_notify('jiaoying_log', $1)`, [`${log.incidentId} ${last.seq}`]);
  tx.afterCommit(() => log.doorbell.ring(log.incidentId, last.seq));
  return last.seq;
}

/** Takes the incident's log lock until the transaction ends; what is read after it is what the next fact may say. */
export async function lockHead(tx: Tx, incidentId: IncidentId): Promise<Head> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [incidentId]);
  const head = await tx.one<{ seq: number; hash: Buffer }>(`select head_seq as seq, head_hash as hash from incident where id = $1`, [
    incidentId,
  ]);
  if (!head) throw new Error(`No incident ${incidentId} in this scope`);
  return head;
}

/** How far an incident's log goes, or undefined when this scope may not follow it. */
export async function logHead(tx: Tx, incidentId: IncidentId): Promise<number | undefined> {
  return (await tx.one<{ seq: number }>(`select head_seq as seq from incident where id = $1`, [incidentId]))?.seq;
}

/** Incidents whose log goes further than this, those that are not named from the start on. */
export async function logsBeyond(tx: Tx, known: ReadonlyMap<string, number>): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select i.id from incident i left join unnest($1::uuid[], $2::bigint[]) known (id, seq) on known.id = i.id
     where i.head_seq > coalesce(known.seq, 0)`,
    [[...known.keys()], [...known.values()]],
  );
  return rows.map(({ id }) => id);
}

/** How many facts all logs hold together: grows with every fact anywhere. */
export async function factsInAll(tx: Tx): Promise<number> {
  const row = await tx.one<{ seq: number }>(`select coalesce(sum(head_seq), 0)::bigint as seq from incident`);
  return row?.seq ?? 0;
}

export interface LogPage {
  incidentId: IncidentId;
  since: number;
  limit: number;
}

/** Facts after `since`, ascending, at most `limit`, cut to the transaction's scope; and how far the log goes. */
export async function factsAfter(tx: Tx, { incidentId, since, limit }: LogPage): Promise<{ facts: Fact[]; head: number }> {
  const head = (await logHead(tx, incidentId)) ?? 0;
  const rows = await tx.query<{ seq: number; at: Date; areaCode: string | null; body: object }>(
    `select seq, at, area_code as "areaCode", body from change_log where incident_id = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
    [incidentId, since, head, limit],
  );
  const facts = rows.map(({ body, at, ...row }) => ({ ...body, ...row, at: at.toISOString() }) as Fact);
  return { facts, head };
}

interface LogRow {
  seq: number;
  at: Date;
  kind: string;
  areaCode: string | null;
  body: string;
  hash: Buffer;
}

function chain(head: Head, log: { incidentId: IncidentId; at: Date }, facts: NewFact[]): LogRow[] {
  let { seq, hash } = head;
  return facts.map(({ areaCode, ...body }) => {
    const row = { seq: ++seq, at: log.at, kind: body.kind, areaCode, body: JSON.stringify(body) };
    hash = factHash(hash, log.incidentId, row);
    return { ...row, hash };
  });
}

/** SHA-256 over the previous hash and every column of the row, each on its own line: the text an exported log is checked by. */
export function factHash(previous: Buffer, incidentId: string, row: Omit<LogRow, 'hash'>): Buffer {
  const text = [incidentId, row.seq, row.at.toISOString(), row.kind, row.areaCode ?? '', row.body].join('\n');
  return createHash('sha256').update(previous).update(text).digest();
}

function columns(rows: LogRow[]): unknown[] {
  return [
    rows.map((row) => row.seq),
    rows.map((row) => row.at.toISOString()),
    rows.map((row) => row.kind),
    rows.map((row) => row.areaCode),
    rows.map((row) => row.body),
    rows.map((row) => row.hash),
  ];
}
