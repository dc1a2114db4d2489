import { Router, type Request } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import { CallOutId } from '../contract/calls.ts';
import type { LinkClaim } from '../contract/field.ts';
import { SheetId, SheetQuery, SheetResults, type CallSheet, type SheetOutcomes } from '../contract/sheets.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRevealer, requireRight, scopeOf } from '../kernel/http.ts';
import { printPdf } from '../kernel/pdf.ts';
import { sendStream } from '../kernel/send-stream.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { Turns } from '../kernel/turns.ts';
import { prepareSheet, sheetOf, takeResults, type PrintOrder } from './sheets.commands.ts';

export interface SheetDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
  /** Address of this server as phones reach it; null: as the desk that prints has reached it. */
  publicUrl: string | null;
}

/** Paper: printed by village, and typed in again. */
export function sheetRoutes({ database, clock, doorbell, links, publicUrl }: SheetDoors): Router {
  // One print at a time: each takes a core and hundreds of megabytes while it lasts.
  const turns = new Turns();
  const ctx = () => ({ now: clock.now(), doorbell });

  function orderFrom(req: Request): PrintOrder {
    const reader = requireRight(req, 'call.answerFor');
    const callOutId = idFrom(CallOutId, req.params.id, 'call-out/unknown');
    const wanted = SheetQuery.parse(req.query);
    if (wanted.purpose !== undefined) requireRevealer(req);
    const origin = publicUrl ?? `${req.protocol}://${req.get('host') ?? 'localhost'}`;
    const linkTo: PrintOrder['linkTo'] = (call) => `${origin}/field?token=${links.seal({ ...call, via: 'sheet' }, clock.now())}`;
    return { callOutId, wanted, reader, linkTo, ...(req.ip && { address: req.ip }) };
  }

  return Router()
    .get('/call-outs/:id/sheets.pdf', async (req, res) => {
      const order = orderFrom(req);
      const personal = order.wanted.purpose !== undefined;
      const { document, sheetId } = await database.transaction({ ...scopeOf(req), personal }, (tx) => prepareSheet(tx, ctx(), order));
      const sending = { type: 'application/pdf', fileName: `call-sheet-${sheetId}.pdf`, isShown: true };
      await turns.take('print', () => sendStream(res, { ...sending, chunks: printPdf(document) }));
    })
    .get('/call-sheets/:id', async (req, res) => {
      requireRight(req, 'call.answerFor');
      const id = idFrom(SheetId, req.params.id, 'sheet/unknown');
      const sheet: CallSheet = await database.transaction(scopeOf(req), (tx) => sheetOf(tx, id));
      res.json(sheet);
    })
    .post('/call-sheets/results', async (req, res) => {
      const { userId, areaCode } = requireRight(req, 'call.answerFor');
      const { results } = SheetResults.parse(req.body);
      const typist = { userId, areaPrefix: areaPrefix(areaCode) };
      const outcomes = await database.transaction(wholeServer, (tx) => takeResults(tx, ctx(), { results, typist }));
      res.json({ outcomes } satisfies SheetOutcomes);
    });
}
