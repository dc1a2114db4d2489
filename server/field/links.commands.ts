import { areaPrefix } from '../contract/areas.ts';
import type { HandedIn } from '../receipts/receipts.commands.ts';
import type { LinkClaim, LinkRevocation, OfficerLink, RevokedLinks } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import { personById } from '../people/people.store.ts';
import { areaOfLinks, deadAmong, incidentsOfCalls, insertRevocation, type OpenedLink } from '../calls/links.store.ts';

export { deadAmong, revocationsSince } from '../calls/links.store.ts';
export type { OpenedLink };

/** Who gives out or withdraws links, from where and when by the wall. */
export interface LinkKeeper {
  user: Session;
  address?: string;
  now: Date;
}

/** Refuses a link that was withdrawn or whose time is over, as its incident's is. The transaction must see the whole server: whoever holds a link has no area. */
export async function refuseRevoked(tx: Tx, link: OpenedLink): Promise<void> {
  const refused = (await deadAmong(tx, [link])).get(link);
  if (refused) throw new Refusal(refused);
}

/** For each of these links the incident of the call that it is bound to, if it is bound to one, or why it is refused. */
export async function admittedLinks(tx: Tx, links: readonly OpenedLink[]): Promise<(Refusal | { incidentId?: IncidentId })[]> {
  const dead = await deadAmong(tx, links);
  const incidents = await incidentsOfCalls(
    tx,
    links.flatMap(({ claim }) => claim.callId ?? []),
  );
  return links.map((link) => {
    const refused = dead.get(link);
    if (refused) return new Refusal(refused);
    const incidentId = link.claim.callId && incidents.get(link.claim.callId);
    return incidentId ? { incidentId } : {};
  });
}

/** Withdraws links, for good: given out again they are new ones. Within the area of the keeper, who is noted. */
export async function revokeLinks(tx: Tx, revocation: LinkRevocation, keeper: LinkKeeper): Promise<RevokedLinks> {
  const areaCode = await areaOfLinks(tx, revocation);
  if (areaCode === undefined) throw new Refusal(revocation.callId === undefined ? 'person/unknown' : 'call/unknown');
  await insertRevocation(tx, revocation, { areaCode, userId: keeper.user.userId, at: keeper.now });
  await note(tx, keeper, { action: 'link.revoked', subject: subjectOf(revocation), areaCode });
  return { revokedAt: keeper.now.toISOString() };
}

/** A link that opens everything that concerns a person, for the officer who asks: what is answered by it was answered by that officer. */
export async function personLink(
  tx: Tx,
  wanted: { personId: number; links: TokenSeal<LinkClaim> },
  keeper: LinkKeeper,
): Promise<OfficerLink> {
  const { personId, links } = wanted;
  const { userId, username, areaCode } = keeper.user;
  const person = await personById(tx, personId);
  if (!person) throw new Refusal('person/unknown');
  await note(tx, keeper, { action: 'link.given', subject: subjectOf({ personId }), areaCode: person.areaCode });
  return {
    fieldUrl: `/field?token=${links.seal({ personId, officer: { userId, username, areaCode } }, keeper.now)}`,
    expiresAt: links.expiryOf(keeper.now).toISOString(),
  };
}

/** Who speaks by a link: the officer whose own it is, or the person to whom it went. */
export function speakerBy({ claim: { officer, personId, via } }: OpenedLink): HandedIn['by'] {
  if (officer) return { userId: officer.userId, username: officer.username, areaPrefix: areaPrefix(officer.areaCode) };
  return { personId, ...(via && { via }) };
}

async function note(
  tx: Tx,
  { user, address, now }: LinkKeeper,
  entry: { action: string; subject: string; areaCode: string },
): Promise<void> {
  await insertAudit(tx, { at: now, userId: user.userId, username: user.username, ...(address && { address }), ...entry });
}

function subjectOf({ callId, personId }: LinkRevocation): string {
  return [...(callId === undefined ? [] : [`call ${callId}`]), ...(personId === undefined ? [] : [`person ${personId}`])].join(', ');
}
