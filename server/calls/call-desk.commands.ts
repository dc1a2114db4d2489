import type { CallAction, CallActionResult } from '../contract/call-details.ts';
import type { CallId } from '../contract/calls.ts';
import type { Incident } from '../contract/incidents.ts';
import { insertAudit } from '../identity/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/change-log.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { Refusal } from '../kernel/refusal.ts';
import { personById } from '../people/people.store.ts';
import { actionable, type ActionableCall } from './call-board.store.ts';
import { callFacts } from './call-facts.commands.ts';
import { insertNotes } from './call-notes.store.ts';
import { holdCallOuts, policiesOf } from './call-outs.store.ts';
import { hurry, lockCalls, type TouchedCall } from './calls.store.ts';
import { climbAll } from './escalation.commands.ts';
import { reachByHand } from './reach.commands.ts';

export interface Desk {
  userId: number;
  username: string;
  areaPrefix: string;
}

interface Deed {
  action: CallAction;
  by: Desk;
}

/**
 * Does for many calls what an officer asks for. Calls that are over (answered, replaced, of a call-out that does not run) or of another
 * area are left, and counted. A note may be put on any call of the area.
 *
 * The transaction must see the whole server; what the officer may touch is checked here.
 */
export async function actOnCalls(tx: Tx, ctx: Ctx, { action, by }: Deed): Promise<CallActionResult> {
  if (action.action === 'reassign' && !(await isWithin(tx, action.personId, by.areaPrefix))) throw new Refusal('person/unknown');
  const asked = [...new Set(action.callIds)];
  await holdCallOuts(tx, asked);
  await lockCalls(tx, asked);
  const found = await actionable(tx, asked, { areaPrefix: by.areaPrefix, isOpenOnly: action.action !== 'note' });
  const incidents = await incidentsById(
    tx,
    found.map(({ incidentId }) => incidentId),
  );
  let done = 0;
  for (const incident of incidents.values()) {
    const calls = found.filter(({ incidentId }) => incidentId === incident.id);
    done += await actWithin(tx, ctx, { action, by, incident, calls, now: incidentNow(incident, ctx.now) });
  }
  if (done > 0 && action.action === 'reassign') await auditReassigned(tx, ctx, { by, personId: action.personId, done });
  return { done, left: asked.length - done };
}

interface Within extends Deed {
  incident: Incident;
  calls: readonly ActionableCall[];
  /** In the incident's time. */
  now: Date;
}

/** Whether somebody is of the officer's area: nobody else is known to the officer. */
async function isWithin(tx: Tx, personId: number, areaPrefix: string): Promise<boolean> {
  return (await personById(tx, personId))?.areaCode.startsWith(areaPrefix) ?? false;
}

/** @returns for how many of the calls it was done */
async function actWithin(tx: Tx, ctx: Ctx, within: Within): Promise<number> {
  const { incident, now } = within;
  const touched = await deed(tx, ctx, within);
  const facts = await callFacts(tx, incident.id, touched);
  if (facts.length > 0) await record(tx, { incidentId: incident.id, at: now, doorbell: ctx.doorbell }, facts);
  return touched.length;
}

async function deed(tx: Tx, ctx: Ctx, { action, by, incident, calls, now }: Within): Promise<readonly TouchedCall[]> {
  const ids = calls.map(({ id }) => id);
  switch (action.action) {
    case 'note':
      await insertNotes(tx, ids, { userId: by.userId, at: now, text: action.text });
      return calls;
    case 'escalateNow':
      await hurry(tx, ids, now);
      return climbAll(tx, ctx, { incident, now, only: ids });
    case 'callAgain':
      return reachedByHand(tx, ctx, { calls, assigneeId: null, now });
    case 'reassign':
      return reachedByHand(tx, ctx, { calls, assigneeId: action.personId, now });
  }
}

/** @returns the calls for which there was a way to reach somebody */
async function reachedByHand(
  tx: Tx,
  ctx: Ctx,
  { calls, assigneeId, now }: { calls: readonly ActionableCall[]; assigneeId: number | null; now: Date },
): Promise<TouchedCall[]> {
  const byCallOut = groupBy(calls, ({ callOutId }) => callOutId);
  const reached = new Set<CallId>();
  for (const [callOutId, policy] of await policiesOf(tx, [...byCallOut.keys()])) {
    const ids = byCallOut.get(callOutId)!.map(({ id }) => id);
    for (const id of await reachByHand(tx, ctx, { ids, assigneeId, policy, now })) reached.add(id);
  }
  return calls.filter(({ id }) => reached.has(id));
}

async function auditReassigned(tx: Tx, { now }: Ctx, { by, personId, done }: { by: Desk; personId: number; done: number }): Promise<void> {
  await insertAudit(tx, {
    ...{ at: now, userId: by.userId, username: by.username },
    action: 'call.reassigned',
    subject: `${done} calls to person ${personId}`,
  });
}
