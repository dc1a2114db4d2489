import { Router, type Request } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import { LinkRevocation, type LinkClaim } from '../contract/field.ts';
import { PersonId } from '../contract/people.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { bearerOf, idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { personLink, revokeLinks, speakerBy, type LinkKeeper } from './links.commands.ts';
import type { HandedIn } from '../calls/receipts.commands.ts';

export interface LinkDoors {
  database: Database;
  clock: Clock;
  links: TokenSeal<LinkClaim>;
}

/** Giving out the link of a person, and withdrawing links, each within the officer's area. */
export function linkRoutes({ database, clock, links }: LinkDoors): Router {
  const keeperOf = (req: Request): LinkKeeper => ({
    user: requireRight(req, 'call.answerFor'),
    ...(req.ip && { address: req.ip }),
    now: clock.now(),
  });
  return Router()
    .post('/people/:id/link', async (req, res) => {
      const keeper = keeperOf(req);
      const personId = idFrom(PersonId, req.params.id, 'person/unknown');
      res.status(201).json(await database.transaction(scopeOf(req), (tx) => personLink(tx, { personId, links }, keeper)));
    })
    .post('/links/revoke', async (req, res) => {
      const keeper = keeperOf(req);
      const revocation = LinkRevocation.parse(req.body);
      res.json(await database.transaction(scopeOf(req), (tx) => revokeLinks(tx, revocation, keeper)));
    });
}

/** Who speaks: the holder of a link for the person of that link, an officer, by a session or an own link, for the officer's area. */
export function speakerOf(req: Request, links: TokenSeal<LinkClaim>, now: Date): Pick<HandedIn, 'by' | 'link'> {
  const token = bearerOf(req);
  if (token === null) {
    const { userId, username, areaCode } = requireRight(req, 'call.answerFor');
    return { by: { userId, username, address: req.ip ?? '', areaPrefix: areaPrefix(areaCode) }, link: null };
  }
  const link = links.open(token, now);
  return { by: speakerBy(link), link };
}
