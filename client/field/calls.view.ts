import type { CallId } from '#contract/calls.ts';
import type { FieldPage, ReachedCall } from '#contract/field.ts';
import { incidentTime, isOwed, phaseOf, type KeptCall, type Phase } from './field.view.ts';

/** A line of the list of calls. */
export interface CallLine {
  callId: CallId;
  level: ReachedCall['level'];
  headline: string;
  words?: NonNullable<ReachedCall['words']>;
  phase: Phase;
  isShown: boolean;
  /** Incident minutes since the person was called, while nobody has answered. */
  silentMinutes: number | null;
}

/** A line for somebody who was silent. */
export interface ReachedLine extends CallLine {
  row: ReachedCall;
  /** Can be answered by hand right here. */
  canAnswer: boolean;
}

export interface Now {
  /** Milliseconds of the device's clock. */
  at: number;
  shown: CallId | undefined;
}

/** The person's own calls in their order. */
export function ownLines(all: readonly KeptCall[], now: Now): CallLine[] {
  return all.filter(({ field }) => field.isOwn).map((held) => lineOf(held, now));
}

/** Those for whom this person was reached; `pending`: whether an answer for one waits to be sent. */
export function reachedLines(
  { answersFor }: Pick<FieldPage, 'answersFor'>,
  { readAt, isPending, ...now }: Now & { readAt: number; isPending: (callId: CallId) => boolean },
): ReachedLine[] {
  return answersFor.map((row) => {
    const canAnswer = isOwed(row) && !isPending(row.call.id);
    return { ...lineOf({ field: row, readAt }, now), row, canAnswer };
  });
}

function lineOf({ field, readAt }: { field: KeptCall['field'] | ReachedCall; readAt: number }, { at, shown }: Now): CallLine {
  const { id, calledAt } = field.call;
  const silentMilliseconds = incidentTime({ field, readAt }, at).getTime() - Date.parse(calledAt);
  return {
    callId: id,
    level: field.level,
    headline: field.headline,
    ...(field.words && { words: field.words }),
    phase: phaseOf(field),
    isShown: id === shown,
    silentMinutes: isOwed(field) ? Math.max(0, Math.floor(silentMilliseconds / 60_000)) : null,
  };
}
