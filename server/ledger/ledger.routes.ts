import type { Router } from 'express';
import type { OperationNamed } from '../contract/api.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Cell } from '../kernel/documents/cell.ts';
import { byteOrderMark, csvLine } from '../kernel/documents/csv.ts';
import type { Database } from '../kernel/db/db.ts';
import { requireRevealer, scopeOf } from '../kernel/http/http.ts';
import { routes, type Asked } from '../kernel/http/routes.ts';
import { sendStream } from '../kernel/http/send-stream.ts';
import { xlsx } from '../kernel/documents/xlsx.ts';
import { exportPages, ledgerPage, statistics, tablePages } from './ledger.commands.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Every attempt and receipt: read by page, in sums, or taken away as a table. */
export function ledgerRoutes(database: Database, clock: Clock): Router {
  /** The table that was asked for, page by page; with a purpose in the clear, for who may reveal. */
  function tableFor({ query: wanted, by: { session: reader, ...from }, req }: AskedForTable): AsyncGenerator<Cell[][], void> {
    if (wanted.purpose !== undefined) requireRevealer(req);
    return tablePages(exportPages(database, { wanted, reader, scope: scopeOf(req), now: clock.now(), ...from }), wanted.lang);
  }

  return routes(database, {
    'get /ledger': ({ query, scoped }) => scoped((tx) => ledgerPage(tx, query)),
    'get /ledger/statistics': ({ query: filter, req }) => statistics(database, scopeOf(req), filter),
    'get /ledger/export.csv': (asked) =>
      sendStream(asked.res, { type: 'text/csv; charset=utf-8', fileName: nameAt(clock, 'csv'), chunks: csvOf(tableFor(asked)) }),
    'get /ledger/export.xlsx': (asked) =>
      sendStream(asked.res, { type: xlsxType, fileName: nameAt(clock, 'xlsx'), chunks: xlsx('Ledger', tableFor(asked)) }),
  });
}

type AskedForTable = Pick<Asked<OperationNamed<'get /ledger/export.csv'>>, 'query' | 'by' | 'req'>;

async function* csvOf(pages: AsyncIterable<readonly (readonly Cell[])[]>): AsyncGenerator<string, void> {
  let opening = byteOrderMark;
  for await (const rows of pages) {
    yield opening + rows.map(csvLine).join('');
    opening = '';
  }
}

/** `ledger-20260726-0400.csv`, in UTC. */
function nameAt(clock: Clock, ending: string): string {
  const moment = clock.now().toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return `ledger-${moment}.${ending}`;
}
