import { areasNamed } from '../areas/areas.store.ts';
import type { Incident } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import type { ForeseenWarning, WarningDraft } from '../contract/warning-drafts.ts';
import type { Warning } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { capOf, identifierOf, refuseBadDraft, senderNameOf, senderOf, type DraftAbout } from './draft.rules.ts';
import { candidateCodes } from './area-codes.rules.ts';
import { foresee } from './foreseen.commands.ts';
import { placeWarning } from './placement.rules.ts';
import { gazetteerOf } from './placement.store.ts';
import { issueWarning } from './warnings.commands.ts';
import type { IncomingAlert } from './weighing.commands.ts';
import { identifiersOf, warningById } from './warnings.store.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { lockNotices } from '../notices/notices.store.ts';

/** A draft, where it is to go, and who wrote it. */
export interface DraftOrder {
  incident: Incident;
  draft: WarningDraft;
  session: Session;
  /** 签名 of short messages; null: none. */
  signature: string | null;
  /** Reads the message that the draft becomes, as it reads any other. */
  read: (source: string) => Promise<Pick<IncomingAlert, 'alert' | 'gist' | 'source' | 'isSame'>>;
}

/** What issuing a draft would do; saves nothing. */
export async function planDraft(tx: Tx, ctx: Ctx, order: DraftOrder): Promise<ForeseenWarning> {
  return foresee(tx, ctx, { ...(await written(tx, ctx, order)), english: order.draft.en, signature: order.signature });
}

/**
 * Issues a warning that was written here: as a message of our own, which then goes the way of every other. A draft that comes again
 * becomes the message that it was before, so that a double click or a lost answer calls nobody twice; one that was changed meanwhile is a
 * conflict, since the first was issued.
 */
export async function issueDraft(tx: Tx, ctx: Ctx, order: DraftOrder): Promise<{ warning: Warning; isNew: boolean }> {
  await lockNotices(tx, order.incident.id);
  return issueWarning(tx, ctx, await written(tx, ctx, order));
}

async function written(tx: Tx, ctx: Ctx, { incident, draft, session, read }: DraftOrder): Promise<IncomingAlert> {
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  refuseOutside(draft.areas, session.areaCode);
  const before = await warningById(tx, draft.id);
  const isOwn = before?.incidentId === incident.id && before.sender === senderOf(session.areaCode);
  if (before && !isOwn) throw new Refusal('warning/conflict');
  const about = await aboutOf(tx, { incident, draft, session, before, now: incidentNow(incident, ctx.now) });
  const message = await read(capOf(draft, about));
  // A message of ours has codes and no outlines: nothing about it takes long to find.
  const placed = placeWarning(message.gist, await gazetteerOf(tx, candidateCodes(message.gist.geocodes), null));
  return { ...message, placed, incident, session, id: draft.id };
}

interface Writing extends Pick<DraftOrder, 'incident' | 'draft' | 'session'> {
  /** What this very draft has become before. */
  before: Warning | undefined;
  /** The incident's time. */
  now: Date;
}

async function aboutOf(tx: Tx, { incident, draft, session, before, now }: Writing): Promise<DraftAbout> {
  const areas = await areasNamed(tx, draft.areas);
  const found = draft.replaces === null ? undefined : await warningById(tx, draft.replaces);
  const replaced = found?.incidentId === incident.id ? found : null;
  if (!before) refuseBadDraft(draft, { areas, now, replaced });
  const [own] = await areasNamed(tx, [session.areaCode]);
  const sender = senderOf(session.areaCode);
  const sent = before ? new Date(before.sent) : new Date(Math.floor(now.getTime() / 1000) * 1000);
  return {
    identifier: before?.identifier ?? identifierOf(session.areaCode, sent, await identifiersOf(tx, { sender, sent })),
    ...{ sender, sent: sent.toISOString(), mode: incident.mode, areas, replaced },
    senderName: senderNameOf(own!),
  };
}
