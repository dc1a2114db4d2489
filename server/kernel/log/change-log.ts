import { createHash } from 'node:crypto';
import type { Fact, NewFact } from '../../contract/facts.ts';
import type { IncidentId } from '../../contract/incidents.ts';
import { storedBody, upcast, type StoredBody } from '../../contract/upcast.ts';
import type { Row, Tx } from '../db/db.ts';
import { lockIncident } from '../db/locks.ts';
import type { Doorbell } from './doorbell.ts';
import { digests, type Evidence } from './evidence.ts';
import { Refusal } from '../refusal.ts';

/** A fact, and the rows that it vouches for; nobody is sent those. */
export type ToldFact = NewFact & { evidence?: Evidence };

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
export async function record(tx: Tx, log: { incidentId: IncidentId; at: Date; doorbell: Doorbell }, facts: ToldFact[]): Promise<number> {
  const head = await lockHead(tx, log.incidentId);
  if (facts.length === 0) return head.seq;
  const rows = chain(head, log, await vouchingForCallOuts(tx, facts));
  const { seq, hash } = rows[rows.length - 1]!;
  // One statement: under load every round trip waits for whatever else the process has to do.
  await tx.query(
    `with logged as (
       insert into change_log (incident_id, seq, at, kind, area_code, body, evidence, hash)
       select $1, * from unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::json[], $7::json[], $8::bytea[])
     ), moved as (
       update incident set head_seq = $9, head_hash = $10 where id = $1
     )
     select pg_notify('jiaoying_log', $11)`,
    [log.incidentId, ...columns(rows), seq, hash, `${log.incidentId} ${seq}`],
  );
  headsOf(tx).set(log.incidentId, { seq, hash });
  tx.afterCommit(() => log.doorbell.ring(log.incidentId, seq));
  return seq;
}

/** The heads that a transaction has locked: nobody else moves them before it ends. */
const lockedHeads = new WeakMap<Tx, Map<IncidentId, Head>>();

function headsOf(tx: Tx): Map<IncidentId, Head> {
  const heads = lockedHeads.get(tx) ?? new Map<IncidentId, Head>();
  lockedHeads.set(tx, heads);
  return heads;
}

/**
 * Takes the incident's log lock until the transaction ends; what is read after it is what the next fact may say. The log of a closed
 * incident is sealed: whatever would be told in it is refused, however far it had come.
 */
export async function lockHead(tx: Tx, incidentId: IncidentId): Promise<Head> {
  const locked = headsOf(tx).get(incidentId);
  if (locked) return locked;
  // Two statements: one that waited for the lock would still see the head as it was before.
  await lockIncident(tx, 'log', incidentId);
  const head = await tx.one<Head & { state: string } & Row>(
    `select head_seq as seq, head_hash as hash, state from incident where id = $1`,
    [incidentId],
  );
  if (head?.state === 'closed') throw new Refusal('incident/closed');
  if (!head) throw new Error(`No incident ${incidentId} in this scope`);
  headsOf(tx).set(incidentId, head);
  return head;
}

/** How far an incident's log goes, or undefined when this scope may not follow it. */
export async function logHead(tx: Tx, incidentId: IncidentId): Promise<number | undefined> {
  return (await tx.one<{ seq: number }>(`select head_seq as seq from incident where id = $1`, [incidentId]))?.seq;
}

