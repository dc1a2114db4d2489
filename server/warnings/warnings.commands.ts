import { createHash, randomUUID } from 'node:crypto';
import type { CapAlert } from '../../geodata/feeds/cap-alert.ts';
import { callOut, type CalledOut } from '../calls/call-out.commands.ts';
import { callOutsKeptBeside, callOutsShared, isAnyAwaiting, openCallOutsOf, type Closer } from '../calls/call-outs.store.ts';
import { cancelCallOuts, liftCallOuts, supersedeCallOuts } from '../calls/endings.commands.ts';
import { policyFor } from '../policies/policies.commands.ts';
import { stamped } from '../policies/policies.rules.ts';
import type { AreaCode } from '../contract/areas.ts';
import type { CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import { noticeIdOf, type NoticeId } from '../contract/notices.ts';
import type { Policy } from '../contract/policies.ts';
import type { Session } from '../contract/session.ts';
import { WarningId, type Warning } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { record } from '../kernel/change-log.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { saveCopy } from './copies.store.ts';
import { callLeftBehind } from './doubles.commands.ts';
import { likelyDouble } from './doubles.rules.ts';
import { keepNotices, keepWarning } from './keeping.commands.ts';
import { noticeOf } from './notice.rules.ts';
import type { Placed } from './placement.rules.ts';
import { areCovered, effectOf, overtakingOf, resolvedBy, standingOf, stateAfter } from './versions.rules.ts';
import type { Effect, HeldWarning, Standing } from './versions.rules.ts';
import { isOver, isPast, levelInForce, refuseUnreadable, refuseWrongMode, type Gist } from './warnings.rules.ts';
import {
  endForce,
  heldWarnings,
  namesakesOf,
  saveReferences,
  saveSubject,
  unfoundNotes,
  warningById,
  warningsById,
} from './warnings.store.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { lockNotices } from '../notices/notices.store.ts';

/** A message that came in for an incident, and who brought it. */
export interface IncomingAlert {
  incident: Incident;
  alert: Omit<CapAlert, 'infos'>;
  gist: Gist;
  placed: Placed;
  /** The message as it came, for the record. */
  source: string;
  /** Tells a repetition from a contradiction: whether a text that was kept says the same. */
  isSame: (source: string) => Promise<boolean>;
  session: Session;
  /** Under which it is kept; made here unless whoever wrote it has. */
  id?: WarningId;
}

/**
 * Takes a warning into an incident: orders it among its versions, calls out whom it concerns and moves or ends the calls for what it
 * replaces.
 *
 * The transaction must see the whole server: an update by a county ends calls that are counted above it. What the session may touch is
 * checked here.
 *
 * @returns `isNew: false` for a message that was received before: nobody is called again
 */
export async function issueWarning(tx: Tx, ctx: Ctx, incoming: IncomingAlert): Promise<{ warning: Warning; isNew: boolean }> {
  const { incident } = incoming;
  refuseWrongIncident(incoming);
  await lockNotices(tx, incident.id);
  const weighed = await weigh(tx, ctx, incoming);
  if ('before' in weighed) {
    await keepCopy(tx, ctx, { ...incoming, ...weighed });
    return { warning: weighed.before, isNew: false };
  }
  const saved = await saveAndCall(tx, ctx, weighed);
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, saved.facts);
  return { warning: saved.warning, isNew: true };
}

export function refuseWrongIncident({ incident, alert }: IncomingAlert): void {
  refuseWrongMode(alert, incident.mode);
  if (incident.state === 'closed') throw new Refusal('incident/closed');
}

/** A message that came before, with the text that was kept of it. */
interface Received {
  before: Warning;
  keptSource: string;
}

/** What a message is: one that came before, or a new one with where it stands and the warning that it would be. Saves nothing. */
export async function weigh(tx: Tx, ctx: Ctx, incoming: IncomingAlert): Promise<Received | Deciding> {
  const { incident, alert, placed } = incoming;
  const received = await receivedBefore(tx, incoming);
  if (received) return received;
  const deciding = decided(ctx, incoming, await heldWarnings(tx, incident.id));
  refuseOutside([...placed.areas, ...deciding.standing.earlier.flatMap((earlier) => earlier.areas)], incoming.session.areaCode);
  if (!isOver(alert, incoming.gist)) refuseUnreadable(incoming.gist, placed);
  return deciding;
}

/** Its text is kept where it is another. */
async function keepCopy(tx: Tx, ctx: Ctx, { incident, source, session, before, keptSource }: IncomingAlert & Received): Promise<void> {
  const digest = createHash('sha256').update(source).digest();
  const copy = { warningId: before.id, source: source === keptSource ? '' : source, digest, userId: session.userId };
  await saveCopy(tx, { ...copy, at: incidentNow(incident, ctx.now) });
}

