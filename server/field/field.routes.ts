import type { Request, Router } from 'express';
import { receiptSaid } from '../contract/calls.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { bearerOf } from '../kernel/http/http.ts';
import { routes } from '../kernel/http/routes.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import { fieldCall, fieldPage } from './field.commands.ts';
import { speakerOf } from './links.routes.ts';
import type { TakeReceipt } from '../receipts/receipt-taker.commands.ts';

export interface FieldDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
}

/** The doors of a page that also answers. */
export interface AnswerDependencies extends FieldDependencies {
  takeReceipt: TakeReceipt;
}

/** What a responder's page asks and says, by its link; an officer may answer by hand for calls of the officer's area. */
export function fieldRoutes({ database, clock, doorbell, links, takeReceipt }: AnswerDependencies): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  const linkOf = (req: Request) => links.open(bearerOf(req) ?? '', clock.now());
  return routes(database, {
    'get /field': ({ req }) => {
      const link = linkOf(req);
      return database.transaction(wholeServer, (tx) => fieldPage(tx, ctx(), link));
    },
    'get /field/call': (asked) => {
      const link = linkOf(asked.req);
      const { call } = asked.query;
      return database.transaction(wholeServer, (tx) => fieldCall(tx, ctx(), { link, asked: call }));
    },
    'post /calls/:id/receipts': (asked) => {
      const speaker = speakerOf(asked.req, links, clock.now());
      return takeReceipt({ ...speaker, callId: asked.params.id, receipt: receiptSaid(asked.body) });
    },
  });
}
