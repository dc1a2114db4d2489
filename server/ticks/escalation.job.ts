import type { IncidentId } from '../contract/incidents.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import { sliceOf } from '../kernel/db/slices.ts';
import { expire, expiring } from '../warnings/expiry.commands.ts';
import { climbersSideBySide, climbing, climbLimit, escalate, remind } from '../calls/escalation.commands.ts';

/**
 * Brings to rest what has outlived its warning, then moves whatever is due and reminds whom it is time to remind, incident by incident:
 * one that fails does not keep the others from climbing.
 *
 * @returns how many calls moved
 */
export async function escalateDue(database: Database, ctx: Ctx): Promise<number> {
  let moved = 0;
  const failures = [
    // Before anybody climbs: nobody is rung for what has just expired.
    ...(await forEachOf(database, expiring, (incidentId) => expireIn(database, ctx, incidentId))),
    ...(await forEachOf(database, climbing, async (incidentId) => void (moved += await climbIn(database, ctx, incidentId)))),
  ];
  if (failures.length > 0) throw new AggregateError(failures, 'Some ladders could not climb');
  return moved;
}

/** The same in one incident, whose clock was set. @returns how many calls moved */
export async function escalateIncident(database: Database, ctx: Ctx, incidentId: IncidentId): Promise<number> {
  await expireIn(database, ctx, incidentId);
  return climbIn(database, ctx, incidentId);
}

function expireIn(database: Database, ctx: Ctx, incidentId: IncidentId): Promise<unknown> {
  return database.transaction(wholeServer, (tx) => expire(tx, ctx, incidentId));
}

async function climbIn(database: Database, ctx: Ctx, incidentId: IncidentId): Promise<number> {
  const moved = await untilDone(database, (tx, limit) => escalate(tx, ctx, { incidentId, limit }));
  await untilDone(database, (tx, limit) => remind(tx, ctx, { incidentId, limit }));
  return moved;
}

/** @returns what went wrong with some of the incidents */
async function forEachOf(
  database: Database,
  found: (tx: Tx) => Promise<IncidentId[]>,
  work: (incidentId: IncidentId) => Promise<unknown>,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const incidentId of await database.transaction(wholeServer, found)) {
    await work(incidentId).catch((error: unknown) => failures.push(error));
  }
  return failures;
}

/**
 * A transaction takes so many at most: what is left is taken by the next, and where the database has more than one session by some
 * side by side, which take different calls and wait for each other only at the incident's log.
 */
async function untilDone(database: Database, take: (tx: Tx, limit: number) => Promise<number>): Promise<number> {
  const limit = sliceOf(database, climbLimit);
  let total = 0;
  const takeOnce = async () => {
    const count = await database.transaction(wholeServer, (tx) => take(tx, limit));
    total += count;
    return count === limit;
  };
  const takeAll = async () => {
    while (await takeOnce());
  };
  const sideBySide = database.kind === 'postgres' ? climbersSideBySide : 1;
  if (await takeOnce()) await Promise.all(Array.from({ length: sideBySide }, takeAll));
  return total;
}

export interface EscalationDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  log: Log;
  intervalMilliseconds?: number;
}

/** Lets the clock speak once a second. @returns how to stop */
export function startEscalation({
  database,
  clock,
  doorbell,
  log,
  intervalMilliseconds = 1_000,
}: EscalationDependencies): () => Promise<void> {
  return every(
    intervalMilliseconds,
    () => escalateDue(database, { now: clock.now(), doorbell }),
    (error) => log.error({ err: error }, 'climbing failed, the next tick tries again'),
  );
}
