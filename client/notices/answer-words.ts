import type { ReceiptKind } from '#contract/calls.ts';
import { answersTo, receiptKindOf } from '#contract/notice-answers.ts';
import type { NoticeKind } from '#contract/notices.ts';
import { say, sayOr } from '../words/words.ts';

/**
 * The receipts by which somebody may answer a notice, in the order in which they are offered. Logs of earlier releases do not say what a
 * call is about: a warning.
 */
export function receiptsFor(noticeKind: NoticeKind = 'warning'): readonly ReceiptKind[] {
  return answersTo[noticeKind].map((answer) => receiptKindOf[answer]);
}

/** What a receipt means where it answers this: an order is accepted where a warning is heard. */
export function receiptWords(kind: ReceiptKind, noticeKind: NoticeKind = 'warning'): string {
  const words = say(`call/${kind}`);
  return noticeKind === 'order' ? sayOr(`orderReply/${kind}`, words) : words;
}
