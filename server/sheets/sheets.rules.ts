import type { CallId, ReceiptKind } from '../contract/calls.ts';
import type { SheetResult } from '../contract/sheets.ts';

/** A receipt that a call has already. */
export interface EarlierReceipt {
  callId: CallId;
  kind: ReceiptKind;
  counts: SheetResult['counts'] | null;
}

/**
 * Whether a call has said before what now comes back on paper: by its link, which may have been scanned from the same line, by another
 * print, or by the desk. Paper that counts people says more than an answer that does not.
 */
export function isKnown(earlier: readonly EarlierReceipt[], callId: CallId, { kind, counts }: SheetResult): boolean {
  return earlier.some(
    (receipt) => receipt.callId === callId && receipt.kind === kind && (!hasCounts(counts) || isSameCount(receipt.counts, counts)),
  );
}

function hasCounts(counts: SheetResult['counts']): counts is NonNullable<SheetResult['counts']> {
  return counts !== undefined && Object.keys(counts).length > 0;
}

function isSameCount(before: EarlierReceipt['counts'], counts: NonNullable<SheetResult['counts']>): boolean {
  const text = (each: object) => JSON.stringify(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(before ?? {}) === text(counts);
}
