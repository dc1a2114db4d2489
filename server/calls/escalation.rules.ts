import type { CallState } from '../contract/calls.ts';
import type { CallingChannel } from '../contract/channels.ts';
import type { IncidentMode } from '../contract/incidents.ts';
import type { CallPolicy, LadderStep } from '../contract/policies.ts';
import { waitsFrom } from '../policies/night.rules.ts';

/** Where a call stands on its ladder: the step taken last, and until when that step waits for an answer. */
export interface Rung {
  rung: number;
  dueAt: Date | null;
}

/** What time it is in the incident, and from when an answer is waited for: later at night, where the policy lets people sleep. */
export interface ClimbTime {
  now: Date;
  from?: Date;
}

/** The step that a call takes, null when the ladder is spent, and where the call stands then. */
export interface Climb extends Rung {
  state: Extract<CallState, 'silent' | 'escalated' | 'unroused'>;
  step: LadderStep | null;
}

/** Until when the first step of a call waits that is made now. */
export function firstDue({ ladder, night }: Pick<CallPolicy, 'ladder' | 'night'>, made: { mode: IncidentMode; now: Date }): Date {
  return waitedOut(ladder[0]!, waitsFrom(night, made));
}

/**
 * Decides what happens to a call that was not answered in time, or null when it is not yet due.
 *
 * One step per run, however late it runs: after an outage the next person is woken, not everyone at once, and each has the full time
 * to answer, counted from `from`. When the ladder is spent the call is unroused, one rung above it: nobody is left to be called, someone
 * goes to the door.
 */
export function climb({ ladder }: Pick<CallPolicy, 'ladder'>, call: Rung, { now, from = now }: ClimbTime): Climb | null {
  if (call.dueAt === null || call.dueAt > now) return null;
  const rung = call.rung + 1;
  const step = ladder[rung];
  if (!step) return { rung, dueAt: null, state: 'unroused', step: null };
  return { rung, dueAt: waitedOut(step, from), state: hasReachedOthers(ladder, rung) ? 'escalated' : 'silent', step };
}

/** Until when a step waits for an answer that is waited for from then on. */
export function waitedOut({ waitSeconds }: Pick<LadderStep, 'waitSeconds'>, from: Date): Date {
  return new Date(from.getTime() + waitSeconds * 1000);
}

/** Every channel that some step of the ladder uses: over these goes what is tried only once, though the steps may take them in turns. */
export function channelsOf({ ladder }: Pick<CallPolicy, 'ladder'>): CallingChannel[] {
  return [...new Set(ladder.flatMap(({ channels }) => channels))];
}

/**
 * The channels of a reminder: those of the ladder without the telephone. Who has answered is at work and is not rung up, unless there is
 * no other way.
 */
export function reminderChannels(policy: Pick<CallPolicy, 'ladder'>): CallingChannel[] {
  const channels = channelsOf(policy);
  const silent = channels.filter((channel) => channel !== 'voice');
  return silent.length > 0 ? silent : channels;
}

function hasReachedOthers(ladder: CallPolicy['ladder'], rung: number): boolean {
  return ladder.slice(0, rung + 1).some((step) => step.reaches.some((reach) => reach !== 'self'));
}
