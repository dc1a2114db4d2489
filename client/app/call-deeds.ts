import type { CallActionResult } from '#contract/call-details.ts';
import type { CallId, CallRow, NewReceipt } from '#contract/calls.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { api } from './api.ts';
import { callsApi } from './calls-api.ts';

/** As many calls as one request may name. */
const mostAtOnce = 2_000;

/** An order about calls without the calls themselves. */
export type Order = { action: 'callAgain' | 'escalateNow' } | { action: 'reassign'; personId: number } | { action: 'note'; text: string };

/** Gives the order for all of the calls, however many; the numbers add up over the requests. */
export async function order(about: Order, calls: readonly CallRow[]): Promise<CallActionResult> {
  const sum: CallActionResult = { done: 0, left: 0 };
  for (let at = 0; at < calls.length; at += mostAtOnce) {
    const callIds = calls.slice(at, at + mostAtOnce).map(({ id }) => id);
    const { done, left } = await callsApi.act({ ...about, callIds });
    sum.done += done;
    sum.left += left;
  }
  return sum;
}

/** What became of an order, in the words of the desk. */
export function outcomeOf({ action }: Order, { done, left }: CallActionResult): string {
  const said = say(`deed/${action}.done`, { count: countText(done) });
  return left > 0 ? `${said} · ${say('deed/left', { count: countText(left) })}` : said;
}

export function answerFor(id: CallId, said: Pick<NewReceipt, 'kind' | 'note'>): Promise<unknown> {
  return api.answer(id, { receiptId: crypto.randomUUID(), ...said });
}
