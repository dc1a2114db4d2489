import type { LinkClaim } from '../contract/field.ts';
import type { CallRing } from '../contract/socket.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import { callsOnPages, type CallOnPage } from './field-page.store.ts';
import { saveAttemptsShown, saveSent } from '../calls/attempts.store.ts';
import { callFacts } from '../calls/call-facts.commands.ts';
import { policiesOf } from '../calls/call-outs.store.ts';
import { lockCalls, saveShown } from '../calls/calls.store.ts';
import { fieldCalls } from './field.commands.ts';
import { claimQueued, inAppAttemptsById, openInAppAttempts, type InAppAttempt } from '../calls/in-app-attempts.store.ts';
import { quietUntil } from '../policies/night.rules.ts';

/** A ring on its way to the devices of one person. */
export interface Outgoing {
  personId: number;
  ring: CallRing;
}

/** How many rings leave in one go, where that has a session of its own: each carries its whole message. */
export const claimLimit = 2_000;

/**
 * Takes what waits in the outbox for these people and writes down that it leaves, before it leaves. Two servers never take the same
 * attempt; what a server that dies on the way had taken is asked for again by {@link openRings}.
 */
export async function claimRings(
  tx: Tx,
  ctx: Ctx,
  to: { personIds: readonly number[]; links: TokenSeal<LinkClaim>; limit?: number },
): Promise<Outgoing[]> {
  return send(tx, ctx, { attempts: await claimQueued(tx, to.personIds, to.limit ?? claimLimit), links: to.links });
}

/**
 * What still rings for people whose pages have just opened or come back: the newest attempt of each unanswered call, unless a device
 * has said that it was shown. An attempt that comes twice carries the same id, by which the page tells.
 */
export async function openRings(tx: Tx, ctx: Ctx, to: { personIds: readonly number[]; links: TokenSeal<LinkClaim> }): Promise<Outgoing[]> {
  return send(tx, ctx, { attempts: await openInAppAttempts(tx, to.personIds), links: to.links });
}

/** What {@link openRings} rings, for officers who look on: it has not left for the person, and is not written down as if it had. */
export async function ringsLookedAt(
  tx: Tx,
  ctx: Ctx,
  to: { personIds: readonly number[]; links: TokenSeal<LinkClaim> },
): Promise<Outgoing[]> {
  return ringsOf(tx, ctx, { attempts: await openInAppAttempts(tx, to.personIds), links: to.links });
}

/** A page that opens: of the person, or of an officer who looks on. */
export interface Opener {
  personId: number;
  isOfficer: boolean;
}

/** What a page that has just opened has to know. */
export interface OpenPage {
  rings: CallRing[];
  /** Calls that the page shows, whether they ring or not: it is told when they change. */
  shows: CallOnPage[];
}

/** For each of these pages, in their order, together: after a restart thousands come back at once. */
export async function openPages(tx: Tx, ctx: Ctx, to: { openers: readonly Opener[]; links: TokenSeal<LinkClaim> }): Promise<OpenPage[]> {
  const { links, openers } = to;
  const people = (isOfficer: boolean) => [...new Set(openers.flatMap((each) => (each.isOfficer === isOfficer ? each.personId : [])))];
  const rings = groupBy(await openRings(tx, ctx, { links, personIds: people(false) }), ({ personId }) => personId);
  const lookedAt = groupBy(await ringsLookedAt(tx, ctx, { links, personIds: people(true) }), ({ personId }) => personId);
  const calls = groupBy(await callsOnPages(tx, [...new Set(openers.map(({ personId }) => personId))]), ({ personId }) => personId);
  return openers.map(({ personId, isOfficer }) => ({
    rings: ((isOfficer ? lookedAt : rings).get(personId) ?? []).map(({ ring }) => ring),
    shows: (calls.get(personId) ?? []).map(({ personId: _, ...call }) => call),
  }));
}

/** Notes that devices have shown these attempts: the calls were delivered, which is never an answer. */
export async function confirmShown(tx: Tx, ctx: Ctx, attemptIds: readonly number[]): Promise<void> {
  const attempts = await inAppAttemptsById(tx, attemptIds);
  // Calls before attempts, as everywhere: an answer locks its call, then withdraws what is queued for it.
  await lockCalls(
    tx,
    attempts.map(({ callId }) => callId),
  );
  const incidents = await incidentsById(
    tx,
    attempts.map(({ incidentId }) => incidentId),
  );
  for (const incident of incidents.values()) {
    // An all-clear may arrive after the end: the log of a closed incident does not tell it any more.
    if (incident.state === 'closed') continue;
    const at = incidentNow(incident, ctx.now);
    const shown = attempts.filter(({ incidentId }) => incidentId === incident.id).map(({ attemptId }) => attemptId);
    const delivered = await saveShown(tx, await saveAttemptsShown(tx, shown, at), at);
    const facts = await callFacts(tx, incident.id, delivered);
    if (facts.length > 0) await record(tx, { incidentId: incident.id, at, doorbell: ctx.doorbell }, facts);
  }
}

interface Addressed {
  attempts: readonly InAppAttempt[];
  links: TokenSeal<LinkClaim>;
}

async function send(tx: Tx, ctx: Ctx, addressed: Addressed): Promise<Outgoing[]> {
  const { attempts: attempts } = addressed;
  if (attempts.length === 0) return [];
  const incidents = await incidentsById(
    tx,
    attempts.map(({ incidentId }) => incidentId),
  );
  const sent = attempts.map(({ attemptId, incidentId }) => ({ attemptId, at: incidentNow(incidents.get(incidentId)!, ctx.now) }));
  await saveSent(tx, sent);
  return ringsOf(tx, ctx, addressed);
}

async function ringsOf(tx: Tx, ctx: Ctx, { attempts: attempts, links }: Addressed): Promise<Outgoing[]> {
  if (attempts.length === 0) return [];
  const policies = await policiesOf(tx, [...new Set(attempts.map(({ callOutId }) => callOutId))]);
  const fields = await fieldCalls(tx, ctx, attempts);
  return attempts.map(({ attemptId, callId, callOutId, incidentId, personId, purpose }, at) => {
    const token = links.seal({ callId, personId }, ctx.now);
    const isQuiet = quietUntil(policies.get(callOutId)!.night, ctx.now) !== null;
    return { personId, ring: { attemptId, incidentId, token, purpose, isQuiet, field: fields[at]! } };
  });
}
