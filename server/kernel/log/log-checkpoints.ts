import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Fact } from '../../contract/facts.ts';
import type { IncidentId } from '../../contract/incidents.ts';
import type { LogMoment } from '../../contract/log-moment.ts';
import { snapshotVersion, type Snapshot } from '../../contract/snapshot.ts';
import { factsFrom, markOf, type LoggedRow } from './change-log.ts';
import type { Tx } from '../db/db.ts';

/** Whose view of which log. */
export interface ScopedLog {
  incidentId: IncidentId;
  /** As of a scope: sees facts for everyone, of this area, and of areas below it. */
  area: string;
}

export interface Checkpoint {
  snapshot: Snapshot;
  /** Of the fact at the snapshot's seq. */
  mark: string;
  /** The earliest incident time of any fact since the checkpoint before. */
  leastAt: string;
}

/** Keeps a checkpoint. Another node may have kept the same one. */
export async function keepCheckpoint(tx: Tx, { incidentId, area }: ScopedLog, { snapshot, mark, leastAt }: Checkpoint): Promise<void> {
  const state = await promisify(deflateRaw)(JSON.stringify(snapshot));
  await tx.query(
    `insert into log_checkpoint (incident_id, area, seq, mark, version, least_at, state) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [incidentId, area, snapshot.seq, mark, snapshotVersion, leastAt, state],
  );
}

/**
 * The newest checkpoint of this log, or null. Those of another history are thrown away: the database was put back to an earlier copy, or
 * a part of it was. Needs the whole server's scope, since the fact that tells may be of any area.
 */
export async function newestCheckpoint(tx: Tx, { incidentId, area }: ScopedLog): Promise<Omit<Checkpoint, 'leastAt'> | null> {
  await tx.query(
    `delete from log_checkpoint c where incident_id = $1 and area = $2
       and not exists (select from change_log l where l.incident_id = c.incident_id and l.seq = c.seq and ${markOf('l.hash')} = c.mark)`,
    [incidentId, area],
  );
  const row = await tx.one<{ mark: string; state: Buffer }>(
    `select mark, state from log_checkpoint where incident_id = $1 and area = $2 and version = $3 order by seq desc limit 1`,
    [incidentId, area, snapshotVersion],
  );
  return row ? { mark: row.mark, snapshot: await snapshotFrom(row.state) } : null;
}

/**
 * What the log was at an incident time: the newest checkpoint before it, the facts from there up to it, and at most `ahead` more. After a
 * director has set the clock back, the later run is what was at a time that came twice.
 */
export async function logMoment(tx: Tx, log: ScopedLog, { at, ahead }: { at: string; ahead: number }): Promise<LogMoment> {
  const seq = await lastFactUntil(tx, log, at);
  const kept = await tx.one<{ seq: number; state: Buffer }>(
    `select seq, state from log_checkpoint where incident_id = $1 and area = $2 and version = $3 and seq <= $4 order by seq desc limit 1`,
    [log.incidentId, log.area, snapshotVersion, seq],
  );
  const facts = await factsBetween(tx, log, { after: kept?.seq ?? 0, until: seq, ahead });
  const last = Math.max(seq, facts.at(-1)?.seq ?? 0);
  const next = await earliestAfter(tx, log, last);
  const instants = facts.filter((fact) => fact.seq > seq).map((fact) => Date.parse(fact.at));
  const known = next === null ? Math.max(Date.parse(at), ...instants) + 1 : next.getTime();
  return {
    snapshot: kept ? await snapshotFrom(kept.state) : null,
    facts,
    until: new Date(Math.max(known, Date.parse(at) + 1)).toISOString(),
  };
}

/** Greater than any seq. The bounds of a scan are plain numbers: whatever is computed is no bound of an index under row-level security. */
const beyond = Number.MAX_SAFE_INTEGER;

/** Looked for between two checkpoints at a time, past those between which everything was later. */
async function lastFactUntil(tx: Tx, { incidentId, area }: ScopedLog, at: string): Promise<number> {
  const row = await tx.one<{ seq: number }>(
    `select found.seq from (
       select seq as after, lead(seq, 1, $5::bigint) over (order by seq) as until, lead(least_at) over (order by seq) as least_at
       from (
         select seq, least_at from log_checkpoint where incident_id = $1 and area = $2 and version = $3
         union all select 0, null
       ) kept
     ) part
     cross join lateral (
       select seq from change_log where incident_id = $1 and seq > part.after and seq <= part.until and at <= $4 order by seq desc limit 1
     ) found
     where part.least_at is null or part.least_at <= $4
     order by part.after desc limit 1`,
    [incidentId, area, snapshotVersion, at, beyond],
  );
  return row?.seq ?? 0;
}

async function factsBetween(tx: Tx, { incidentId }: ScopedLog, range: { after: number; until: number; ahead: number }): Promise<Fact[]> {
  const last = await tx.one<{ seq: number | null }>(
    `select max(seq) as seq from (select seq from change_log where incident_id = $1 and seq > $2 order by seq limit $3) ahead`,
    [incidentId, range.until, range.ahead],
  );
  const rows = await tx.query<LoggedRow>(
    `select seq, at, area_code as "areaCode", body, ${markOf('hash')} as mark from change_log
     where incident_id = $1 and seq > $2 and seq <= $3 order by seq`,
    [incidentId, range.after, last?.seq ?? range.until],
  );
  return rows.flatMap(factsFrom);
}

/** The earliest incident time of any later fact, or null: up to it nothing more is to be known. */
async function earliestAfter(tx: Tx, { incidentId, area }: ScopedLog, seq: number): Promise<Date | null> {
  const kept = await tx.query<{ seq: number; leastAt: Date }>(
    `select seq, least_at as "leastAt" from log_checkpoint where incident_id = $1 and area = $2 and version = $3 and seq > $4 order by seq`,
    [incidentId, area, snapshotVersion, seq],
  );
  const row = await tx.one<{ at: Date | null }>(
    `select least(
       (select min(at) from change_log where incident_id = $1 and seq > $2 and seq <= $3),
       (select min(at) from change_log where incident_id = $1 and seq > $4)
     ) as at`,
    [incidentId, seq, kept[0]?.seq ?? beyond, kept.at(-1)?.seq ?? beyond],
  );
  const times = [row?.at, ...kept.slice(1).map(({ leastAt }) => leastAt)].flatMap((at) => at?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

async function snapshotFrom(state: Buffer): Promise<Snapshot> {
  return JSON.parse((await promisify(inflateRaw)(state)).toString()) as Snapshot;
}
