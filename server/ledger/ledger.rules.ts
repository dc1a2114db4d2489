import type { LedgerEntry } from '../contract/ledger.ts';

/** Where a page begins, newest first: what is older than `at`, and of that very time the attempts and receipts with smaller ids. */
export interface After {
  at: string;
  attemptId: number;
  receiptId: string;
}

const everyAttempt = Number.MAX_SAFE_INTEGER;
const noReceipt = '00000000-0000-0000-0000-000000000000';
const newest: After = { at: 'infinity', attemptId: everyAttempt, receiptId: noReceipt };

/** Receipts of a time come before its attempts: after a receipt all attempts of that time are still to come, after an attempt no receipt. */
export function afterCursor(cursor: string | undefined): After {
  if (cursor === undefined) return newest;
  const [at = '', id = ''] = cursor.split('~');
  return id.startsWith('a')
    ? { at, attemptId: Number(id.slice(1)), receiptId: noReceipt }
    : { at, attemptId: everyAttempt, receiptId: id.slice(1) };
}

export function cursorAt({ at, number }: Pick<LedgerEntry, 'at' | 'number'>): string {
  return `${at}~${number.slice(0, 1).toLowerCase()}${number.slice(1)}`;
}

/** A page and the cursor of the next, from one entry more than the page holds. */
export function pageOf(read: readonly LedgerEntry[], limit: number): { entries: LedgerEntry[]; next: string | null } {
  const entries = read.slice(0, limit);
  const last = entries.at(-1);
  return { entries, next: read.length > limit && last ? cursorAt(last) : null };
}
