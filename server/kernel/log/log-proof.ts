import type { IncidentId, LogProof } from '../../contract/incidents.ts';
import { ChainWalk } from './chain-proof.ts';
import { factHash } from './change-log.ts';
import { wholeServer, type Database, type Row, type Tx } from '../db/db.ts';
import type { LogAnchors } from './log-anchors.ts';
import { sliceOf } from '../db/slices.ts';

const factsAtOnce = 2_000;

/** A fact as it is kept, with everything that its hash covers. */
export interface KeptFact extends Row {
  seq: number;
  at: Date;
  kind: string;
  areaCode: string | null;
  body: string;
  evidence: string | null;
  hash: Buffer;
}

export interface LogEnd {
  seq: number;
  hash: Buffer;
  isPassed: boolean;
}

/**
 * Recomputes the hash chain of an incident from its first fact, past every area scope: one changed, missing or added byte in any
 * row breaks it at that row; a cut tail is found by the head that the incident itself remembers, and a chain that was rewritten or cut
 * together with that head by what was signed of it outside the database.
 */
export async function proveLog(database: Database, incidentId: IncidentId, anchors?: LogAnchors): Promise<LogProof> {
  // In this order: what is signed from now on may be of facts that are not read any more.
  const walk = await ChainWalk.begin(incidentId, anchors);
  const end = await logEnd(database, incidentId);
  for await (const facts of keptFacts(database, incidentId, end.seq)) {
    for (const fact of facts) walk.step(fact, factHash(walk.hash, incidentId, fact));
    if (walk.isBroken) break;
  }
  if (end.isPassed) walk.breaks(end.seq + 1, 'headMoved');
  return { ...walk.end(end), facts: walk.seq, rows: null };
}

/** How far the incident itself remembers its log to go. `isPassed`: there are facts beyond that. */
export async function logEnd(database: Database, incidentId: IncidentId): Promise<LogEnd> {
  const end = await database.transaction(wholeServer, (tx) =>
    tx.one<LogEnd & Row>(
      `select head_seq as seq, head_hash as hash,
         exists (select from change_log l where l.incident_id = i.id and l.seq > i.head_seq) as "isPassed"
       from incident i where id = $1`,
      [incidentId],
    ),
  );
  return end ?? { seq: 0, hash: Buffer.alloc(0), isPassed: false };
}

/** The log up to `end` in slices, each read in a transaction of its own, between which others have their turn. */
export async function* keptFacts(database: Database, incidentId: IncidentId, end: number): AsyncGenerator<KeptFact[], void> {
  const limit = sliceOf(database, factsAtOnce);
  for (let since = 0; since < end;) {
    const facts = await database.transaction(wholeServer, (tx) => page(tx, incidentId, { since, end, limit }));
    if (facts.length > 0) yield facts;
    since = facts.at(-1)?.seq ?? end;
  }
}

interface Page {
  since: number;
  end: number;
  limit: number;
}

function page(tx: Tx, incidentId: IncidentId, { since, end, limit }: Page): Promise<KeptFact[]> {
  return tx.query<KeptFact>(
    `select seq, at, kind, area_code as "areaCode", body::text as body, evidence::text as evidence, hash
     from change_log where incident_id = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
    [incidentId, since, end, limit],
  );
}
