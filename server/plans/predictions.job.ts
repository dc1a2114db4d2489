import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import { learn, score } from './predictions.commands.ts';

const intervalMilliseconds = 15_000;
/** A transaction for each: what was not learnt from now is in the next turn. */
const learntInATurn = 5;

/** Scores predictions and learns from what is over. @returns how to stop */
export function startPredictions({ database, clock, log }: { database: Database; clock: Clock; log: Log }): () => Promise<void> {
  return every(
    intervalMilliseconds,
    () => followPredictions(database, clock.now()),
    (error) => log.error({ err: error }, 'scoring predictions failed, the next turn tries again'),
  );
}

export async function followPredictions(database: Database, now: Date): Promise<void> {
  await database.transaction(wholeServer, (tx) => score(tx, now));
  for (let turn = 0; turn < learntInATurn; turn++) {
    if (!(await database.transaction(wholeServer, (tx) => learn(tx, now)))) return;
  }
}
