import type { ReceiptKind } from './calls.ts';
import type { NoticeKind } from './notices.ts';

/** What a notice may ask for. Each counts as a receipt does: an order that is accepted was heard, one that is declined cannot be done. */
export const receiptKindOf = {
  ...{ heard: 'heard', onPost: 'onPost', acting: 'acting', done: 'done', needHelp: 'needHelp', cannot: 'cannot' },
  ...{ accepted: 'heard', underWay: 'acting', declined: 'cannot' },
} as const satisfies Record<string, ReceiptKind>;
export type NoticeAnswer = keyof typeof receiptKindOf;

/** In the order in which they are offered. Help may be asked for by whatever somebody is called about. */
export const answersTo = {
  warning: ['heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot'],
  order: ['accepted', 'underWay', 'done', 'declined', 'needHelp'],
  check: ['heard'],
  test: ['heard'],
} as const satisfies Record<NoticeKind, readonly NoticeAnswer[]>;
