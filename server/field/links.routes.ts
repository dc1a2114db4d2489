import type { Request, Router } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { bearerOf, requireRight } from '../kernel/http/http.ts';
import { routes, type DoneBy } from '../kernel/http/routes.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import { personLink, revokeLinks, speakerBy, type LinkKeeper } from './links.commands.ts';
import type { HandedIn } from '../receipts/receipts.commands.ts';

export interface LinkDependencies {
  database: Database;
  clock: Clock;
  links: TokenSeal<LinkClaim>;
}

/** Giving out the link of a person, and withdrawing links, each within the officer's area. */
export function linkRoutes({ database, clock, links }: LinkDependencies): Router {
  const keeperOf = ({ session: user, ...from }: DoneBy): LinkKeeper => ({ user, ...from, now: clock.now() });
  return routes(database, {
    'post /people/:id/link': ({ params: { id: personId }, by, scoped }) =>
      scoped((tx) => personLink(tx, { personId, links }, keeperOf(by))),
    'post /links/revoke': ({ body: revocation, by, scoped }) => scoped((tx) => revokeLinks(tx, revocation, keeperOf(by))),
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
