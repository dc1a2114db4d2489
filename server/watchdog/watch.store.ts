import { watchdogKind, type IncidentId } from '../contract/incidents.ts';
import type { NoticeId } from '../contract/notices.ts';
import type { ServerHealth, WatchReport } from '../contract/watchdog.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { QueueHead } from './watch.rules.ts';

type ReportRow = Row & WatchReport & { at: Date };

export async function saveReport(tx: Tx, { ok, step, roundTripMilliseconds }: WatchReport, at: Date): Promise<void> {
  await tx.query(
    `insert into watch_report (ok, step, round_trip_milliseconds, at) values ($1, $2, $3, $4)
     on conflict (singleton) do update set ok = excluded.ok, step = excluded.step,
       round_trip_milliseconds = excluded.round_trip_milliseconds, at = excluded.at`,
    [ok, step, roundTripMilliseconds, at],
  );
}

export async function lastReport(tx: Tx): Promise<ReportRow | undefined> {
  return tx.one<ReportRow>(`select ok, step, round_trip_milliseconds as "roundTripMilliseconds", at from watch_report`);
}

/** Channels that are shut because they failed; `now` is wall time. */
export async function openBreakers(tx: Tx, now: Date): Promise<ServerHealth['openBreakers']> {
  const rows = await tx.query<{ id: ServerHealth['openBreakers'][number] }>(
    `select id from channel where enabled and open_until > $1 order by id`,
    [now],
  );
  return rows.map(({ id }) => id);
}

/**
 * For each open incident with something due or to become due, when its first is, in its own time. Not of drills, whose clocks may run an
 * hour in a second or stand still: what fails in one says nothing of the city.
 */
export async function firstDues(tx: Tx): Promise<{ incidentId: IncidentId; dueAt: Date }[]> {
  return tx.query<{ incidentId: IncidentId; dueAt: Date } & Row>(
    `select i.id as "incidentId", first.due_at as "dueAt"
     from incident i
     cross join lateral (select due_at from call c where c.incident_id = i.id and c.due_at is not null order by due_at limit 1) first
     where i.state = 'open' and (i.mode = 'actual' or i.kind = $1)`,
    [watchdogKind],
  );
}

/** What could leave next over each channel that carries something now; `now` is wall time. */
export async function queueHeads(tx: Tx, now: Date): Promise<QueueHead[]> {
  return tx.query<QueueHead & Row>(
    `select c.id, head.since as "waitingSince", c.refilled_at as "takenAt", c.rate_per_second as "ratePerSecond",
       c.timeout_seconds as "timeoutSeconds"
     from channel c
     cross join lateral (
       select coalesce(a.next_at, a.queued_at) as since from attempt a
       where a.channel = c.id and a.state = 'queued' and a.channel <> 'inApp' and (a.next_at is null or a.next_at <= $1)
       order by a.priority, a.id limit 1
     ) head
     where c.enabled and c.configured and (c.open_until is null or c.open_until <= $1) order by c.id`,
    [now],
  );
}

/** The person behind the test device, who holds the only post of that kind. */
export async function testDevice(tx: Tx): Promise<{ areaCode: string } | undefined> {
  return tx.one<{ areaCode: string }>(`select area_code as "areaCode" from post where kind = 'testDevice'`);
}

/** What earlier test calls were about that were not closed. */
export async function openTests(tx: Tx, incidentId: IncidentId): Promise<NoticeId[]> {
  const rows = await tx.query<{ id: NoticeId }>(
    `select notice_id as id from call_out where incident_id = $1 and state = 'running' order by notice_id`,
    [incidentId],
  );
  return rows.map(({ id }) => id);
}

/** The newest incident of the watchdog's own, unless its log has grown long: then a new one is opened. */
export async function watchIncidentId(tx: Tx, longestLog: number): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(
    `select id from incident where kind = $2 and mode = 'test' and state = 'open' and head_seq < $1 order by opened_at desc limit 1`,
    [longestLog, watchdogKind],
  );
  return row?.id;
}
