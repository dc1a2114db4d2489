import type { LinkClaim, LinkRevocation, PersonLink, RevokedLinks } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../identity/audit.store.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { personById } from '../people/people.store.ts';
import { areaOfLinks, incidentsOfCalls, insertRevocation, revokedAmong, type OpenedLink } from './links.store.ts';

export { revocationsSince } from './links.store.ts';
export type { OpenedLink };

/** Who gives out or withdraws links, from where and when by the wall. */
export interface LinkKeeper {
  user: Session;
  address?: string;
  now: Date;
}

/** Refuses a link that was withdrawn. The transaction must see the whole server: whoever holds a link has no area. */
export async function refuseRevoked(tx: Tx, link: OpenedLink): Promise<void> {
  if ((await revokedAmong(tx, [link])).size > 0) throw new Refusal('token/revoked');
}

/** For each of these links the incident of the call that it is bound to, if it is bound to one, or why it is refused. */
export async function admittedLinks(tx: Tx, links: readonly OpenedLink[]): Promise<(Refusal | { incidentId?: IncidentId })[]> {
  const revoked = await revokedAmong(tx, links);
  const incidents = await incidentsOfCalls(
    tx,
    links.flatMap(({ claim }) => claim.callId ?? []),
  );
  return links.map((link) => {
    if (revoked.has(link)) return new Refusal('token/revoked');
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

/** A link that opens everything that concerns a person. Whoever holds it answers for that person: it is noted who gave it out. */
export async function personLink(
  tx: Tx,
  wanted: { personId: number; links: TokenSeal<LinkClaim> },
  keeper: LinkKeeper,
): Promise<PersonLink> {
  const { personId, links } = wanted;
  const person = await personById(tx, personId);
  if (!person) throw new Refusal('person/unknown');
  await note(tx, keeper, { action: 'link.given', subject: subjectOf({ personId }), areaCode: person.areaCode });
  return { fieldUrl: `/field?token=${links.seal({ personId }, keeper.now)}`, expiresAt: links.expiryOf(keeper.now).toISOString() };
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
