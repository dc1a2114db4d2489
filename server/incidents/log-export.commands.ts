import type { IncidentId } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { Anchor, LogAnchors } from '../kernel/log/log-anchors.ts';
import { keptFacts, logEnd, type KeptFact, type LogEnd } from '../kernel/log/log-proof.ts';
import { anchorsToCarry } from './log-export.rules.ts';

export interface LogExportOrder {
  id: IncidentId;
  session: Session;
  /** Network address of who asks. */
  address?: string;
  now: Date;
}

/**
 * The whole log of an incident as NDJSON, which whoever has it can verify without us: a head with the signature, each fact with all that
 * its hash covers, signed heads of earlier moments, and a last line by which it is seen to be complete. It is read page by page; what is
 * told meanwhile is not in it. Who took it is written down before anything leaves.
 */
export async function* exportLog(database: Database, anchors: LogAnchors, order: LogExportOrder): AsyncGenerator<string, void> {
  const { id } = order;
  // In this order: what is signed later may be of facts that are not read any more.
  const { anchors: signed } = await anchors.chain(id);
  const bySeq = groupBy(signed, ({ seq }) => seq);
  await noteExport(database, order);
  const end = await logEnd(database, id);
  yield line(headOf(order, end, anchors));
  const agrees = new Set<Anchor>();
  let facts = 0;
  for await (const page of keptFacts(database, id, end.seq)) {
    yield page.map((fact) => line(factOf(fact))).join('');
    facts += page.length;
    for (const anchor of page.flatMap(({ seq, hash }) => agreeing(bySeq.get(seq), hash))) agrees.add(anchor);
  }
  const isSigned = ({ signature, ...head }: Anchor) => anchors.key.isSigned({ chain: id, ...head }, signature);
  yield anchorsToCarry(signed, { agrees, isSigned })
    .map((anchor) => line({ anchor }))
    .join('');
  yield line({ end: true, facts });
}

function agreeing(anchors: readonly Anchor[] = [], hash: Buffer): Anchor[] {
  return anchors.filter((anchor) => anchor.hash === hash.toString('hex'));
}

function headOf({ id, now }: LogExportOrder, end: LogEnd, { key }: LogAnchors): object {
  const head = { seq: end.seq, hash: end.hash.toString('hex') };
  const exportedAt = now.toISOString();
  const signature = key.sign({ chain: id, ...head, at: exportedAt });
  return {
    ...{ format: 'jiaoying-log', version: 1, incident: id, head, exportedAt },
    ...{ publicKey: key.publicKey, fingerprint: key.fingerprint, signature },
  };
}

/** The body stays the text that was hashed. */
function factOf({ seq, at, kind, areaCode, body, evidence, hash }: KeptFact): object {
  return { seq, at: at.toISOString(), kind, areaCode, body, ...(evidence !== null && { evidence }), hash: hash.toString('hex') };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function noteExport(database: Database, { id, session, address, now }: LogExportOrder): Promise<void> {
  return database.transaction(wholeServer, (tx) =>
    insertAudit(tx, {
      at: now,
      userId: session.userId,
      username: session.username,
      action: 'log.exported',
      subject: `incident ${id}`,
      ...(address && { address }),
      areaCode: session.areaCode,
    }),
  );
}
