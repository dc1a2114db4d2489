import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Presence } from '../kernel/nodes/presence.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import { readNumbers } from '../people/contacts.commands.ts';
import { checkComms } from './comms-checks.commands.ts';
import { nightlyDue, proveTree } from './tree-proof.commands.ts';

const minuteMilliseconds = 60_000;

export interface NightlyDependencies {
  database: Database;
  clock: Clock;
  presence: Presence;
  log: Log;
}

/** Once a night, at 03:30 Beijing time or as soon after as a server runs: a check that rings nobody, then the proof. @returns how to stop */
export function startNightly({ log, ...dependencies }: NightlyDependencies): () => Promise<void> {
  return every(
    minuteMilliseconds,
    () => proveNightly(dependencies),
    (error) => log.error({ err: error }, 'the nightly proof of the tree failed, the next minute tries again'),
  );
}

/** @returns whether the night was due */
export async function proveNightly({ database, clock, presence }: Omit<NightlyDependencies, 'log'>): Promise<boolean> {
  const now = clock.now();
  await database.transaction({ ...wholeServer, personal: true }, readNumbers);
  const due = await database.transaction(wholeServer, (tx) => nightlyDue(tx, now));
  if (!due) return false;
  const personIds = await presence.answering();
  await checkComms(database, { at: now, userId: null, personIds });
  await database.transaction({ ...wholeServer, personal: true }, (tx) => proveTree(tx, { now, notBefore: due, nightly: true }));
  return true;
}
