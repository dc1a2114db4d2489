import type { Call } from '../contract/calls.ts';
import type { Tx } from '../kernel/db/db.ts';
import { ofHousehold } from './households.rules.ts';
import { saidOf } from './households.store.ts';

/** A call, and of whom it is asked: one of the households that hang on it, or the called person. */
export interface AskedCall {
  call: Call;
  householdId: number | null;
}

/** Each call as it stands for whom it is asked, in order. */
export async function callsAsAsked(tx: Tx, asked: readonly AskedCall[]): Promise<Call[]> {
  const named = asked.flatMap(({ call, householdId }) => (householdId === null ? [] : [{ callId: call.id, householdId }]));
  if (named.length === 0) return asked.map(({ call }) => call);
  const said = new Map((await saidOf(tx, named)).map((one) => [`${one.callId} ${one.householdId}`, one]));
  return asked.map(({ call, householdId }) => {
    const ofThis = householdId === null ? undefined : said.get(`${call.id} ${householdId}`);
    return ofThis ? ofHousehold(call, ofThis) : call;
  });
}
