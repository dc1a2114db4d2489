import { isOwing, type CallRow } from '#contract/calls.ts';
import type { WordKey } from '../words/words.ts';
import type { CallDeed } from './board-keys.ts';

/** Why a deed makes no sense for these calls, as a key of the words; null when it does. */
export function whyNot(deed: CallDeed, calls: readonly Pick<CallRow, 'state'>[]): WordKey | null {
  if (calls.length === 0) return 'deed/nobody';
  // What somebody said is one person's word: it is confirmed one by one.
  if (deed === 'answer') return calls.length === 1 ? null : 'deed/answer.one';
  return deed === 'note' || calls.some(isOwing) ? null : 'deed/all-answered';
}
