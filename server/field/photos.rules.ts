import type { CallId } from '../contract/calls.ts';
import type { RefusalCode } from '../contract/refusals.ts';
import type { Answerer } from '../calls/answer.rules.ts';

/** A receipt to which a photo is to be added. */
export interface Illustrated {
  callId: CallId;
  areaCode: string;
  /** Who sent it; null when an officer typed it in. */
  personId: number | null;
  /** Photos that receipts of the same call hold already. */
  photosOfCall: number;
}

/** One for every receipt that a person sends in earnest; a default value (默认值) of our own, so that no link fills the disk. */
export const photosPerCall = 20;

/** Why somebody may not add a photo to a receipt, or null: it is for who sent it, or for an officer of its area. */
export function photoRefusal(receipt: Illustrated, { by, boundTo }: { by: Answerer; boundTo: CallId | null }): RefusalCode | null {
  if ('userId' in by && !receipt.areaCode.startsWith(by.areaPrefix)) return 'receipt/unknown';
  if ('personId' in by && receipt.personId !== by.personId) return 'call/not-yours';
  if (boundTo !== null && boundTo !== receipt.callId) return 'call/not-yours';
  return receipt.photosOfCall >= photosPerCall ? 'photo/too-many' : null;
}
