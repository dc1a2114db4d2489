import type { CallActionResult } from '#contract/call-details.ts';
import type { CallId, CallRow } from '#contract/calls.ts';
import type { AnswerByHand } from './jy-answer.ts';
import type { MassDeed } from './jy-outlook.ts';
import { addResults, nothingYet } from './outlook.view.ts';
import type { Outcome } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import { api } from '../api/api.ts';
import { callsApi } from '../api/calls-api.ts';

/** As many calls as one request may name. */
const mostAtOnce = 2_000;

/** An order about calls without the calls themselves. */
export type DeskAction =
  { action: 'callAgain' | 'escalateNow' } | { action: 'reassign'; personId: number } | { action: 'note'; text: string };

/** What came of an order that was given in several parts: all of it, or what was done before one of them failed. */
export interface Ordered {
  result: CallActionResult;
  /** Why the rest was not done; null when there is no rest. */
  failure: Error | null;
}

/** Gives the order for all of the calls, however many; the numbers add up over the requests. */
export async function order(about: DeskAction, calls: readonly CallRow[]): Promise<Ordered> {
  let result = nothingYet;
  for (const callIds of parts(calls)) {
    try {
      result = addResults(result, await callsApi.act({ ...about, callIds }));
    } catch (error) {
      return { result, failure: error instanceof Error ? error : new Error(String(error)) };
    }
  }
  return { result, failure: null };
}

/** What the order would do, were it given now. */
export async function outlook({ action, calls }: MassDeed): Promise<CallActionResult> {
  let result = nothingYet;
  for (const callIds of parts(calls)) result = addResults(result, await callsApi.outlook({ action, callIds }));
  return result;
}

function parts(calls: readonly CallRow[]): CallId[][] {
  const ids = calls.map(({ id }) => id);
  return Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, nr) => ids.slice(nr * mostAtOnce, (nr + 1) * mostAtOnce));
}

/** Notes what somebody said over the telephone. @returns what to tell whoever noted it: a call may stand as before all the same */
export async function answerByHand({
  callId,
  maskedName,
  kind,
  said: words,
  note,
}: AnswerByHand): Promise<{ text: string; outcome: Outcome }> {
  const call = await api.answer(callId, { receiptId: crypto.randomUUID(), kind, ...(note && { note }) });
  const said = { name: maskedName, kind: words };
  if (call.state === 'answered') return { text: say('answer/recorded', said), outcome: 'done' };
  return { text: say('answer/kept', { ...said, state: say(`call/${call.state}`) }), outcome: 'partly' };
}
