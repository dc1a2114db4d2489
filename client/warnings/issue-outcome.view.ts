import type { CallOutId, CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { IssuedWarning, Warning } from '#contract/warnings.ts';
import { callingBegun } from '../plans/calling-begun.view.ts';
import type { Outcome } from '../ui/toast.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** What is known once a message has been taken. */
export interface Taken {
  warning: IssuedWarning;
  /** False for a message that had come in before. */
  isNew: boolean;
  /** Whether it is in force, or came after what replaced it. */
  state: Warning['state'];
  /** Its call-out, or the one that goes on for it; null when it has none. */
  callOut: CallOutReport | null;
  /** Call-outs that were there before the message. */
  before: ReadonlySet<CallOutId>;
  /** How many of them it has ended. */
  stopped: number;
  /** Of the incident. */
  clock: Incident['clock'];
}

/** What became of a message, as a sentence; green only where it did what a message is entered for: people are being called, or no longer. */
export function issueOutcome(taken: Taken | null): { text: string; outcome: Outcome } {
  const partly = (text: string) => ({ text, outcome: 'partly' as const });
  if (!taken) return partly(say('issue/done.unread'));
  const { warning, isNew, state, callOut, before, stopped } = taken;
  if (!isNew) return partly(say('issue/done.known'));
  if (warning.msgType === 'Cancel') {
    if (stopped === 0) return partly(say('issue/done.stop-nothing'));
    return { text: say('issue/done.stop', { count: stopped }), outcome: 'done' };
  }
  if (!callOut) {
    if (state !== 'inForce') return partly(say('issue/done.late'));
    return partly(say('issue/done.nobody', { placement: say(`placement/${warning.placement}`) }));
  }
  const count = countText(callOut.answered + callOut.silent);
  if (callOut.state === 'awaitingRelease') return partly(say('issue/done.waits', { count }));
  if (before.has(callOut.id)) return partly(say('issue/done.goes-on', { count }));
  return callingBegun('issue/done', callOut, taken.clock);
}
