import type { IncidentId, LogProof } from '../contract/incidents.ts';
import { factHash } from './change-log.ts';
import { wholeServer, type Database, type Tx } from './db.ts';

const pageSize = 2_000;

interface HashedRow extends Record<string, unknown> {
  seq: number;
  at: Date;
  kind: string;
  areaCode: string | null;
  body: string;
  hash: Buffer;
}

/**
 * Recomputes the hash chain of an incident from its first fact, past every area scope: one changed, missing or added byte in any
 * row breaks it at that row; a cut tail is found by the head that the incident itself remembers.
 */
export function proveLog(database: Database, incidentId: IncidentId): Promise<LogProof> {
  return database.transaction(wholeServer, async (tx) => {
    const head = await tx.one<{ seq: number; hash: Buffer }>(`select head_seq as seq, head_hash as hash from incident where id = $1`, [
      incidentId,
    ]);
    let hash: Buffer = Buffer.alloc(0);
    let facts = 0;
    for (;;) {
      const rows = await page(tx, incidentId, facts);
      for (const row of rows) {
        const expected = factHash(hash, incidentId, row);
        if (row.seq !== facts + 1 || !expected.equals(row.hash)) return broken(facts, hash);
        hash = expected;
        facts = row.seq;
      }
      if (rows.length < pageSize) break;
    }
    const isWhole = head?.seq === facts && hash.equals(head.hash);
    return isWhole ? { ok: true, facts, head: hash.toString('hex'), brokenAt: null } : broken(facts, hash);
  });
}

function broken(facts: number, hash: Buffer): LogProof {
  return { ok: false, facts, head: hash.toString('hex'), brokenAt: facts + 1 };
}

function page(tx: Tx, incidentId: IncidentId, after: number): Promise<HashedRow[]> {
  return tx.query<HashedRow>(
    `select seq, at, kind, area_code as "areaCode", body::text as body, hash
     from change_log where incident_id = $1 and seq > $2 order by seq limit ${pageSize}`,
    [incidentId, after],
  );
}
