import type { IncidentMode } from '../contract/incidents.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { LogAnchors } from '../kernel/log/log-anchors.ts';
import { acksFeed, type Acknowledger } from './acks.rules.ts';
import { ackedWarnings } from './acks.store.ts';

const entriesAtMost = 200;

export interface Acknowledging {
  by: Acknowledger;
  anchors: LogAnchors;
}

/** The feed of acknowledgements of a mode. It tells counts alone, so it is read for the whole server whoever asks. */
export async function readAcks(database: Database, mode: IncidentMode, { by, anchors }: Acknowledging): Promise<string> {
  const warnings = await database.transaction(wholeServer, (tx) => ackedWarnings(tx, mode, entriesAtMost));
  const incidents = [...new Set(warnings.map(({ incidentId }) => incidentId))];
  const heads = incidents.flatMap((id) => anchors.latest(id) ?? []);
  return acksFeed(
    warnings,
    by,
    heads.map((head) => ({ ...head, key: anchors.key.fingerprint })),
  );
}
