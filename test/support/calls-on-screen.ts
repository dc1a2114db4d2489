import type { Call, CallId, CallOutId, CallRow } from '#contract/calls.ts';
import { aCall } from './builders.ts';

export const aCallOutId = '00000000-0000-4000-8000-000000000001' as CallOutId;

/** A row of the call board, in Yangkou unless the test says otherwise. */
export function aRow(about: Partial<CallRow> = {}): CallRow {
  const call: Call = aCall({ callOutId: aCallOutId, ...about });
  return { number: 1, phoneEnd: null, maskedName: '测**', tallyCode: '320623101000', fieldUrl: '/field?token=x', ...call, ...about };
}

/** Ids that can be read in a failed test: the `number`th call. */
export function callId(number: number): CallId {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as CallId;
}
