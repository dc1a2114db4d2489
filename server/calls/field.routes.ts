import { Router } from 'express';
import { CallId, NewReceipt, type Call } from '../contract/calls.ts';
import { FieldCallQuery, type LinkClaim } from '../contract/field.ts';
import type { Clock } from '../kernel/clock.ts';
import { coalesce } from '../kernel/coalesce.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { bearerOf, idFrom } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { fieldCall, fieldPage } from './field.commands.ts';
import { speakerOf } from './links.routes.ts';
import { takeHandedIn, type HandedIn } from './receipts.commands.ts';

export interface FieldDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
}

/** What a responder's page asks and says, by its link; an officer may answer by hand for calls of the officer's area. */
export function fieldRoutes({ database, clock, doorbell, links }: FieldDoors): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  const take = coalesce<HandedIn, Call>((batch) => database.transaction(wholeServer, (tx) => takeHandedIn(tx, ctx(), batch)));
  return Router()
    .get('/field', async (req, res) => {
      const link = links.open(bearerOf(req) ?? '', clock.now());
      res.json(await database.transaction(wholeServer, (tx) => fieldPage(tx, ctx(), link)));
    })
    .get('/field/call', async (req, res) => {
      const link = links.open(bearerOf(req) ?? '', clock.now());
      const { call } = FieldCallQuery.parse(req.query);
      res.json(await database.transaction(wholeServer, (tx) => fieldCall(tx, ctx(), link, call)));
    })
    .post('/calls/:id/receipts', async (req, res) => {
      const speaker = speakerOf(req, links, clock.now());
      const callId = idFrom(CallId, req.params.id, 'call/unknown');
      const bound = speaker.link?.claim.callId;
      if (bound !== undefined && bound !== callId) throw new Refusal('call/not-yours');
      res.json(await take({ ...speaker, callId, receipt: NewReceipt.parse(req.body) }));
    });
}
