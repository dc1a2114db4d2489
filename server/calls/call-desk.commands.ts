import type { CallAction, CallActionQuestion, CallActionResult, EscalationStep, LeftReason } from '../contract/call-details.ts';
import type { CallId } from '../contract/calls.ts';
import type { Incident } from '../contract/incidents.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { Refusal } from '../kernel/refusal.ts';
import { personById } from '../people/people.store.ts';
import { deskCalls, type ActionableCall } from './call-board.store.ts';
import { counted, nextStep, whyLeft } from './call-desk.rules.ts';
import { callFacts } from './call-facts.commands.ts';
import { insertNotes } from './call-notes.store.ts';
import { holdCallOuts, policiesOf } from './call-outs.store.ts';
import { makeDue, lockCalls } from './calls.store.ts';
import { climbAll } from './escalation.commands.ts';
import { foresaidByHand, reachByHand } from './reach.commands.ts';

export interface DeskUser {
  userId: number;
  username: string;
  areaPrefix: string;
}

interface Deed {
  action: CallAction;
  by: DeskUser;
}

/** What became of a call: left for a reason, or done, by which step of its ladder where it took one. */
type Fate = { left: LeftReason } | { step: EscalationStep | null };

/**
 * Does for many calls what an officer asks for. Calls about which nothing can be done are left, and counted by their reasons. A note may
 * be put on any call of the area.
 *
 * The transaction must see the whole server; what the officer may touch is checked here.
 */
export async function actOnCalls(tx: Tx, ctx: Ctx, { action, by }: Deed): Promise<CallActionResult> {
  if (action.action === 'reassign' && !(await isWithin(tx, action.personId, by.areaPrefix))) throw new Refusal('person/unknown');
  const asked = [...new Set(action.callIds)];
  await holdCallOuts(tx, asked);
  await lockCalls(tx, asked);
  const { open, became } = sorted(action.action, await deskCalls(tx, asked, by.areaPrefix));
  for (const { incident, calls, now } of await byIncident(tx, ctx, open)) {
    const fates = await actWithin(tx, ctx, { action, by, incident, calls, now });
    for (const [id, fate] of fates) became.set(id, fate);
  }
  const result = counted(asked, became);
  if (result.done > 0 && action.action === 'reassign') await auditReassigned(tx, ctx, { by, personId: action.personId, done: result.done });
  return result;
}

/** What {@link actOnCalls} would do now; does nothing and waits for nobody. */
export async function foresee(
  tx: Tx,
  ctx: Ctx,
  { question, areaPrefix }: { question: CallActionQuestion; areaPrefix: string },
): Promise<CallActionResult> {
  const asked = [...new Set(question.callIds)];
  const { open, became } = sorted(question.action, await deskCalls(tx, asked, areaPrefix));
  for (const { calls, now } of await byIncident(tx, ctx, open)) {
    const fates =
      question.action === 'escalateNow'
        ? await stepsOf(tx, calls, now)
        : await byHand(tx, ctx, { calls, assigneeId: null, now, reach: foresaidByHand });
    for (const [id, fate] of fates) became.set(id, fate);
  }
  return counted(asked, became);
}

/** Calls about which something may be done, and the reasons of the others. */
function sorted(action: CallAction['action'], calls: readonly ActionableCall[]): { open: ActionableCall[]; became: Map<CallId, Fate> } {
  const became = new Map<CallId, Fate>();
  const open = calls.filter((call) => {
    const left = whyLeft(action, call);
    if (left) became.set(call.id, { left });
    return left === null;
  });
  return { open, became };
}

async function byIncident(tx: Tx, ctx: Ctx, calls: readonly ActionableCall[]): Promise<Pick<Within, 'incident' | 'calls' | 'now'>[]> {
  const incidents = await incidentsById(
    tx,
    calls.map(({ incidentId }) => incidentId),
  );
  return [...incidents.values()].map((incident) => ({
    incident,
    calls: calls.filter(({ incidentId }) => incidentId === incident.id),
    now: incidentNow(incident, ctx.now),
  }));
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

async function actWithin(tx: Tx, ctx: Ctx, within: Within): Promise<Map<CallId, Fate>> {
  const { incident, calls, now } = within;
  const fates = await deed(tx, ctx, within);
  const touched = calls.filter(({ id }) => isDone(fates.get(id)));
  const facts = await callFacts(tx, incident.id, touched);
  if (facts.length > 0) await record(tx, { incidentId: incident.id, at: now, doorbell: ctx.doorbell }, facts);
  return fates;
}

function isDone(fate: Fate | undefined): boolean {
  return fate !== undefined && 'step' in fate;
}

async function deed(tx: Tx, ctx: Ctx, { action, by, incident, calls, now }: Within): Promise<Map<CallId, Fate>> {
  const ids = calls.map(({ id }) => id);
  switch (action.action) {
    case 'note':
      await insertNotes(tx, ids, { userId: by.userId, at: now, text: action.text });
      return new Map(ids.map((id) => [id, { step: null }]));
    case 'escalateNow': {
      const steps = await stepsOf(tx, calls, now);
      await makeDue(tx, ids, now);
      const moved = new Set((await climbAll(tx, ctx, { incident, now, only: ids })).map(({ id }) => id));
      return new Map(ids.map((id) => [id, moved.has(id) ? steps.get(id)! : { left: 'spent' }]));
    }
    case 'callAgain':
      return byHand(tx, ctx, { calls, assigneeId: null, now, reach: reachByHand });
    case 'reassign':
      return byHand(tx, ctx, { calls, assigneeId: action.personId, now, reach: reachByHand });
  }
}

/** The step that each of these calls takes next. */
async function stepsOf(tx: Tx, calls: readonly ActionableCall[], now: Date): Promise<Map<CallId, Fate>> {
  const policies = await policiesOf(tx, [...new Set(calls.map(({ callOutId }) => callOutId))]);
  return new Map(calls.map((call) => [call.id, { step: nextStep(policies.get(call.callOutId)!, call, now) }]));
}

interface Reaching {
  calls: readonly ActionableCall[];
  assigneeId: number | null;
  now: Date;
  reach: typeof reachByHand;
}

async function byHand(tx: Tx, ctx: Ctx, { calls, assigneeId, now, reach }: Reaching): Promise<Map<CallId, Fate>> {
  const byCallOut = groupBy(calls, ({ callOutId }) => callOutId);
  const fates = new Map<CallId, Fate>(calls.map(({ id }) => [id, { left: 'noWay' }]));
  for (const [callOutId, policy] of await policiesOf(tx, [...byCallOut.keys()])) {
    const ids = byCallOut.get(callOutId)!.map(({ id }) => id);
    const reached = await reach(tx, ctx, { ids, assigneeId, policy, now });
    for (const { callId, isNew } of reached) fates.set(callId, isNew ? { step: null } : { left: 'queued' });
  }
  return fates;
}

async function auditReassigned(
  tx: Tx,
  { now }: Ctx,
  { by, personId, done }: { by: DeskUser; personId: number; done: number },
): Promise<void> {
  await insertAudit(tx, {
    ...{ at: now, userId: by.userId, username: by.username },
    action: 'call.reassigned',
    subject: `${done} calls to person ${personId}`,
  });
}
