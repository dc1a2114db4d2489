import type { RowsProof } from '../../contract/proofs.ts';
import type { IncidentId, LogProof } from '../../contract/incidents.ts';
import { wholeServer, type Database } from '../db/db.ts';
import { digests, evidencedTables, type Evidence, type EvidencedTable } from './evidence.ts';
import type { LogAnchors } from './log-anchors.ts';
import { keptFacts, logEnd, proveLog } from './log-proof.ts';
import { sliceOf } from '../db/slices.ts';

const rowsAtOnce = 2_000;
/** So many of those that are not as they were are named. */
const namedAtMost = 50;

interface Vouched {
  id: string;
  digest: string;
  seq: number;
}

/** The chain, and where that is whole, the rows that it tells of. */
export async function proveLogAndRows(database: Database, incidentId: IncidentId, anchors: LogAnchors): Promise<LogProof> {
  const proof = await proveLog(database, incidentId, anchors);
  if (!proof.ok) return proof;
  const rows = await proveRows(database, incidentId);
  const [first] = rows.first;
  return first ? { ...proof, rows, ok: false, state: 'broken', found: 'rows', brokenAt: first.seq } : { ...proof, rows };
}

/**
 * Holds the rows that facts vouch for against the facts: which are not as they were told of, and which are gone. Where several facts tell
 * of one row, the last one counts. Asked after the log itself has proven to be whole.
 */
async function proveRows(database: Database, incidentId: IncidentId): Promise<RowsProof> {
  const { since, vouched } = await vouchedRows(database, incidentId);
  const proof: RowsProof = { since, held: 0, changed: 0, missing: 0, first: [] };
  for (const table of evidencedTables) {
    const all = [...vouched[table].values()];
    const atOnce = sliceOf(database, rowsAtOnce);
    for (let from = 0; from < all.length; from += atOnce) await compare(database, proof, { table, rows: all.slice(from, from + atOnce) });
  }
  return proof;
}

async function vouchedRows(database: Database, incidentId: IncidentId) {
  const vouched: Record<EvidencedTable, Map<string, Vouched>> = { receipt: new Map(), call_out: new Map() };
  let since: number | null = null;
  const { seq: end } = await logEnd(database, incidentId);
  for await (const facts of keptFacts(database, incidentId, end)) {
    for (const { seq, evidence } of facts) {
      if (evidence === null) continue;
      since ??= seq;
      addTo(vouched, JSON.parse(evidence) as Evidence, seq);
    }
  }
  return { since, vouched };
}

function addTo(vouched: Record<EvidencedTable, Map<string, Vouched>>, evidence: Evidence, seq: number): void {
  for (const table of evidencedTables) {
    for (const [id, digest] of evidence[table] ?? []) vouched[table].set(id, { id, digest, seq });
  }
}

async function compare(
  database: Database,
  proof: RowsProof,
  { table, rows }: { table: EvidencedTable; rows: readonly Vouched[] },
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const now = await database.transaction(wholeServer, (tx) => digests(tx, table, ids));
  const wrong = rows.filter(({ id, digest }) => now.get(id) !== digest);
  const missing = wrong.filter(({ id }) => !now.has(id)).length;
  proof.held += rows.length - wrong.length;
  proof.missing += missing;
  proof.changed += wrong.length - missing;
  for (const { id, seq } of wrong.slice(0, namedAtMost - proof.first.length)) proof.first.push({ table, id, seq });
}
