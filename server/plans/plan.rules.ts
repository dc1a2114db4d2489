import type { LngLat } from '#geo/lng-lat.ts';
import { areaPrefix, type AreaCode } from '../contract/areas.ts';
import type { CallOutId } from '../contract/calls.ts';
import type { CallingChannel } from '../contract/channels.ts';
import type { CallOutPlan } from '../contract/plans.ts';
import type { CallPolicy } from '../contract/policies.ts';
import type { WarningLevel } from '../contract/warnings.ts';
import type { PlannedChannel } from './answer-shares.rules.ts';
import type { Group } from './crowd.rules.ts';

/** Whom a policy calls for a notice. */
export interface AudienceWanted {
  /** Areas that are called, as prefixes of codes. */
  prefixes: readonly string[];
  /** Call-outs whose calls go on: nobody is called for whom one of them still stands. */
  kept: readonly CallOutId[];
  postKinds: readonly string[];
  /** These posts alone, of whatever kind; null: all of those kinds. */
  posts: readonly number[] | null;
  callsHouseholds: boolean;
  /** Wall time: who holds a post now. */
  now: Date;
}

/** By which ways somebody can be believed to be reached. */
export interface Paths {
  /** Channels with a gateway that this audience is called over. */
  gateways: readonly CallingChannel[];
  /** Since when a page must have shown something to be believed; in the incident's time. */
  seenAfter: Date;
}

/** People of one area and level who can be reached over the same gateways. */
export interface CensusRow {
  /** The area that they are counted under. */
  areaCode: AreaCode;
  level: string;
  gateways: CallingChannel[];
  /** Their page has shown something lately. */
  isSeen: boolean;
  people: number;
  vulnerable: number;
  lng: number | null;
  lat: number | null;
}

/** So many people are not called by one person alone, and nobody is for red: two look at it first. */
export const peopleForTwo = 5_000;
/** A page that was open within so many days is believed to be opened again. */
export const pageDays = 30;

export function needsRelease(people: number, level: WarningLevel | null): boolean {
  return people >= peopleForTwo || level === 'red';
}

/** The channels that the policy's ladder names and that are usable, in its order. */
export function linesOf({ ladder }: Pick<CallPolicy, 'ladder'>, usable: readonly PlannedChannel[]): PlannedChannel[] {
  const named = [...new Set(ladder.flatMap(({ channels }) => channels))];
  return named.flatMap((id) => usable.find((line) => line.id === id) ?? []);
}

export type Headcount = Pick<CallOutPlan, 'people' | 'byLevel' | 'byChannel' | 'withoutPath' | 'everyPageCounts'> & { groups: Group[] };

/**
 * The census added up. A page is a path for whom it has lately shown something; while no gateway is set up at all it is the only way
 * there is, and counts for everyone.
 */
export function headcount(rows: readonly CensusRow[], lines: readonly PlannedChannel[]): Headcount {
  const hasPage = lines.some(({ id }) => id === 'inApp');
  const everyPageCounts = hasPage && lines.length === 1;
  const groups = rows.map(({ gateways, isSeen, people }): Group => {
    const page: CallingChannel[] = hasPage && (isSeen || everyPageCounts) ? ['inApp'] : [];
    return { channels: [...page, ...gateways], people };
  });
  const byChannel = lines.map(({ id }) => [id, total(groups.filter(({ channels }) => channels.includes(id)))]);
  return {
    people: total(rows),
    byLevel: Object.fromEntries(
      [...new Set(rows.map(({ level }) => level))].map((level) => [level, total(rows.filter((row) => row.level === level))]),
    ),
    byChannel: Object.fromEntries(byChannel) as Headcount['byChannel'],
    withoutPath: total(groups.filter(({ channels }) => channels.length === 0)),
    everyPageCounts,
    groups: merged(groups),
  };
}

export type QueuePlace = CallOutPlan['queue'][number];

/** Each area of the census with where it lies. */
export function placesOf(rows: readonly CensusRow[]): { areaCode: AreaCode; center: LngLat | null }[] {
  return [...new Map(rows.map((row) => [row.areaCode, { areaCode: row.areaCode, center: centerOf(row) }])).values()];
}

/**
 * The order in which areas are called: the city and the counties, who pass the warning on; then the townships. Of either, those that the
 * hazard reaches first, and of those it reaches together the one with the most vulnerable people.
 */
export function queueOf(rows: readonly CensusRow[], arrivals: ReadonlyMap<string, Date | null>): QueuePlace[] {
  const places = placesOf(rows).map(({ areaCode }): QueuePlace => {
    const own = rows.filter((row) => row.areaCode === areaCode);
    const arrivalAt = arrivals.get(areaCode)?.toISOString() ?? null;
    return { areaCode, people: total(own), arrivalAt, vulnerable: own.reduce((sum, { vulnerable }) => sum + vulnerable, 0) };
  });
  return places.sort(
    (one, other) =>
      Number(isTownship(one)) - Number(isTownship(other)) ||
      byArrival(one, other) ||
      other.vulnerable - one.vulnerable ||
      one.areaCode.localeCompare(other.areaCode),
  );
}

function isTownship({ areaCode }: QueuePlace): boolean {
  return areaPrefix(areaCode).length > 6;
}

/** Whoever nothing is known to reach comes last. */
function byArrival(one: QueuePlace, other: QueuePlace): number {
  const [first, second] = [one, other].map(({ arrivalAt }) => (arrivalAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(arrivalAt)));
  return first! - second!;
}

function centerOf({ lng, lat }: CensusRow): LngLat | null {
  return lng === null || lat === null ? null : [lng, lat];
}

function total(counted: readonly { people: number }[]): number {
  return counted.reduce((sum, { people }) => sum + people, 0);
}

/** One group for each set of channels. */
function merged(groups: readonly Group[]): Group[] {
  const bySet = new Map<string, Group>();
  for (const { channels, people } of groups) {
    const key = channels.join(' ');
    bySet.set(key, { channels, people: people + (bySet.get(key)?.people ?? 0) });
  }
  return [...bySet.values()];
}
