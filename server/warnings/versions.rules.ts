import type { AreaCode } from '../contract/areas.ts';
import type { Warning, WarningId, WarningLevel, WarningState } from '../contract/warnings.ts';

/** What a message calls itself, and what later messages call it. */
export interface MessageName {
  sender: string;
  identifier: string;
  /** UTC, ISO 8601. */
  sent: string;
}

/** A message that names another may leave out all but the identifier. */
export interface Reference {
  sender: string | null;
  identifier: string;
  sent: string | null;
}

/** A warning that the incident holds already, with what it refers to. */
export interface HeldWarning extends MessageName, Pick<Warning, 'id' | 'msgType' | 'state' | 'version' | 'level' | 'event'> {
  areas: AreaCode[];
  supersedes: WarningId[];
  unresolved: Reference[];
}

export interface Arrival extends MessageName {
  msgType: Warning['msgType'];
  references: readonly Reference[];
}

/** Where an arriving message stands among those held. */
export interface Standing {
  version: number;
  state: WarningState;
  /** What its references were found to mean. */
  supersedes: WarningId[];
  unresolved: Reference[];
  /** All versions before it that are held, nearest first: their calls end or pass over to it. */
  earlier: HeldWarning[];
  /** Messages about it that came before it did. */
  later: HeldWarning[];
}

/**
 * Orders a message among the versions of its warning, in whatever order they arrive. An Update or Cancel reaches everything its
 * references name and what these had replaced before; an Alert whose Update came first arrives superseded. Two Updates of one Alert
 * stand side by side: they may be about different areas.
 */
export function standingOf(arrival: Arrival, held: readonly HeldWarning[]): Standing {
  const references = arrival.msgType === 'Update' || arrival.msgType === 'Cancel' ? arrival.references : [];
  const direct = held.filter((warning) => references.some((reference) => names(reference, warning)));
  const later = held.filter((warning) => warning.unresolved.some((reference) => names(reference, arrival)) && !direct.includes(warning));
  const allLater = follow(later, (warning) => held.filter((other) => other.supersedes.includes(warning.id)));
  return {
    version: references.length === 0 ? 1 : 1 + Math.max(1, ...direct.map((warning) => warning.version)),
    state: stateOf(arrival, allLater),
    supersedes: direct.map((warning) => warning.id),
    unresolved: references.filter((reference) => !held.some((warning) => names(reference, warning))),
    earlier: follow(direct, (warning) => held.filter((other) => warning.supersedes.includes(other.id))).filter(
      (warning) => !allLater.includes(warning),
    ),
    later: allLater,
  };
}

/** What becomes of the calls for earlier versions. */
export type Effect =
  | { kind: 'none' }
  | { kind: 'cancel' }
  /** Calls within the areas pass over to a newer version, unless they are for this very level; the others ring on. */
  | { kind: 'supersede'; areas: AreaCode[]; level?: WarningLevel };

export function effectOf(arrival: Pick<Warning, 'msgType' | 'areas' | 'level'>, standing: Standing): Effect {
  if (standing.earlier.length === 0) return { kind: 'none' };
  if (standing.state === 'ended' || standing.state === 'cancelled') return { kind: 'cancel' };
  if (standing.state === 'inForce') return { kind: 'supersede', areas: arrival.areas, level: arrival.level };
  // Overtaken on its way: the areas that count are those of the versions in force now, for which everybody there was called anew.
  return {
    kind: 'supersede',
    areas: [...new Set(standing.later.filter((warning) => warning.state === 'inForce').flatMap((warning) => warning.areas))],
  };
}

/** The state that a version in force passes into when another takes its place. */
export function stateAfter(effect: Effect): WarningState {
  return effect.kind === 'cancel' ? 'cancelled' : 'superseded';
}

/** Which references of messages that came first are answered by this one, as they are to be kept from now on. */
export function resolvedBy(
  arrival: MessageName & { id: WarningId },
  standing: Standing,
): Pick<HeldWarning, 'id' | 'supersedes' | 'unresolved'>[] {
  return standing.later
    .filter((warning) => warning.unresolved.some((reference) => names(reference, arrival)))
    .map(({ id, supersedes, unresolved }) => ({
      id,
      supersedes: [...supersedes, arrival.id],
      unresolved: unresolved.filter((reference) => !names(reference, arrival)),
    }));
}

function stateOf(arrival: Arrival, later: readonly HeldWarning[]): WarningState {
  if (arrival.msgType === 'Cancel') return 'ended';
  if (later.some((warning) => warning.msgType === 'Cancel')) return 'cancelled';
  return later.length > 0 ? 'superseded' : 'inForce';
}

function names(reference: Reference, message: MessageName): boolean {
  return (
    reference.identifier === message.identifier &&
    (reference.sender === null || reference.sender === message.sender) &&
    (reference.sent === null || reference.sent === message.sent)
  );
}

/** The warnings to begin with and all that follow from them, each once. */
function follow(start: readonly HeldWarning[], next: (warning: HeldWarning) => readonly HeldWarning[]): HeldWarning[] {
  const reached = new Set(start);
  // A set's iterator meets what is added on the way.
  for (const warning of reached) for (const further of next(warning)) reached.add(further);
  return [...reached];
}
