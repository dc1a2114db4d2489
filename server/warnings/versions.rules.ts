import { isWithin, type AreaCode } from '../contract/areas.ts';
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
export interface KnownWarning
  extends MessageName, Pick<Warning, 'id' | 'msgType' | 'state' | 'version' | 'level' | 'event' | 'eventCode' | 'headline' | 'expired'> {
  areas: AreaCode[];
  supersedes: WarningId[];
  unresolved: Reference[];
  /** The area of whoever brought it; null: not known, it binds as the whole city does. */
  broughtArea: AreaCode | null;
  /** Which other one it likely says again, and what the desk has made of that. */
  doubleOf?: WarningId | null;
  doubleChoice?: 'merged' | 'apart' | null;
}

export interface Arrival extends MessageName {
  msgType: Warning['msgType'];
  references: readonly Reference[];
  areas: readonly AreaCode[];
  /** It cancels or lifts, and warns of nothing itself. */
  isOver: boolean;
  isExpired: boolean;
  broughtArea: AreaCode | null;
}

/** Where an arriving message stands among those held. */
export interface VersionRelations {
  version: number;
  state: WarningState;
  /** What its references were found to mean. */
  supersedes: WarningId[];
  unresolved: Reference[];
  /** What it names itself. */
  direct: KnownWarning[];
  /** All versions before it that are held, nearest first: their calls end or pass over to it. */
  earlier: KnownWarning[];
  /** Messages about it that came before it did, by who may change all of it. */
  later: KnownWarning[];
  /** The same by who may not: they hold in their own areas, and it holds everywhere else. */
  partial: KnownWarning[];
  /** Where those that came first have ended it already. */
  endedAreas: AreaCode[];
}

/**
 * Orders a message among the versions of its warning, in whatever order they arrive. An Update or Cancel reaches everything its
 * references name and what these had replaced before; an Alert whose Update came first arrives superseded, and one whose Cancel did
 * arrives cancelled. Two Updates of one Alert stand side by side: they may be about different areas.
 *
 * What came first from somebody who may warn for less than the arriving message says acts in those areas and no further: no county keeps
 * the city from being called.
 */
export function relationsOf(arrival: Arrival, held: readonly KnownWarning[]): VersionRelations {
  const refers = arrival.isOver || arrival.msgType === 'Update' || arrival.msgType === 'Cancel';
  const references = refers ? arrival.references : [];
  const direct = [...new Set(references.flatMap((reference) => named(reference, held)))];
  const about = held.filter((warning) => isAbout(warning, arrival) && !direct.includes(warning));
  const after = (warning: KnownWarning) => held.filter((other) => other.supersedes.includes(warning.id));
  const later = follow(
    about.filter((warning) => mayChange(warning, arrival)),
    after,
  );
  const partial = follow(
    about.filter((warning) => !mayChange(warning, arrival)),
    after,
  );
  const endedAreas = endedBy({ later, partial }, arrival);
  return {
    version: 1 + Math.max(0, ...direct.map((warning) => warning.version)),
    state: stateOf(arrival, { later, endedAreas }),
    supersedes: direct.map((warning) => warning.id),
    unresolved: references.filter((reference) => named(reference, held).length === 0),
    direct,
    earlier: follow(direct, (warning) => held.filter((other) => warning.supersedes.includes(other.id))).filter(
      (warning) => !later.includes(warning),
    ),
    ...{ later, partial, endedAreas },
  };
}

/** What becomes of the calls for earlier versions. */
export type Effect =
  | { kind: 'none' }
  | { kind: 'cancel' }
  /** Over in these areas alone: those calls end, and the earlier versions stay in force elsewhere. */
  | { kind: 'lift'; areas: AreaCode[] }
  /** Calls within the areas pass over to a newer version, unless they are for this very level; the others ring on. */
  | { kind: 'supersede'; areas: AreaCode[]; level?: WarningLevel };

export function effectOf(arrival: Pick<Warning, 'msgType' | 'areas' | 'level'>, standing: VersionRelations): Effect {
  if (standing.earlier.length === 0 || standing.state === 'expired') return { kind: 'none' };
  if (standing.state === 'cancelled') return { kind: 'cancel' };
  if (standing.state === 'ended') return endingOf(arrival, standing);
  if (standing.state === 'inForce') return { kind: 'supersede', areas: arrival.areas, level: arrival.level };
  // Overtaken on its way: the areas that count are those of the versions in force now, for which everybody there was called anew.
  return {
    kind: 'supersede',
    areas: [...new Set(standing.later.filter((warning) => warning.state === 'inForce').flatMap((warning) => warning.areas))],
  };
}

/** The state that a version in force passes into when another takes its place; null when it stays. */
export function stateAfter(effect: Effect): WarningState | null {
  if (effect.kind === 'cancel') return 'cancelled';
  return effect.kind === 'supersede' ? 'superseded' : null;
}

