import { randomUUID } from 'node:crypto';
import type { CapAlert } from '../../geodata/feeds/cap-alert.ts';
import type { Incident } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import { WarningId, type Warning } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { likelyDouble } from './doubles.rules.ts';
import type { Placed } from './placement.rules.ts';
import { areCovered, relationsOf, type KnownWarning, type VersionRelations } from './versions.rules.ts';
import { isOver, isPast, levelInForce, refuseUnreadable, refuseWrongMode, type CombinedMessage } from './warnings.rules.ts';
import { heldWarnings, namesakesOf, warningById } from './warnings.store.ts';

/** A message that came in for an incident, and who brought it. */
export interface IncomingAlert {
  incident: Incident;
  alert: Omit<CapAlert, 'infos'>;
  gist: CombinedMessage;
  placed: Placed;
  /** The message as it came, for the record. */
  source: string;
  /** Tells a repetition from a contradiction: whether a text that was kept says the same. */
  isSame: (source: string) => Promise<boolean>;
  session: Session;
  /** Under which it is kept; made here unless whoever wrote it has. */
  id?: WarningId;
}

export function refuseWrongIncident({ incident, alert }: IncomingAlert): void {
  refuseWrongMode(alert, incident.mode);
  if (incident.state === 'closed') throw new Refusal('incident/closed');
}

/** A message that came before, with the text that was kept of it. */
export interface Received {
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
  standing: VersionRelations;
  warning: Warning;
  held: readonly KnownWarning[];
}

function decided(ctx: Ctx, incoming: IncomingAlert, held: readonly KnownWarning[]): Deciding {
  const { incident, alert, gist, placed, session } = incoming;
  const now = incidentNow(incident, ctx.now);
  const over = isOver(alert, gist);
  const isExpired = !over && isPast(gist.expires, now);
  const standing = relationsOf({ ...alert, areas: placed.areas, isOver: over, isExpired, broughtArea: session.areaCode }, held);
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
function choiceOf({ id }: KnownWarning, { earlier }: VersionRelations): 'proposed' | 'merged' | 'apart' {
  return earlier.find(({ doubleOf }) => doubleOf === id)?.doubleChoice ?? 'proposed';
}

function nameOf({ identifier, sender, sent }: KnownWarning) {
  return { identifier, sender, sent };
}
