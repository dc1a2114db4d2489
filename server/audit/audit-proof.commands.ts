import { createHash } from 'node:crypto';
import type { AuditProof } from '../contract/audit.ts';
import { ChainWalk } from '../kernel/log/chain-proof.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { auditChain, type LogAnchors } from '../kernel/log/log-anchors.ts';
import { sliceOf } from '../kernel/db/slices.ts';
import { linkedText, type LinkedLine } from './audit-proof.rules.ts';
import { auditEnd, auditLinks, unlinkedAfter, type AuditLink } from './audit-proof.store.ts';

const linesAtOnce = 2_000;

/**
 * Recomputes the chain of the audit trail, past every area scope: a line that was changed, taken away or put in past the server is found,
 * and by what was signed outside the database also a trail that was rewritten with its chain, or lost its end.
 */
export async function proveAudit(database: Database, anchors: LogAnchors): Promise<AuditProof> {
  // In this order: what is signed from now on may be of lines that are not read any more.
  const walk = await ChainWalk.begin(auditChain, anchors);
  const end = await database.transaction(wholeServer, auditEnd);
  for await (const links of linksUpTo(database, end.seq)) {
    for (const { line, ...link } of links) {
      if (line) walk.step(link, hashOf(walk.hash, line));
      else walk.breaks(link.seq, 'missing');
    }
    if (walk.isBroken) break;
  }
  if (!walk.isBroken && (await hasUnlinked(database))) walk.breaks(walk.seq + 1, 'added');
  return { ...walk.end(end), lines: walk.seq };
}

async function* linksUpTo(database: Database, end: number): AsyncGenerator<AuditLink[], void> {
  const limit = sliceOf(database, linesAtOnce);
  for (let since = 0; since < end;) {
    const links = await database.transaction(wholeServer, (tx) => auditLinks(tx, { since, end, limit }));
    if (links.length > 0) yield links;
    since = links.at(-1)?.seq ?? end;
  }
}

async function hasUnlinked(database: Database): Promise<boolean> {
  const limit = sliceOf(database, linesAtOnce);
  for (let after: number | null = 0; after !== null;) {
    const id: number = after;
    const { lastId, unlinked } = await database.transaction(wholeServer, (tx) => unlinkedAfter(tx, id, limit));
    if (unlinked > 0) return true;
    after = lastId;
  }
  return false;
}

function hashOf(previous: Buffer, line: LinkedLine): Buffer {
  return createHash('sha256').update(previous).update(linkedText(line)).digest();
}
