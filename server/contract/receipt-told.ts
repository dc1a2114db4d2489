import type { Call } from './calls.ts';

/** Between what a device says of its time and the fact lie the network and the queue. */
const nearMilliseconds = 120_000;

/** What an answer changes. */
const said = ['progress', 'needHelp', 'cannot', 'answeredBy'] as const;

/**
 * Whether a change of a call comes from an answer. A rung of the ladder, a reminder and a delivery report change calls too, also calls
 * that were answered long ago.
 *
 * @param before the call as it was known; undefined: it was only counted until now
 */
export function isReceipt(call: Call, { before, at }: { before: Call | undefined; at: string }): boolean {
  if (before) {
    const isOther = said.some((part) => call[part] !== before[part]);
    return isOther && (call.progress !== null || call.needHelp || call.cannot);
  }
  if (call.needHelp || call.cannot) return true;
  // Only who has merely heard is reminded: whoever says more has just said it.
  if (call.progress === null || call.progress !== 'heard') return call.progress !== null;
  return call.answeredAt === null || Math.abs(Date.parse(at) - Date.parse(call.answeredAt)) <= nearMilliseconds;
}
