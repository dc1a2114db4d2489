import type { Outcome } from '../warnings/issuing.ts';
import { say } from '../words/words.ts';

/** What came of a warning, by what happened and not by what was planned. */
export function outcomeText({ issued, state, people, wasKnown }: Outcome): string {
  if (wasKnown) return say('issued/known');
  if (issued.msgType === 'Cancel') return say('issued/ends');
  if (state === null) return say('issued/nobody');
  return say(state === 'awaitingRelease' ? 'issued/release' : 'issued/calls', { people });
}
