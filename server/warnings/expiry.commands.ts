import { lockOpenIn } from '../calls/call-outs.store.ts';
import { restCallOuts } from '../calls/expiry.commands.ts';
import type { NewFact } from '../contract/facts.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { callLeftBehind } from './doubles.commands.ts';
import { restsOf } from './expiry.rules.ts';
import { expireWarnings, heldWarnings, incidentsWithExpiry, isExpiryDue, warningsById } from './warnings.store.ts';
import { lockNotices } from '../notices/notices.store.ts';

/** Open incidents in which some warning has an end that is still to come. */
export function expiring(tx: Tx): Promise<IncidentId[]> {
  return incidentsWithExpiry(tx);
}

/**
 * Notes which warnings of an incident have outlived their time, by the incident's own clock, and brings the calls for them to rest. Every
 * desk is told; whether people are called on is decided there.
 *
 * @returns how many warnings have
 */
export async function expire(tx: Tx, ctx: Ctx, incidentId: IncidentId): Promise<number> {
  const incident = await incidentById(tx, incidentId);
  if (!incident) return 0;
  const now = incidentNow(incident, ctx.now);
  if (!(await isExpiryDue(tx, incidentId, now))) return 0;
  await lockNotices(tx, incidentId);
  const expired = await expireWarnings(tx, incidentId, now);
  if (expired.length === 0) return 0;
  const open = await lockOpenIn(tx, incidentId);
  const rested = await restCallOuts(tx, ctx, { incident, rests: restsOf(open, await heldWarnings(tx, incidentId)) });
  const puts = (await warningsById(tx, expired)).map((warning): NewFact => ({ kind: 'warning.put', areaCode: null, warning }));
  const left = await callLeftBehind(tx, ctx, incident);
  await record(tx, { incidentId, at: now, doorbell: ctx.doorbell }, [...puts, ...rested, ...left]);
  return expired.length;
}
