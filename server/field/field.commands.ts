import type { CallId } from '../contract/calls.ts';
import type { FieldCall, FieldDoorCheck, FieldPage, LinkClaim, ReachedCall } from '../contract/field.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerRefusal, householdApart } from '../calls/answer.rules.ts';
import { callsById, standings } from '../calls/call-board.store.ts';
import { fieldHelpOf } from '../help/field-help.store.ts';
import { callsAsAsked } from '../calls/households.commands.ts';
import { holderOf, householdsOf, ownCalls, reachedCalls, type Reaching } from './field-page.store.ts';
import { fieldCallOf, timeOf } from './field.rules.ts';
import { householdsById, messages, openDoorChecksOf, type DoorOf } from './field.store.ts';
import { refuseRevoked, type OpenedLink } from './links.commands.ts';

/** One call, and who looks at it. */
export interface CallReading {
  callId: CallId;
  personId: number;
  /** The household that a link of a sheet names, of which the reader answers. */
  householdId?: number;
}

/** Everything that concerns the holder of a link. The transaction must see the whole server. */
export async function fieldPage(tx: Tx, ctx: Ctx, link: OpenedLink): Promise<FieldPage> {
  await refuseRevoked(tx, link);
  const { personId, callId = null, householdId } = link.claim;
  const me = await holderOf(tx, personId);
  if (!me) throw new Refusal('person/unknown');
  const readAt = ctx.now.toISOString();
  const officer = link.claim.officer?.username ?? null;
  if (householdId !== undefined) return { me, readAt, officer, ...(await householdPage(tx, ctx, link)) };
  const { households, total } = await householdsOf(tx, personId);
  const own = await ownCalls(tx, { personId, callId });
  const reached = await reachedCalls(tx, { personId, callId });
  // Paper lies about: whoever scans it sees what was printed, not where who lives and what they need.
  const isFromPaper = link.claim.via === 'sheet';
  return {
    me,
    calls: await fieldCalls(
      tx,
      ctx,
      own.ids.map((id) => ({ callId: id, personId })),
    ),
    answersFor: await reachedFor(tx, ctx, { personId, reachings: reached.reachings }),
    households: isFromPaper ? [] : households,
    totals: { calls: own.total, answersFor: reached.total, households: total },
    readAt,
    officer,
  };
}

/** By the line of a household on a sheet: the call that it hangs on, which says of whom answers speak. Whoever holds the paper sees no more. */
async function householdPage(tx: Tx, ctx: Ctx, link: OpenedLink): Promise<Omit<FieldPage, 'me' | 'readAt' | 'officer'>> {
  const calls = [await fieldCall(tx, ctx, { link, asked: undefined })];
  return { calls, answersFor: [], households: [], totals: { calls: 1, answersFor: 0, households: 1 } };
}

/** What the field page shows of one call to somebody who may answer it: the call of the link, or by the link of a person the one asked for. */
export async function fieldCall(tx: Tx, ctx: Ctx, { link, asked }: { link: OpenedLink; asked: CallId | undefined }): Promise<FieldCall> {
  await refuseRevoked(tx, link);
  const callId = calledFor(link.claim, asked);
  const { personId, householdId } = link.claim;
  const [standing] = await standings(tx, [callId]);
  if (!standing) throw new Refusal('call/unknown');
  const refused = answerRefusal(standing, { personId }, householdApart(standing, householdId));
  if (refused) throw new Refusal(refused);
  return (await fieldCalls(tx, ctx, [{ callId, personId, ...(householdId !== undefined && { householdId }) }]))[0]!;
}

/** What each of these readers is shown, in their order. */
export async function fieldCalls(tx: Tx, ctx: Ctx, readings: readonly CallReading[]): Promise<FieldCall[]> {
  if (readings.length === 0) return [];
  const callIds = [...new Set(readings.map(({ callId }) => callId))];
  const found = new Map((await messages(tx, callIds)).map((message) => [message.callId, message]));
  const calls = new Map((await callsById(tx, callIds)).map((call) => [call.id, call]));
  const doors = await openDoorChecksOf(tx, readings);
  const incidents = await incidentsById(
    tx,
    [...found.values()].map(({ incidentId }) => incidentId),
  );
  const asked = readings.map(({ callId, householdId = null }) => ({ call: calls.get(callId)!, householdId }));
  const standing = await callsAsAsked(tx, asked);
  const helps = await fieldHelpOf(
    tx,
    readings.map(({ callId, householdId = null }) => ({ callId, householdId })),
  );
  const households = await householdsById(
    tx,
    readings.flatMap(({ householdId }) => householdId ?? []),
  );
  return readings.map(({ callId, personId, householdId }, at) => {
    const message = found.get(callId)!;
    const household = householdId === undefined ? null : (households.get(householdId) ?? null);
    const reader = { personId, household, door: doorFor(doors, { callId, personId }), help: helps[at]! };
    return fieldCallOf(message, standing[at]!, { incident: incidents.get(message.incidentId)!, wall: ctx.now, ...reader });
  });
}

async function reachedFor(
  tx: Tx,
  ctx: Ctx,
  { personId, reachings }: { personId: number; reachings: readonly Reaching[] },
): Promise<ReachedCall[]> {
  if (reachings.length === 0) return [];
  const callIds = reachings.map(({ callId }) => callId);
  const calls = new Map((await callsById(tx, callIds)).map((call) => [call.id, call]));
  const doors = await openDoorChecksOf(
    tx,
    callIds.map((callId) => ({ callId, personId })),
  );
  const incidents = await incidentsById(
    tx,
    reachings.map(({ incidentId }) => incidentId),
  );
  return reachings.map(({ callId, incidentId, ...reaching }) => ({
    call: calls.get(callId)!,
    door: doorFor(doors, { callId, personId }),
    ...reaching,
    ...timeOf({ incident: incidents.get(incidentId)!, wall: ctx.now }),
  }));
}

/** A door is told to nobody but who was sent to it. */
function doorFor(doors: ReadonlyMap<CallId, DoorOf>, { callId, personId }: CallReading): FieldDoorCheck | null {
  const found = doors.get(callId);
  return found?.personId === personId ? found.door : null;
}

/** A link that is bound to a call opens no other; one of a person opens none until it is said which. */
function calledFor(claim: LinkClaim, asked: CallId | undefined): CallId {
  if (claim.callId !== undefined && asked !== undefined && asked !== claim.callId) throw new Refusal('call/not-yours');
  const callId = claim.callId ?? asked;
  if (callId === undefined) throw new Refusal('call/unknown');
  return callId;
}
