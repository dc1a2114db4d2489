import type { ReceiptKind } from './calls.ts';

/** What a single digit says, in the order in which they are offered: in a short message and on paper, where one hand stays on the number pad. */
export const replyDigits = [
  ['1', 'heard'],
  ['2', 'onPost'],
  ['3', 'acting'],
  ['4', 'done'],
  ['9', 'needHelp'],
  ['0', 'cannot'],
] as const satisfies readonly (readonly [string, ReceiptKind])[];
