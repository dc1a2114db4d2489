import { Router } from 'express';
import { CallId, receiptSaid, SaidReceipt } from '../contract/calls.ts';
import { FieldCallQuery, type LinkClaim } from '../contract/field.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { bearerOf, idFrom } from '../kernel/http.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { fieldCall, fieldPage } from './field.commands.ts';
import { speakerOf } from './links.routes.ts';
import type { TakeReceipt } from '../calls/receipt-taker.commands.ts';

export interface FieldDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
}

/** The doors of a page that also answers. */
export interface AnswerDoors extends FieldDoors {
  takeReceipt: TakeReceipt;
}

/** What a responder's page asks and says, by its link; an officer may answer by hand for calls of the officer's area. */
export function fieldRoutes({ database, clock, doorbell, links, takeReceipt }: AnswerDoors): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return Router()
    .get('/field', async (req, res) => {
      const link = links.open(bearerOf(req) ?? '', clock.now());
      res.json(await database.transaction(wholeServer, (tx) => fieldPage(tx, ctx(), link)));
    })
    .get('/field/call', async (req, res) => {
      const link = links.open(bearerOf(req) ?? '', clock.now());
      const { call: asked } = FieldCallQuery.parse(req.query);
      res.json(await database.transaction(wholeServer, (tx) => fieldCall(tx, ctx(), { link, asked })));
    })
    .post('/calls/:id/receipts', async (req, res) => {
      const speaker = speakerOf(req, links, clock.now());
      const callId = idFrom(CallId, req.params.id, 'call/unknown');
      res.json(await takeReceipt({ ...speaker, callId, receipt: receiptSaid(SaidReceipt.parse(req.body)) }));
    });
}
