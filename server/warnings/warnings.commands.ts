import { randomUUID } from 'node:crypto';
import type { CapAlert } from '../../geodata/feeds/cap-alert.ts';
import { callOut, type CalledOut } from '../calls/call-out.commands.ts';
import { isAnyAwaiting, keptCallOuts, type Closer } from '../calls/call-outs.store.ts';
import { cancelCallOuts, supersedeCallOuts } from '../calls/endings.commands.ts';
import { policyFor } from '../policies/policies.commands.ts';
import { stamped } from '../policies/policies.rules.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import { WarningId, type Warning } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { record } from '../kernel/change-log.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { boundsOfAll, candidateCodes, placeWarning } from './placement.rules.ts';
import { gazetteerOf } from './placement.store.ts';
import { effectOf, resolvedBy, standingOf, stateAfter, type Effect, type HeldWarning, type Standing } from './versions.rules.ts';
import { gistOf, levelInForce, refuseOutside, refuseWrongMode } from './warnings.rules.ts';
import { endForce, heldWarnings, insertWarning, lockWarnings, receivedBefore, saveReferences, warningsById } from './warnings.store.ts';

/** A message that came in for an incident, and who brought it. */
export interface IncomingAlert {
  incident: Incident;
  alert: CapAlert;
  /** The message as it came, for the record and to tell a repetition from a contradiction. */
  source: string;
  session: Session;
}

/**
 * Takes a warning into an incident: places it, orders it among its versions, calls out whom it concerns and moves or ends the calls for
 * what it replaces.
 *
 * The transaction must see the whole server: an update by a county ends calls that are counted above it. What the session may touch is
 * checked here.
 *
 * @returns `isNew: false` for a message that was received before: nobody is called again
 */
export async function issueWarning(tx: Tx, ctx: Ctx, incoming: IncomingAlert): Promise<{ warning: Warning; isNew: boolean }> {
  const { incident, alert } = incoming;
  refuseWrongMode(alert, incident.mode);
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  await lockWarnings(tx, incident.id);
  const before = await receivedBefore(tx, incident.id, { message: alert, source: incoming.source });
  if (before && !before.isSameText) throw new Refusal('warning/conflict');
  if (before) return { warning: before.warning, isNew: false };

  const standing = standingOf(alert, await heldWarnings(tx, incident.id));
  const warning = await placed(tx, ctx, { ...incoming, standing });
  refuseOutside([...warning.areas, ...standing.earlier.flatMap((earlier) => earlier.areas)], incoming.session.areaCode);
  const saved = await saveAndCall(tx, ctx, { ...incoming, standing, warning });
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, saved.facts);
  return { warning: saved.warning, isNew: true };
}

async function placed(tx: Tx, ctx: Ctx, { incident, alert, standing }: IncomingAlert & { standing: Standing }): Promise<Warning> {
  const { level, geocodes, polygons, rough, ...words } = gistOf(alert);
  const gazetteer = await gazetteerOf(tx, candidateCodes(geocodes), boundsOfAll(polygons));
  const { identifier, sender, sent, status, msgType } = alert;
  return {
    id: WarningId.parse(randomUUID()),
    incidentId: incident.id,
    ...{ identifier, sender, sent, status, msgType },
    version: standing.version,
    state: standing.state,
    ...words,
    event: words.event || (standing.earlier[0]?.event ?? ''),
    level: levelInForce(level, standing.earlier),
    ...placeWarning({ geocodes, polygons, rough }, gazetteer),
    polygons,
    callOutId: null,
    receivedAt: incidentNow(incident, ctx.now).toISOString(),
    supersedes: standing.supersedes,
  };
}

interface Deciding extends IncomingAlert {
  standing: Standing;
  warning: Warning;
}

/** The new call-out before the end of the old ones: these take the lock of the log, and everything slow should be over by then. */
async function saveAndCall(
  tx: Tx,
  ctx: Ctx,
  { incident, source, standing, warning, session }: Deciding,
): Promise<{ warning: Warning; facts: NewFact[] }> {
  await insertWarning(tx, warning, { source, ...standing });
  const relinked = resolvedBy(warning, standing);
  for (const later of relinked) await saveReferences(tx, later);
  const called = await calledByItself(tx, ctx, { incident, warning, session });
  const effect = effectOf(warning, standing);
  const isQuiet = called.isQuiet || (await isAnyQuiet(tx, standing.later));
  const closer = { userId: session.userId, warningId: warning.id };
  const ended = await endEarlier(tx, ctx, { incident, standing, effect, isQuiet, closer });
  const issued = { ...warning, callOutId: called.callOutId };
  const put = [...ended.warnings, ...(await othersById(tx, relinked, ended.warnings)), issued];
  return { warning: issued, facts: [...put.map(putWarning), ...ended.facts, ...called.facts] };
}

/** Messages that came before what they refer to: from now on they name it. */
async function othersById(tx: Tx, of: readonly Pick<Warning, 'id'>[], without: readonly Warning[]): Promise<Warning[]> {
  const ids = of.map(({ id }) => id).filter((id) => without.every((warning) => warning.id !== id));
  return ids.length === 0 ? [] : warningsById(tx, ids);
}

interface Called extends Pick<CalledOut, 'callOutId' | 'facts'> {
  /** What the warning asks for does not ring yet: a second person has to release it, or the desk to order it. */
  isQuiet: boolean;
}

/** Calls out what is in force, unless its policy leaves that to the desk. */
async function calledByItself(
  tx: Tx,
  ctx: Ctx,
  { incident, warning, session }: Pick<Deciding, 'incident' | 'warning' | 'session'>,
): Promise<Called> {
  const policy = await policyFor(tx, warning);
  if (warning.state !== 'inForce') return { callOutId: null, isQuiet: false, facts: [] };
  if (!policy.callsByItself) return { callOutId: null, isQuiet: true, facts: [] };
  const kept = await keptCallOuts(tx, warning.id);
  const called = await callOut(tx, ctx, { incident, warning, policy: stamped(policy), requestedBy: session.userId, kept });
  return { callOutId: called.callOutId ?? kept[0] ?? null, isQuiet: called.awaitsRelease, facts: called.facts };
}

/** The same of messages that came first: one awaits its release, or is in force and nobody was called for it yet. */
async function isAnyQuiet(tx: Tx, later: readonly HeldWarning[]): Promise<boolean> {
  const ids = later.map(({ id }) => id);
  const isLeft = (warning: Warning) => warning.state === 'inForce' && warning.callOutId === null;
  return (await isAnyAwaiting(tx, ids)) || (await warningsById(tx, ids)).some(isLeft);
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
  const ended = await endForce(tx, warningIds, stateAfter(effect));
  const facts = await endCallOuts(tx, ctx, { ...ending, warningIds });
  return { warnings: await warningsById(tx, ended), facts };
}

/** Calls for earlier versions ring on until those for the new one do, which ends them: an alarm must not begin with silence. */
function endCallOuts(
  tx: Tx,
  ctx: Ctx,
  { incident, effect, isQuiet, warningIds, closer }: Ending & { warningIds: WarningId[] },
): Promise<NewFact[]> {
  if (effect.kind === 'cancel') return cancelCallOuts(tx, ctx, { incident, warningIds, reason: 'cancelled', closer });
  if (effect.kind === 'none' || isQuiet) return Promise.resolve([]);
  return supersedeCallOuts(tx, ctx, { incident, warningIds, closer, ...effect });
}

function putWarning(warning: Warning): NewFact {
  return { kind: 'warning.put', areaCode: null, warning };
}
