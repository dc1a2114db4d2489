import type { CallId, CallOutId } from '../contract/calls.ts';
import type { AttemptPurpose } from '../contract/channels.ts';
import type { CallPolicy, LadderStep } from '../contract/policies.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { withdrawReplaced } from './attempts.store.ts';
import type { Queueing, QueuedCall } from './ways.store.ts';
import { makeDue, makeUnreachedDue } from './calls.store.ts';
import { openDoorChecks, type NewDoorCheck } from './doors.store.ts';
import { channelsOf, reminderChannels } from './escalation.rules.ts';
import { quietUntil } from '../policies/night.rules.ts';
import {
  foreseenByHand,
  queueAllClear,
  queueByHand,
  queueDoorChecks,
  queueFirst,
  queueReminders,
  queueStep,
} from './whom-to-reach.store.ts';

/** By which policy, and what time it is in the incident. */
export interface Under {
  policy: CallPolicy;
  now: Date;
}

/**
 * The first attempts of a call-out, for all of its calls that are still silent: when it is made, or when it is released. Who cannot be
 * reached at all is not waited for: the ladder goes on to whoever answers for that person.
 */
export async function reachFirst(tx: Tx, ctx: Ctx, { callOutId, policy, now }: Under & { callOutId: CallOutId }): Promise<void> {
  await queueFirst(tx, callOutId, { ...how(ctx, { policy, now }, 'call'), ways: policy.ladder[0]! });
  await makeUnreachedDue(tx, callOutId, now);
}

/**
 * Reaches whom a step names. Where it finds nobody, or none but who was reached before, the call is due again at once: a window is never
 * waited out for no one.
 */
export async function reachStep(
  tx: Tx,
  ctx: Ctx,
  { ids, step, policy, now }: Under & { ids: readonly CallId[]; step: LadderStep },
): Promise<void> {
  const reached = new Set(await queueStep(tx, ids, { step, wall: ctx.now, how: { ...how(ctx, { policy, now }, 'call'), ways: step } }));
  await withdrawReplaced(tx, ids);
  const alone = ids.filter((id) => !reached.has(id));
  if (alone.length > 0) await makeDue(tx, alone, now);
}

/** The ladder is spent: somebody goes to the door, where the policy knows a door. */
export async function reachDoorCheckers(tx: Tx, ctx: Ctx, { ids, policy, now }: Under & { ids: readonly CallId[] }): Promise<void> {
  if (!policy.hasDoor) return;
  await openDoorChecks(
    tx,
    ids.map((callId) => ({ callId, reason: 'unroused', people: null })),
    { now, wall: ctx.now },
  );
  await queueDoorChecks(tx, ids, how(ctx, { policy, now }, 'call'));
}

/** People refuse to leave or cannot be found: somebody goes there, also where the policy of the ladder knows no door. */
export async function reachRefusals(tx: Tx, ctx: Ctx, { doors, policy, now }: Under & { doors: readonly NewDoorCheck[] }): Promise<void> {
  await openDoorChecks(tx, doors, { now, wall: ctx.now });
  await queueDoorChecks(
    tx,
    doors.map(({ callId }) => callId),
    how(ctx, { policy, now }, 'call'),
  );
}

/** Rings the called people once more, or somebody else for them, beside the ladder; at night as well: whoever asks for it has decided. */
export async function reachByHand(tx: Tx, ctx: Ctx, { ids, assigneeId, ...under }: ByHandOf): Promise<QueuedCall[]> {
  return queueByHand(tx, ids, { ...how(ctx, under, 'call'), notBefore: null, assigneeId });
}

/** What {@link reachByHand} would say; does nothing. */
export async function foresaidByHand(tx: Tx, ctx: Ctx, { ids, assigneeId, ...under }: ByHandOf): Promise<QueuedCall[]> {
  return foreseenByHand(tx, ids, { ...how(ctx, under, 'call'), notBefore: null, assigneeId });
}

export type ByHandOf = Under & { ids: readonly CallId[]; assigneeId: number | null };

export async function remindOf(tx: Tx, ctx: Ctx, { ids, ...under }: Under & { ids: readonly CallId[] }): Promise<void> {
  const ways = { channels: reminderChannels(under.policy), contact: 1 };
  await queueReminders(tx, ids, { ...how(ctx, under, 'reminder'), ways });
  await withdrawReplaced(tx, ids);
}

/** Tells those who have answered that it is over. `within`: in areas whose codes begin so; everywhere when absent. */
export async function tellAllClear(
  tx: Tx,
  ctx: Ctx,
  { callOutId, within, ...under }: Under & { callOutId: CallOutId; within?: readonly string[] },
): Promise<void> {
  await queueAllClear(tx, { callOutId, within: within ?? [''] }, how(ctx, under, 'allClear'));
}

/** Over every channel of the ladder to the first number, and not at night where the policy is quiet then. */
function how(ctx: Ctx, { policy, now }: Under, purpose: AttemptPurpose): Queueing {
  return { ways: { channels: channelsOf(policy), contact: 1 }, purpose, queuedAt: now, notBefore: quietUntil(policy.night, ctx.now) };
}