/** The message under the same name that says the same. */
async function receivedBefore(tx: Tx, { incident, alert, isSame, session }: IncomingAlert): Promise<Received | null> {
  const namesakes = await namesakesOf(tx, incident.id, alert);
  for (const { id, source } of namesakes) {
    if (await isSame(source)) return { before: (await warningById(tx, id))!, keptSource: source };
  }
  const contradicts = namesakes.some(
    ({ sent, broughtArea }) => sent === alert.sent && (broughtArea === null || areCovered([session.areaCode], [broughtArea])),
  );
  if (contradicts) throw new Refusal('warning/conflict');
  return null;
}

export interface Deciding extends IncomingAlert {
  standing: Standing;
  warning: Warning;
  held: readonly HeldWarning[];
}

function decided(ctx: Ctx, incoming: IncomingAlert, held: readonly HeldWarning[]): Deciding {
  const { incident, alert, gist, placed, session } = incoming;
  const now = incidentNow(incident, ctx.now);
  const over = isOver(alert, gist);
  const isExpired = !over && isPast(gist.expires, now);
  const standing = standingOf({ ...alert, areas: placed.areas, isOver: over, isExpired, broughtArea: session.areaCode }, held);
  const { level, isGuess } = levelInForce(gist.level, { isOver: over, earlier: standing.earlier });
  const { identifier, sender, sent, status, msgType } = alert;
  const { event, eventCode, senderName, headline, description, instruction, effective, onset, expires, polygons } = gist;
  const warning: Warning = {
    id: incoming.id ?? WarningId.parse(randomUUID()),
    incidentId: incident.id,
    ...{ identifier, sender, sent, status, msgType, level, eventCode, senderName, headline, description, instruction },
    ...{ effective, onset, expires, polygons },
    version: standing.version,
    state: standing.state,
    event: event || (standing.earlier[0]?.event ?? ''),
    ...{ placement: placed.placement, areas: placed.areas, unknownCodes: placed.unknownCodes },
    callOutId: null,
    receivedAt: now.toISOString(),
    expired: isExpired,
    notes: [
      ...alert.notes,
      ...placed.notes,
      ...(isGuess ? [{ code: 'no-level' as const, path: 'alert.info' }] : []),
      ...(over && alert.references.length === 0 ? [{ code: 'lifts-nothing' as const, path: 'alert.references' }] : []),
    ],
    merge: null,
  };
  return { ...incoming, standing, held, warning: { ...warning, merge: doubleOf(warning, { standing, held }) } };
}

function doubleOf(warning: Warning, { standing, held }: Pick<Deciding, 'standing' | 'held'>): Warning['merge'] {
  if (warning.state !== 'inForce') return null;
  const related = [...standing.earlier, ...standing.later, ...standing.partial];
  const double = likelyDouble(
    warning,
    held.filter((other) => !related.includes(other)),
  );
  return double && { ...nameOf(double), warningId: double.id, headline: double.headline, state: choiceOf(double, standing) };
}

/** What was decided of an earlier version and this other warning holds for the later one. */
function choiceOf({ id }: HeldWarning, { earlier }: Standing): 'proposed' | 'merged' | 'apart' {
  return earlier.find(({ doubleOf }) => doubleOf === id)?.doubleChoice ?? 'proposed';
}

function nameOf({ identifier, sender, sent }: HeldWarning) {
  return { identifier, sender, sent };
}

/** The new call-out before the end of the old ones: these take the lock of the log, and everything slow should be over by then. */
async function saveAndCall(tx: Tx, ctx: Ctx, deciding: Deciding): Promise<{ warning: Warning; facts: NewFact[] }> {
  const { incident, source, standing, warning, session } = deciding;
  await keepWarning(tx, warning, { source, ...standing, notes: warning.notes, broughtBy: session });
  const resolved = resolvedBy(warning, standing);
  for (const later of resolved) {
    await saveReferences(tx, later);
    await saveSubject(tx, later.id, warning);
  }
  const answered = await keepNotices(
    tx,
    resolved.map(({ id }) => id),
  );
  const called = await calledByItself(tx, ctx, deciding);
  const effect = effectOf(warning, standing);
  const isQuiet = called.isQuiet || (await quietOf(tx, standing.later)).length > 0;
  const closer = { userId: session.userId, noticeId: noticeIdOf(warning.id) };
  const ended = await endEarlier(tx, ctx, { incident, standing, effect, isQuiet, closer });
  const issued = { ...warning, callOutId: called.callOutId, notes: [...warning.notes, ...unfoundNotes(standing.unresolved)] };
  const facts = [...ended.warnings, ...answered, issued].map(putWarning);
  const left = effect.kind === 'none' ? [] : await callLeftBehind(tx, ctx, incident);
  return { warning: issued, facts: [...facts, ...ended.facts, ...called.facts, ...left] };
}

interface Called extends Pick<CalledOut, 'callOutId' | 'facts'> {
  /** What the warning asks for does not ring yet: a second person has to release it, or the desk to order it. */
  isQuiet: boolean;
}

const nobody: Called = { callOutId: null, isQuiet: false, facts: [] };

