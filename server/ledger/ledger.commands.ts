import type { LedgerEntry, LedgerExport, LedgerFilter, LedgerPage, LedgerQuery, LedgerStatistics } from '../contract/ledger.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Cell } from '../kernel/documents/cell.ts';
import { harmless } from '../kernel/documents/csv.ts';
import type { Database, Scope, Tx } from '../kernel/db/db.ts';
import { cells, heads } from './columns.rules.ts';
import { afterCursor, pageOf } from './ledger.rules.ts';
import { ledgerEntries } from './ledger.store.ts';
import { channelSums, countSums, hourSums, sharesOf } from './statistics.store.ts';
import type { Language } from './words.rules.ts';

/**
 * The ledger in sums, each read in a transaction of its own, between which others have their turn: of a call-out that is under way the
 * later ones may know an answer more than the first.
 */
export async function statistics(database: Database, scope: Scope, filter: LedgerFilter): Promise<LedgerStatistics> {
  const read = <T>(sums: (tx: Tx, filter: LedgerFilter) => Promise<T>) => database.transaction(scope, (tx) => sums(tx, filter));
  return {
    ...(await read(sharesOf)),
    byChannel: await read(channelSums),
    byHour: await read(hourSums),
    counts: await read(countSums),
  };
}

/** One page of it, masked. */
export async function ledgerPage(tx: Tx, { cursor, limit, ...filter }: LedgerQuery): Promise<LedgerPage> {
  return pageOf(await ledgerEntries(tx, filter, { after: afterCursor(cursor), limit: limit + 1 }), limit);
}

export interface LedgerExportOrder {
  wanted: LedgerExport;
  reader: Session;
  scope: Scope;
  now: Date;
  /** Network address of who asks. */
  address?: string;
}

/**
 * Entries of one transaction: few enough to leave room for the calls, on the embedded database too, which has one session; many enough
 * that finding where each page begins, which the database does by sorting what fits the filter, is not most of the work.
 */
const entriesPerPage = 2_500;

/**
 * The whole of what was asked for, page by page, each in a transaction of its own: nobody waits for a slow download. Who exported what
 * and why is written together with the first page, so that nothing leaves unnoted.
 */
export async function* exportPages(database: Database, order: LedgerExportOrder): AsyncGenerator<LedgerEntry[], void> {
  const { wanted, scope } = order;
  const inClear = wanted.purpose !== undefined;
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const asked: string | undefined = cursor;
    const page = await database.transaction({ ...scope, personal: inClear }, async (tx) => {
      if (asked === undefined) await noteExport(tx, order);
      const read = await ledgerEntries(tx, wanted, { after: afterCursor(asked), limit: entriesPerPage + 1, inClear });
      return pageOf(read, entriesPerPage);
    });
    yield page.entries;
    cursor = page.next;
  }
}

/** The same as rows of cells under their heads, none of which a spreadsheet can take for a formula. */
export async function* tablePages(pages: AsyncIterable<readonly LedgerEntry[]>, language: Language): AsyncGenerator<Cell[][], void> {
  let opening: Cell[][] = [heads(language)];
  for await (const entries of pages) {
    yield [...opening, ...entries.map((entry) => cells(entry, language).map((cell) => (typeof cell === 'string' ? harmless(cell) : cell)))];
    opening = [];
  }
}

function noteExport(tx: Tx, { wanted, reader, now, address }: LedgerExportOrder): Promise<void> {
  const { purpose, lang: _, ...filter } = wanted;
  return insertAudit(tx, {
    at: now,
    userId: reader.userId,
    username: reader.username,
    action: purpose === undefined ? 'ledger.exported' : 'ledger.exportedInClear',
    subject: `ledger ${Object.entries(filter)
      .map((pair) => pair.join('='))
      .join('&')}`.trim(),
    ...(purpose !== undefined && { purpose }),
    ...(address && { address }),
    areaCode: wanted.area ?? reader.areaCode,
  });
}
