import type { IncidentId } from '../contract/incidents.ts';
import { lockHead, record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { incidentsToTell, saveCounts } from './reply-counts.store.ts';

/** Incidents whose desks show another number of unread replies than there is. */
export function untold(tx: Tx): Promise<IncidentId[]> {
  return incidentsToTell(tx);
}

/** Tells the desks of an incident how many replies wait in each area: counted under the log's lock, so that the last fact is the newest. */
export async function tellReplies(tx: Tx, ctx: Ctx, incidentId: IncidentId): Promise<void> {
  await lockHead(tx, incidentId);
  const counts = await saveCounts(tx, incidentId);
  await record(
    tx,
    { incidentId, at: ctx.now, doorbell: ctx.doorbell },
    counts.map(({ areaCode, unread }) => ({ kind: 'replies.put', areaCode, unread })),
  );
}