/** Incidents whose log is not as long as this: those that are not named begin at nothing, and those that are gone end there. */
export async function logsElsewhere(tx: Tx, known: ReadonlyMap<string, number>): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select coalesce(i.id, known.id) as id from incident i full join unnest($1::uuid[], $2::bigint[]) known (id, seq) on known.id = i.id
     where coalesce(i.head_seq, 0) <> coalesce(known.seq, 0)`,
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

export interface LoggedFacts {
  facts: Fact[];
  /** How far the log goes. */
  head: number;
  /** Of the last of these facts, and of the head: by which they are told from others of the same number. */
  lastMark: string | undefined;
  headMark: string | undefined;
}

/** Facts after `since`, ascending, at most `limit`, cut to the transaction's scope; and how far the log goes. */
export async function factsAfter(tx: Tx, { incidentId, since, limit }: LogPage): Promise<LoggedFacts> {
  const rows = await tx.query<LoggedRow & { head: number; headMark: string }>(
    `select i.head_seq as head, ${markOf('i.head_hash')} as "headMark", l.*
     from incident i
     left join lateral (
       select seq, at, area_code as "areaCode", body, ${markOf('hash')} as mark
       from change_log where incident_id = $1 and seq > $2 order by seq limit $3
     ) l on true
     where i.id = $1 order by l.seq`,
    [incidentId, since, limit],
  );
  const last = rows.at(-1);
  return {
    facts: rows.flatMap(factsFrom),
    head: last?.head ?? 0,
    lastMark: last?.mark ?? undefined,
    headMark: last?.headMark === '' ? undefined : last?.headMark,
  };
}

/** The mark of one fact; undefined where there is none of that number. Needs the whole server's scope: it may be of any area. */
export async function factMark(tx: Tx, incidentId: IncidentId, seq: number): Promise<string | undefined> {
  const row = await tx.one<{ mark: string }>(`select ${markOf('hash')} as mark from change_log where incident_id = $1 and seq = $2`, [
    incidentId,
    seq,
  ]);
  return row?.mark;
}

/** The beginning of a hash of the chain: enough to tell two histories apart. */
export function markOf(column: string): string {
  return `encode(substr(${column}, 1, 8), 'hex')`;
}

/** A fact as it lies in the log; all null where the log says nothing new. */
export type LoggedRow = Row & { areaCode: string | null } & (
    { seq: number; at: Date; body: StoredBody; mark: string } | { seq: null; at: null; body: null; mark: null }
  );

export function factsFrom({ seq, at, areaCode, body }: LoggedRow): Fact[] {
  return seq === null ? [] : [{ ...upcast(body), seq, areaCode, at: at.toISOString() }];
}

interface LogRow {
  seq: number;
  at: Date;
  kind: string;
  areaCode: string | null;
  body: string;
  evidence: string | null;
  hash: Buffer;
}

/** Whoever tells of a call-out vouches for its policy, its release and its override as they stand now. */
async function vouchingForCallOuts(tx: Tx, facts: ToldFact[]): Promise<ToldFact[]> {
  const ids = facts.flatMap((fact) => (fact.kind === 'callOut.put' ? [fact.callOut.id] : []));
  if (ids.length === 0) return facts;
  const known = await digests(tx, 'call_out', ids);
  return facts.map((fact) => {
    const digest = fact.kind === 'callOut.put' ? known.get(fact.callOut.id) : undefined;
    return digest !== undefined && fact.kind === 'callOut.put'
      ? { ...fact, evidence: { ...fact.evidence, call_out: [[fact.callOut.id, digest]] } }
      : fact;
  });
}

function chain(head: Head, log: { incidentId: IncidentId; at: Date }, facts: ToldFact[]): LogRow[] {
  let { seq, hash } = head;
  return facts.map(({ areaCode, evidence = null, ...body }) => {
    const vouched = evidence && JSON.stringify(evidence);
    const row = { seq: ++seq, at: log.at, kind: body.kind, areaCode, body: JSON.stringify(storedBody(body)), evidence: vouched };
    hash = factHash(hash, log.incidentId, row);
    return { ...row, hash };
  });
}

/**
 * SHA-256 over the previous hash and every column of the row, each on its own line: the text an exported log is checked by. A fact that
 * vouches for nothing has no last line; JSON has no line breaks of its own.
 */
export function factHash(previous: Buffer, incidentId: string, row: Omit<LogRow, 'hash'>): Buffer {
  const text = [
    incidentId,
    row.seq,
    row.at.toISOString(),
    row.kind,
    row.areaCode ?? '',
    row.body,
    ...(row.evidence === null ? [] : [row.evidence]),
  ].join('\n');
  return createHash('sha256').update(previous).update(text).digest();
}

function columns(rows: LogRow[]): unknown[] {
  return [
    rows.map((row) => row.seq),
    rows.map((row) => row.at.toISOString()),
    rows.map((row) => row.kind),
    rows.map((row) => row.areaCode),
    rows.map((row) => row.body),
    rows.map((row) => row.evidence),
    rows.map((row) => row.hash),
  ];
}
