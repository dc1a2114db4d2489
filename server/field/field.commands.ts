import type { CallId } from '../contract/calls.ts';
import type { FieldCall, FieldDoor, FieldPage, LinkClaim, ReachedCall } from '../contract/field.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerRefusal } from '../calls/answer.rules.ts';
import { callsById, standings } from '../calls/call-board.store.ts';
import { holderOf, householdsOf, ownCalls, reachedCalls, type Reaching } from './field-page.store.ts';
import { fieldCallOf, timeOf } from './field.rules.ts';
import { messages, openDoorsOf, type DoorOf } from './field.store.ts';
import { refuseRevoked, type OpenedLink } from './links.commands.ts';

/** One call, and who looks at it. */
export interface Reading {
  callId: CallId;
  personId: number;
}

/** Everything that concerns the holder of a link. The transaction must see the whole server. */
export async function fieldPage(tx: Tx, ctx: Ctx, link: OpenedLink): Promise<FieldPage> {
  await refuseRevoked(tx, link);
  const { personId, callId = null } = link.claim;
  const me = await holderOf(tx, personId);
  if (!me) throw new Refusal('person/unknown');
  const own = await ownCalls(tx, { personId, callId });
  const reached = await reachedCalls(tx, { personId, callId });
  const { households, total } = await householdsOf(tx, personId);
  return {
    me,
    calls: await fieldCalls(
      tx,
      ctx,
      own.ids.map((id) => ({ callId: id, personId })),
    ),
    answersFor: await reachedFor(tx, ctx, { personId, reachings: reached.reachings }),
    households,
    totals: { calls: own.total, answersFor: reached.total, households: total },
    readAt: ctx.now.toISOString(),
  };
}

/** What the field page shows of one call to somebody who may answer it: the call of the link, or by the link of a person the one asked for. */
export async function fieldCall(tx: Tx, ctx: Ctx, { link, asked }: { link: OpenedLink; asked: CallId | undefined }): Promise<FieldCall> {
  await refuseRevoked(tx, link);
  const callId = calledFor(link.claim, asked);
  const { personId } = link.claim;
  const [standing] = await standings(tx, [callId]);
  if (!standing) throw new Refusal('call/unknown');
  const refused = answerRefusal(standing, { personId });
  if (refused) throw new Refusal(refused);
  return (await fieldCalls(tx, ctx, [{ callId, personId }]))[0]!;
}

/** What each of these readers is shown, in their order. */
export async function fieldCalls(tx: Tx, ctx: Ctx, readings: readonly Reading[]): Promise<FieldCall[]> {
  if (readings.length === 0) return [];
  const callIds = [...new Set(readings.map(({ callId }) => callId))];
  const found = new Map((await messages(tx, callIds)).map((message) => [message.callId, message]));
  const calls = new Map((await callsById(tx, callIds)).map((call) => [call.id, call]));
  const doors = await openDoorsOf(tx, readings);
  const incidents = await incidentsById(
    tx,
    [...found.values()].map(({ incidentId }) => incidentId),
  );
  return readings.map(({ callId, personId }) => {
    const message = found.get(callId)!;
    const at = { incident: incidents.get(message.incidentId)!, wall: ctx.now };
    return fieldCallOf(message, calls.get(callId)!, { ...at, personId, door: doorFor(doors, { callId, personId }) });
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
  const doors = await openDoorsOf(
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
function doorFor(doors: ReadonlyMap<CallId, DoorOf>, { callId, personId }: Reading): FieldDoor | null {
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
