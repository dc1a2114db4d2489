import { randomUUID } from 'node:crypto';
import { CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { CallPolicy } from '../contract/policies.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import type { Notice } from '../notices/notices.rules.ts';
import { insertCallOut } from './call-outs.store.ts';
import { insertCalls } from './calls.store.ts';
import { prospectOf } from '../plans/prospect.commands.ts';
import { firstDue } from './escalation.rules.ts';
import { reachFirst } from './reach.commands.ts';
import { talliesOf, tallyAreas } from './tallies.store.ts';

export interface CalledOut {
  /** Null when it is unplaced or nobody in its areas is to be called for it. */
  callOutId: CallOutId | null;
  /** It was made ready, and rings nobody before a second person lets it. */
  awaitsRelease: boolean;
  facts: NewFact[];
}

export interface CallOutWanted {
  incident: Incident;
  /** Kept already, by what produced it. */
  notice: Notice;
  /** Whom to call and how to insist; stamped on the call-out, so that a later edit does not change it. */
  policy: CallPolicy;
  /** Whoever asked for it, or brought what asks by itself: may not be the one to release it. */
  requestedBy?: number | null;
  /** Call-outs for earlier versions whose calls go on: nobody is called twice for the same. */
  kept?: readonly CallOutId[];
  /** These posts alone, whatever the policy calls. */
  posts?: readonly number[] | null;
  /** Ordered although the time of what it is about has passed. */
  isByHand?: boolean;
}

/**
 * Calls everyone responsible in the areas of a notice: one call for each person and its first attempts, made by a fixed number of
 * statements however many people there are. A call-out that needs a second person is made ready and rings nobody before its release.
 */
export async function callOut(
  tx: Tx,
  ctx: Ctx,
  { incident, notice, policy, requestedBy = null, kept = [], posts = null, isByHand = false }: CallOutWanted,
): Promise<CalledOut> {
  const { counted, audience, queue, prediction, needsRelease } = await prospectOf(tx, ctx, { incident, notice, policy, kept, posts });
  if (counted.people === 0) return { callOutId: null, awaitsRelease: false, facts: [] };

  const id = CallOutId.parse(randomUUID());
  const calledAt = incidentNow(incident, ctx.now);
  const dueAt = needsRelease ? null : firstDue(policy, { mode: incident.mode, now: calledAt });
  const made = await insertCallOut(tx, {
    id,
    incident,
    notice,
    policy,
    openedAt: calledAt,
    needsRelease,
    requestedBy,
    prediction,
    isByHand,
  });
  await insertCalls(tx, { callOutId: id, incident, audience, queue, calledAt, dueAt });
  if (!needsRelease) await reachFirst(tx, ctx, { callOutId: id, policy, now: calledAt });

  const opened = await talliesOf(tx, await tallyAreas(tx, id));
  return {
    callOutId: id,
    awaitsRelease: needsRelease,
    facts: [
      { kind: 'callOut.put', areaCode: null, callOut: made },
      ...opened.map(({ tally, ...area }): NewFact => ({ kind: 'calls.put', areaCode: area.tallyCode, ...area, calls: [], tally })),
    ],
  };
}
