import type { ReceiptKind } from './calls.ts';
import { receiptKindOf, type NoticeAnswer } from './notice-answers.ts';

/** What a single digit says, in the order in which they are offered: in a short message and on paper, where one hand stays on the number pad. */
export const replyDigits = [
  ['1', 'heard'],
  ['2', 'onPost'],
  ['3', 'acting'],
  ['4', 'done'],
  ['9', 'needHelp'],
  ['0', 'cannot'],
] as const satisfies readonly (readonly [string, ReceiptKind])[];

/** Of these answers each with its digit: an order is accepted by the digit by which a warning is heard, as short messages count it. */
export function digitsOf(answers: readonly NoticeAnswer[]): [string, NoticeAnswer][] {
  return replyDigits.flatMap(([digit, kind]) =>
    answers.filter((answer) => receiptKindOf[answer] === kind).map((answer): [string, NoticeAnswer] => [digit, answer]),
  );
}
