import { createHash } from 'node:crypto';
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
import type { Warning, WarningId } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { saveCopy } from './copies.store.ts';
import { callLeftBehind } from './doubles.commands.ts';
import { keepNotices, keepWarning } from './keeping.commands.ts';
import { noticeOf } from './notice.rules.ts';
import { areCovered, effectOf, overtakingOf, resolvedBy, stateAfter } from './versions.rules.ts';
import type { Effect, KnownWarning, VersionRelations } from './versions.rules.ts';
import { endForce, saveReferences, saveSubject, unfoundNotes, warningsById } from './warnings.store.ts';
import { refuseWrongIncident, weigh, type Deciding, type IncomingAlert, type Received } from './weighing.commands.ts';
import { lockNotices } from '../notices/notices.store.ts';

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

/** Its text is kept where it is another. */
async function keepCopy(tx: Tx, ctx: Ctx, { incident, source, session, before, keptSource }: IncomingAlert & Received): Promise<void> {
  const digest = createHash('sha256').update(source).digest();
  const copy = { warningId: before.id, source: source === keptSource ? '' : source, digest, userId: session.userId };
  await saveCopy(tx, { ...copy, at: incidentNow(incident, ctx.now) });
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
export interface VersionCalling {
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
export async function callingOf(tx: Tx, { warning, standing }: Pick<Deciding, 'warning' | 'standing'>): Promise<VersionCalling | null> {
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

function idsOf(warnings: readonly KnownWarning[]): WarningId[] {
  return warnings.map(({ id }) => id);
}

/** Of messages that came first, those that ring nobody yet: they await their release, or are in force and nobody was called for them. */
async function quietOf(tx: Tx, warnings: readonly KnownWarning[]): Promise<WarningId[]> {
  const quiet: WarningId[] = [];
  for (const warning of await warningsById(tx, idsOf(warnings))) {
    const isLeft = warning.state === 'inForce' && warning.callOutId === null;
    if (isLeft || (await isAnyAwaiting(tx, [noticeIdOf(warning.id)]))) quiet.push(warning.id);
  }
  return quiet;
}

interface Ending {
  incident: Incident;
  standing: VersionRelations;
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
