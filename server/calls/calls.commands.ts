import { randomUUID } from 'node:crypto';
import { areaPrefix, type AreaCode } from '../contract/areas.ts';
import { CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { CallPolicy } from '../contract/policies.ts';
import type { Warning, WarningId } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { queueFirst, withdraw } from './attempts.store.ts';
import { callFacts } from './call-facts.commands.ts';
import { insertCallOut, lockRunning, stopCallOuts } from './call-outs.store.ts';
import { insertCalls, isAnyoneToCall, stopLadders, supersedeCalls, wholeSuperseded } from './calls.store.ts';
import { defaultPolicy } from './policies.rules.ts';
import { talliesOf, tallyAreas } from './tallies.store.ts';

export interface CalledOut {
  /** Null when the warning is unplaced or nobody in its areas is to be called for it. */
  callOutId: CallOutId | null;
  facts: NewFact[];
}

/**
 * Calls everyone responsible in the areas of a warning: one call for each person and its first attempt, made by a fixed number of
 * statements however many people there are.
 *
 * @param policy whom to call and how to insist; stamped on the call-out, so that a later edit does not change it
 */
export async function callOut(
  tx: Tx,
  ctx: Ctx,
  { incident, warning, policy = defaultPolicy(warning.level) }: { incident: Incident; warning: Warning; policy?: CallPolicy },
): Promise<CalledOut> {
  const areaPrefixes = warning.areas.map(areaPrefix);
  if (!(await isAnyoneToCall(tx, areaPrefixes, policy.postKinds))) return { callOutId: null, facts: [] };

  const calledAt = incidentNow(incident, ctx.now);
  const dueAt = new Date(calledAt.getTime() + policy.ladder[0]!.waitSeconds * 1000);
  const id = CallOutId.parse(randomUUID());
  const callOut = await insertCallOut(tx, { id, incident, warningId: warning.id, policy, openedAt: calledAt });
  await insertCalls(tx, { callOutId: id, incident, policy, areaPrefixes, calledAt, dueAt });
  await queueFirst(tx, id, calledAt);

  const opened = await talliesOf(tx, await tallyAreas(tx, id));
  return {
    callOutId: id,
    facts: [
      { kind: 'callOut.put', areaCode: null, callOut },
      ...opened.map(({ tally, ...area }): NewFact => ({ kind: 'calls.put', areaCode: area.tallyCode, ...area, calls: [], tally })),
    ],
  };
}

/** The call-outs of earlier versions of a warning. */
interface Earlier {
  incident: Incident;
  warningIds: readonly WarningId[];
}

/**
 * An update has come: calls within its areas end, since they are made again for the new version. Answered ones are stale, silent ones
 * superseded. Calls elsewhere ring on; a call-out of which nothing is left is closed.
 */
export async function supersedeCallOuts(
  tx: Tx,
  ctx: Ctx,
  { incident, warningIds, areas }: Earlier & { areas: readonly AreaCode[] },
): Promise<NewFact[]> {
  const running = await lockRunning(tx, warningIds);
  const ids = running.map((callOut) => callOut.id);
  const ended = await supersedeCalls(tx, ids, areas.map(areaPrefix));
  if (ended.length === 0) return [];

  await withdraw(
    tx,
    ended.map((call) => call.id),
  );
  const empty = await wholeSuperseded(tx, ids);
  const closed = await stopCallOuts(tx, { ids: empty, state: 'closed', at: incidentNow(incident, ctx.now), reason: 'superseded' });
  const touched = new Set(ended.map((call) => call.callOutId));
  const callOuts = running.filter(({ id }) => touched.has(id)).map((callOut) => closed.find(({ id }) => id === callOut.id) ?? callOut);
  return [
    ...callOuts.map((callOut): NewFact => ({ kind: 'callOut.put', areaCode: null, callOut })),
    ...(await callFacts(tx, incident.id, ended)),
  ];
}

/** A cancel has come: all calling stops. How each call stood is kept as the record. */
export async function cancelCallOuts(tx: Tx, ctx: Ctx, { incident, warningIds, reason }: Earlier & { reason: string }): Promise<NewFact[]> {
  const ids = (await lockRunning(tx, warningIds)).map((callOut) => callOut.id);
  await withdraw(tx, await stopLadders(tx, ids));
  const cancelled = await stopCallOuts(tx, { ids, state: 'cancelled', at: incidentNow(incident, ctx.now), reason });
  return cancelled.map((callOut) => ({ kind: 'callOut.put', areaCode: null, callOut }));
}