/** How a version calls. */
export interface Calling {
  policy: Policy;
  /** Call-outs that go on for it: nobody is called twice for the same. */
  kept: CallOutId[];
  /** Where others stand for it, so that its calls there end at once. */
  elsewhere: AreaCode[];
}

/**
 * Whom a version calls and how, whether it is saved yet or not; null where it calls nobody. A version that was overtaken on its way calls
 * where those that came first do not: what they do not name is still its own.
 */
export async function callingOf(tx: Tx, { warning, standing }: Pick<Deciding, 'warning' | 'standing'>): Promise<Calling | null> {
  if (warning.expired || (warning.state !== 'inForce' && warning.state !== 'superseded')) return null;
  const policy = await policyFor(tx, warning);
  const overtaking = overtakingOf(standing);
  const quiet = await quietOf(tx, overtaking);
  const loud = overtaking.filter(({ id }) => !quiet.includes(id));
  const elsewhere = [...standing.endedAreas, ...loud.filter(({ level }) => level !== warning.level).flatMap(({ areas }) => areas)];
  if (policy.callsByItself && areCovered(warning.areas, elsewhere)) return null;
  const beside = await callOutsKeptBeside(tx, { replaced: standing.supersedes, level: warning.level });
  const shared = isShared(warning) ? await callOutsShared(tx, { other: warning.merge.warningId, level: warning.level }) : [];
  const kept = [...beside, ...(await openCallOutsOf(tx, idsOf(loud).map(noticeIdOf))), ...shared.map(({ id }) => id)];
  return { policy, kept, elsewhere };
}

/** Who is called already by the likely double of a warning is not rung for it: nobody is called twice for the same. */
function isShared(warning: Warning): warning is Warning & { merge: NonNullable<Warning['merge']> } {
  return warning.merge !== null && warning.merge.state !== 'apart';
}

/** Calls out what holds, unless its policy leaves that to the desk. */
async function calledByItself(tx: Tx, ctx: Ctx, { incident, warning, session, standing }: Deciding): Promise<Called> {
  const calling = await callingOf(tx, { warning, standing });
  if (!calling) return nobody;
  const { policy, kept, elsewhere } = calling;
  if (!policy.callsByItself) return { ...nobody, isQuiet: warning.state === 'inForce' };
  const called = await callOut(tx, ctx, {
    ...{ incident, notice: noticeOf(warning), policy: stamped(policy), requestedBy: session.userId, kept },
  });
  const ended =
    elsewhere.length > 0 ? await supersedeCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], areas: elsewhere }) : [];
  return { callOutId: called.callOutId ?? kept[0] ?? null, isQuiet: called.awaitsRelease, facts: [...called.facts, ...ended] };
}

function idsOf(warnings: readonly HeldWarning[]): WarningId[] {
  return warnings.map(({ id }) => id);
}

/** Of messages that came first, those that ring nobody yet: they await their release, or are in force and nobody was called for them. */
async function quietOf(tx: Tx, warnings: readonly HeldWarning[]): Promise<WarningId[]> {
  const quiet: WarningId[] = [];
  for (const warning of await warningsById(tx, idsOf(warnings))) {
    const isLeft = warning.state === 'inForce' && warning.callOutId === null;
    if (isLeft || (await isAnyAwaiting(tx, [noticeIdOf(warning.id)]))) quiet.push(warning.id);
  }
  return quiet;
}

interface Ending {
  incident: Incident;
  standing: Standing;
  effect: Effect;
  isQuiet: boolean;
  closer: Closer;
}

async function endEarlier(tx: Tx, ctx: Ctx, ending: Ending): Promise<{ warnings: Warning[]; facts: NewFact[] }> {
  const { standing, effect } = ending;
  if (effect.kind === 'none') return { warnings: [], facts: [] };
  const warningIds = standing.earlier.map((warning) => warning.id);
  const after = stateAfter(effect);
  const ended = after ? await endForce(tx, warningIds, after) : [];
  const facts = await endCallOuts(tx, ctx, { ...ending, noticeIds: warningIds.map(noticeIdOf) });
  return { warnings: await warningsById(tx, ended), facts };
}

/** Calls for earlier versions ring on until those for the new one do, which ends them: an alarm must not begin with silence. */
function endCallOuts(
  tx: Tx,
  ctx: Ctx,
  { incident, effect, isQuiet, noticeIds, closer }: Ending & { noticeIds: NoticeId[] },
): Promise<NewFact[]> {
  if (effect.kind === 'cancel') return cancelCallOuts(tx, ctx, { incident, noticeIds, reason: 'cancelled', closer });
  if (effect.kind === 'lift') return liftCallOuts(tx, ctx, { incident, noticeIds, closer, areas: effect.areas });
  if (effect.kind === 'none' || isQuiet) return Promise.resolve([]);
  return supersedeCallOuts(tx, ctx, { incident, noticeIds, closer, ...effect });
}

function putWarning(warning: Warning): NewFact {
  return { kind: 'warning.put', areaCode: null, warning };
}
