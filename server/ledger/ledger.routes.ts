import { Router, type Request } from 'express';
import { LedgerExport, LedgerFilter, LedgerQuery, type LedgerPage } from '../contract/ledger.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Cell } from '../kernel/cell.ts';
import { byteOrderMark, csvLine } from '../kernel/csv.ts';
import type { Database } from '../kernel/db.ts';
import { requireRevealer, requireRight, scopeOf } from '../kernel/http.ts';
import { sendStream } from '../kernel/send-stream.ts';
import { xlsx } from '../kernel/xlsx.ts';
import { exportPages, ledgerPage, statistics, tablePages } from './ledger.commands.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Every attempt and receipt: read by page, in sums, or taken away as a table. */
export function ledgerRoutes(database: Database, clock: Clock): Router {
  /** The table that was asked for, page by page; with a purpose in the clear, for who may reveal. */
  function tableFor(req: Request): AsyncGenerator<Cell[][], void> {
    const reader = requireRight(req, 'ledger.read');
    const wanted = LedgerExport.parse(req.query);
    if (wanted.purpose !== undefined) requireRevealer(req);
    const order = { wanted, reader, scope: scopeOf(req), now: clock.now(), ...(req.ip && { address: req.ip }) };
    return tablePages(exportPages(database, order), wanted.lang);
  }

  return Router()
    .get('/ledger', async (req, res) => {
      requireRight(req, 'ledger.read');
      const query = LedgerQuery.parse(req.query);
      const page: LedgerPage = await database.transaction(scopeOf(req), (tx) => ledgerPage(tx, query));
      res.json(page);
    })
    .get('/ledger/statistics', async (req, res) => {
      requireRight(req, 'ledger.read');
      const filter = LedgerFilter.parse(req.query);
      res.json(await statistics(database, scopeOf(req), filter));
    })
    .get('/ledger/export.csv', async (req, res) => {
      await sendStream(res, { type: 'text/csv; charset=utf-8', fileName: nameAt(clock, 'csv'), chunks: csvOf(tableFor(req)) });
    })
    .get('/ledger/export.xlsx', async (req, res) => {
      await sendStream(res, { type: xlsxType, fileName: nameAt(clock, 'xlsx'), chunks: xlsx('Ledger', tableFor(req)) });
    });
}

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
