import type { IncidentMode } from '../contract/incidents.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import { acksFeed, type Acknowledger } from './acks.rules.ts';
import { ackedWarnings } from './acks.store.ts';

const entriesAtMost = 200;

/** The feed of acknowledgements of a mode. It tells counts alone, so it is read for the whole server whoever asks. */
export async function readAcks(database: Database, mode: IncidentMode, by: Acknowledger): Promise<string> {
  return acksFeed(await database.transaction(wholeServer, (tx) => ackedWarnings(tx, mode, entriesAtMost)), by);
}
