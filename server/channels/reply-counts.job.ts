import type { Ctx } from '../kernel/log/ctx.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import { tellReplies, untold } from './reply-counts.commands.ts';

export interface ReplyCountDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  log: Log;
}

/** An incident each in a transaction of its own: no two logs are held at once. */
export async function tellUnread(database: Database, ctx: Ctx): Promise<void> {
  for (const incidentId of await database.transaction(wholeServer, untold)) {
    await database.transaction(wholeServer, (tx) => tellReplies(tx, ctx, incidentId));
  }
}

/**
 * Keeps every desk's count of unread replies right, whoever has changed it: another server, an incident that was opened since, a restart.
 *
 * @returns how to stop
 */
export function startReplyCounts({ database, clock, doorbell, log }: ReplyCountDependencies): () => Promise<void> {
  return every(
    1_000,
    () => tellUnread(database, { now: clock.now(), doorbell }),
    (error) => log.error({ err: error }, 'telling the unread replies failed, the next tick tries again'),
  );
}
