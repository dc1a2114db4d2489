import { Router, type Request } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import { CallId, NewReceipt, type Call } from '../contract/calls.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { Clock } from '../kernel/clock.ts';
import { coalesce } from '../kernel/coalesce.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { fieldCall } from './field.commands.ts';
import { takeReceipts, type Submission } from './receipts.commands.ts';

export interface FieldDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
}

/** What a responder's page asks and says, by the link of its call; an officer may answer by hand for calls of the officer's area. */
export function fieldRoutes({ database, clock, doorbell, links }: FieldDoors): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  const take = coalesce<Submission, Call>((batch) => database.transaction(wholeServer, (tx) => takeReceipts(tx, ctx(), batch)));
  return Router()
    .get('/field/call', async (req, res) => {
      const { callId, personId } = links.open(bearer(req) ?? '', clock.now());
      if (callId === undefined) throw new Refusal('call/unknown');
      res.json(await database.transaction(wholeServer, (tx) => fieldCall(tx, ctx(), { callId, personId })));
    })
    .post('/calls/:id/receipts', async (req, res) => {
      const by = answererOf(req, links, clock.now());
      const callId = idFrom(CallId, req.params.id, 'call/unknown');
      if ('callId' in by && by.callId !== callId) throw new Refusal('call/not-yours');
      res.json(await take({ callId, receipt: NewReceipt.parse(req.body), by }));
    });
}

/** The holder of a link speaks for the one call of that link; an officer for the officer's area. */
function answererOf(req: Request, links: TokenSeal<LinkClaim>, now: Date): LinkClaim | { userId: number; areaPrefix: string } {
  const token = bearer(req);
  if (token !== null) return links.open(token, now);
  const { userId, areaCode } = requireRight(req, 'call.answerFor');
  return { userId, areaPrefix: areaPrefix(areaCode) };
}

function bearer(req: Request): string | null {
  return /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null;
}
