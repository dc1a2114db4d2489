import { leftReasons, escalationSteps, type CallActionResult } from '#contract/call-details.ts';
import { isOwing, type CallRow } from '#contract/calls.ts';
import type { Outcome } from '../ui/toast.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import type { CallDeed } from './board-keys.ts';

export const nothingYet: CallActionResult = { done: 0, left: 0, leftBy: {}, steps: {} };

/** Two parts of an order, given one after the other, as one. */
export function addResults(a: CallActionResult, b: CallActionResult): CallActionResult {
  return {
    done: a.done + b.done,
    left: a.left + b.left,
    leftBy: added(leftReasons, a.leftBy, b.leftBy),
    steps: added(escalationSteps, a.steps, b.steps),
  };
}

function added<K extends string>(
  keys: readonly K[],
  a: Partial<Record<K, number>>,
  b: Partial<Record<K, number>>,
): Partial<Record<K, number>> {
  const sums = keys.map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)] as const);
  return Object.fromEntries(sums.filter(([, count]) => count > 0)) as Partial<Record<K, number>>;
}

/** By which steps so many are, or would be, escalated. */
export function stepLines({ steps }: CallActionResult): string[] {
  return escalationSteps.flatMap((step) => (steps[step] ? [say(`step/${step}`, { count: countText(steps[step]) })] : []));
}

/** Why nothing is done about so many, each reason by itself. */
export function leftLines({ leftBy }: CallActionResult): string[] {
  return leftReasons.flatMap((reason) => (leftBy[reason] ? [say(`left/${reason}`, { count: countText(leftBy[reason]) })] : []));
}

/** What became of an order, in the words of the desk; green only where it was done for everybody. */
export function outcomeOf(action: Exclude<CallDeed, 'answer'>, result: CallActionResult): { text: string; outcome: Outcome } {
  const { done, left } = result;
  const said = done > 0 ? say(`deed/${action}.done`, { count: countText(done) }) : say(`deed/${action}.none`);
  return { text: [said, ...stepLines(result), ...leftLines(result)].join(' · '), outcome: done > 0 && left === 0 ? 'done' : 'partly' };
}

/** What an order would do, before it is given: the question, or why there is nothing to ask. */
export function questionOf(action: 'callAgain' | 'escalateNow', outlook: CallActionResult): { text: string; yes: string | null } {
  const count = countText(outlook.done);
  if (outlook.done === 0) return { text: say(`deed/${action}.none`), yes: null };
  return { text: say(`deed/${action}.sure`, { count }), yes: say(`deed/${action}.yes`, { count }) };
}

/** What helps where an order does not: whom to ring once more, whose door to go to, and paper for those who go. */
export interface Offers {
  /** Nobody is left to climb to, but they can be rung again. */
  again: readonly CallRow[];
  /** The list of the unroused, for the doors and for the telephone. */
  unroused: boolean;
  sheets: boolean;
}

export function offersOf(action: 'callAgain' | 'escalateNow', outlook: CallActionResult, calls: readonly CallRow[]): Offers {
  const { spent = 0, noWay = 0, queued = 0 } = outlook.leftBy;
  const isStuck = spent + noWay + queued > 0;
  const again = action === 'escalateNow' && spent > 0 ? calls.filter((call) => isOwing(call) && call.dueAt === null) : [];
  return { again, unroused: spent > 0 || calls.some(({ state }) => state === 'unroused'), sheets: isStuck };
}