/** Versions that came first and call people in their areas, so that the arriving one need not. */
export function overtakingOf({ later, partial }: Pick<VersionRelations, 'later' | 'partial'>): KnownWarning[] {
  return [...later, ...partial].filter(({ state, expired }) => !expired && (state === 'inForce' || state === 'superseded'));
}

/** Whether all of some areas lie in others. */
export function areCovered(areas: readonly AreaCode[], by: readonly AreaCode[]): boolean {
  return areas.length > 0 && areas.every((area) => by.some((other) => isWithin(area, other)));
}

/** Which references of messages that came first are answered by this one, as they are to be kept from now on. */
export function resolvedBy(
  arrival: MessageName & { id: WarningId; version: number },
  standing: VersionRelations,
): Pick<KnownWarning, 'id' | 'supersedes' | 'unresolved' | 'version'>[] {
  return standing.later
    .filter((warning) => isAbout(warning, arrival))
    .map(({ id, supersedes, unresolved, version }) => ({
      id,
      version: Math.max(version, arrival.version + 1),
      supersedes: [...supersedes, arrival.id],
      unresolved: unresolved.filter((reference) => !isNamedBy(arrival, reference)),
    }));
}

/** A Cancel takes back what it names, wherever that was; a lifting says where it is over, or that it is over everywhere. */
function endingOf({ msgType, areas }: Pick<Warning, 'msgType' | 'areas'>, { direct }: VersionRelations): Effect {
  const isWhole = msgType === 'Cancel' || areas.length === 0 || direct.every((warning) => areCovered(warning.areas, areas));
  return isWhole ? { kind: 'cancel' } : { kind: 'lift', areas };
}

function stateOf(arrival: Arrival, { later, endedAreas }: Pick<VersionRelations, 'later' | 'endedAreas'>): WarningState {
  if (arrival.isOver) return 'ended';
  if (areCovered(arrival.areas, endedAreas) || later.some(isEndOfAll)) return 'cancelled';
  if (later.some(({ state, expired }) => !expired && (state === 'inForce' || state === 'superseded'))) return 'superseded';
  return arrival.isExpired ? 'expired' : 'inForce';
}

/** A message that ends and names no place, or takes back as a Cancel does. */
function isEndOfAll({ state, msgType, areas }: KnownWarning): boolean {
  return state === 'ended' && (msgType === 'Cancel' || areas.length === 0);
}

function endedBy({ later, partial }: Pick<VersionRelations, 'later' | 'partial'>, arrival: Arrival): AreaCode[] {
  const whole = later.some(isEndOfAll) ? arrival.areas : later.filter(({ state }) => state === 'ended').flatMap(({ areas }) => areas);
  const apart = partial
    .filter((warning) => warning.state === 'ended' && isAbout(warning, arrival))
    .flatMap(({ areas, broughtArea }) => (areas.length > 0 || broughtArea === null ? areas : [broughtArea]));
  return [...new Set([...whole, ...apart])];
}

/** Whether whoever brought a message may change all that another says. */
function mayChange({ broughtArea }: Pick<KnownWarning, 'broughtArea'>, arrival: Arrival): boolean {
  if (broughtArea === null) return true;
  if (arrival.broughtArea !== null && isWithin(arrival.broughtArea, broughtArea)) return true;
  return areCovered(arrival.areas, [broughtArea]);
}

/**
 * Sender and identifier name a message (CAP 1.2, 3.2.1): when it was sent is cut, put into another zone or changed after publishing by
 * whoever refers to it. Only where two were sent under one name does the time tell which is meant.
 */
function named(reference: Reference, held: readonly KnownWarning[]): KnownWarning[] {
  const meant = held.filter((warning) => isNamedBy(warning, reference));
  const exact = meant.filter(({ sent }) => sent === reference.sent);
  return exact.length > 0 ? exact : meant;
}

function isAbout(warning: KnownWarning, arrival: MessageName): boolean {
  return warning.unresolved.some((reference) => isNamedBy(arrival, reference));
}

function isNamedBy(message: MessageName, reference: Reference): boolean {
  return (
    plainName(reference.identifier) === plainName(message.identifier) &&
    (reference.sender === null || plainName(reference.sender) === plainName(message.sender))
  );
}

/** Without the prefix that names of OIDs are given, and whatever the case: hosts have none, and identifiers are retyped. */
function plainName(name: string): string {
  return name.replace(/^urn:oid:/i, '').toLowerCase();
}

/** The warnings to begin with and all that follow from them, each once. */
function follow(start: readonly KnownWarning[], next: (warning: KnownWarning) => readonly KnownWarning[]): KnownWarning[] {
  const reached = new Set(start);
  // A set's iterator meets what is added on the way.
  for (const warning of reached) for (const further of next(warning)) reached.add(further);
  return [...reached];
}
