import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { withdraw } from './attempts.store.ts';
import { callFacts } from './call-facts.commands.ts';
import { expiredReason, stopCallOuts } from './call-outs.store.ts';
import { restCalls, wholeResting, type RestingPlace } from './calls.store.ts';
import { withdrawDoorChecks } from './doors.store.ts';

/**
 * Brings to rest calls that have outlived what they were made for: nothing more leaves for them and nobody climbs, each stays as it stood
 * and can still be answered. A call-out of which nothing else is left is closed, also one that still awaits its release. These call-outs
 * are locked.
 */
export async function restCallOuts(
  tx: Tx,
  ctx: Ctx,
  { incident, rests }: { incident: Incident; rests: readonly RestingPlace[] },
): Promise<NewFact[]> {
  if (rests.length === 0) return [];
  const now = incidentNow(incident, ctx.now);
  const { resting, stopped } = await restCalls(tx, rests);
  await withdrawDoorChecks(tx, resting, now);
  await withdraw(tx, resting);
  const touched = [...new Set(rests.map(({ callOutId }) => callOutId))];
  const ids = await wholeResting(tx, touched, resting);
  const closed = await stopCallOuts(tx, { ids, state: 'closed', at: now, reason: expiredReason });
  return [
    ...closed.map((callOut): NewFact => ({ kind: 'callOut.put', areaCode: null, callOut })),
    ...(await callFacts(tx, incident.id, stopped)),
  ];
}
