import type { CallOut, CallOutId, CallOutReport } from '../contract/calls.ts';
import { partOf } from '../contract/plans.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { callOutById } from './call-outs.store.ts';
import { callOutTallies } from './tallies.store.ts';

/** Call-outs as whoever asks may see them: the counts of their area, and that part of what was predicted for all. */
export async function reportsOf(tx: Tx, callOuts: readonly CallOut[]): Promise<CallOutReport[]> {
  const tallies = await callOutTallies(
    tx,
    callOuts.map(({ id }) => id),
  );
  return callOuts.map((callOut) => {
    const tally = tallies.get(callOut.id)!;
    return { ...callOut, ...tally, prediction: callOut.prediction && partOf(callOut.prediction, tally.answered + tally.silent) };
  });
}

/** @throws Refusal call-out/unknown, also for one that the asker may not see */
export async function reportOf(tx: Tx, id: CallOutId): Promise<CallOutReport> {
  const callOut = await callOutById(tx, id);
  if (!callOut) throw new Refusal('call-out/unknown');
  return (await reportsOf(tx, [callOut]))[0]!;
}
