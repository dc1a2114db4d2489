import { isCity, type Area, type AreaCode } from '#contract/areas.ts';
import type { CallOut, CallOutId, Tally } from '#contract/calls.ts';
import type { Warning, WarningLevel } from '#contract/warnings.ts';
import type { World } from '#contract/world.ts';
import { addTallies, noTally } from '#contract/tallies.ts';

export type Places = ReadonlyMap<AreaCode, Area>;

/** Ascending danger: the index orders levels. */
const levels: readonly WarningLevel[] = ['blue', 'yellow', 'orange', 'red'];

/** An order has no level: it comes after every warning. */
export function isGraver(level: WarningLevel | null, than: WarningLevel | null): boolean {
  return level !== null && isHigher(level, than);
}

/** The warning that a call-out is about; none for an order or a test, and where its fact has not come yet. */
export function warningOf({ warnings }: Pick<World, 'warnings'>, { warningId }: Pick<CallOut, 'warningId'>): Warning | undefined {
  return warningId === null ? undefined : warnings.get(warningId);
}

export function isHigher(level: WarningLevel, than: WarningLevel | null): boolean {
  return levels.indexOf(level) > (than === null ? -1 : levels.indexOf(than));
}

/** Most dangerous first, then newest. */
export function warningsInForce(world: World): Warning[] {
  return [...world.warnings.values()]
    .filter((warning) => warning.state === 'inForce')
    .sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level) || b.sent.localeCompare(a.sent));
}

/** Whose time has passed while nothing had taken their place, the latest first. */
export function expiredWarnings(world: World): Warning[] {
  return [...world.warnings.values()]
    .filter((warning) => warning.state === 'expired')
    .sort((a, b) => (b.expires ?? '').localeCompare(a.expires ?? '') || levels.indexOf(b.level) - levels.indexOf(a.level));
}

export function runningCallOuts(world: World): CallOut[] {
  return [...world.callOuts.values()].filter((callOut) => callOut.state === 'running');
}

/** How a call-out stands, over all areas that are known. */
export function tallyOfCallOut(world: Pick<World, 'tallies'>, id: CallOutId): Tally {
  return [...(world.tallies.get(id)?.values() ?? [])].reduce(addTallies, noTally);
}

/** How all running call-outs stand together. */
export function totals(world: World): Tally {
  return runningTallies(world).reduce((sum, { tally }) => addTallies(sum, tally), noTally);
}

/**
 * How many are silent. Somebody may owe an answer to several call-outs: that is one person, and several calls.
 *
 * @param people of all running call-outs, as the server has counted them; null where nobody has
 */
export function silentCount(world: World, people: number | null): { count: number; of: 'people' | 'calls' } {
  const calls = totals(world).silent;
  if (runningCallOuts(world).length < 2) return { count: calls, of: 'people' };
  return people === null ? { count: calls, of: 'calls' } : { count: people, of: 'people' };
}

/** Who owes an answer to the version in force, or has given it: stale and superseded calls belong to an earlier version. */
export function owed(tally: Owing): number {
  return tally.answered + tally.silent;
}

/** 0 to 1; null when nobody owes an answer: an unknown share is not zero. */
export function answerRate(tally: Owing): number | null {
  return owed(tally) === 0 ? null : tally.answered / owed(tally);
}

/** What the answer rate leaves: every share of silence, on the map, the board or a card, is this one. */
export function silentShare(tally: Owing): number | null {
  return owed(tally) === 0 ? null : tally.silent / owed(tally);
}

export type Owing = Pick<Tally, 'answered' | 'silent'>;

/** Milliseconds since the longest silent person was called; null when nobody is silent. */
export function silenceAge(tally: Tally, at: Date): number | null {
  return tally.silentSince === null ? null : Math.max(0, at.getTime() - Date.parse(tally.silentSince));
}

export interface AreaTally {
  callOutId: CallOutId;
  areaCode: AreaCode;
  /** Null: of what is no warning. */
  level: WarningLevel | null;
  tally: Tally;
}

export function runningTallies(world: World): AreaTally[] {
  return runningCallOuts(world).flatMap(({ id, level }) =>
    [...(world.tallies.get(id) ?? [])].map(([areaCode, tally]) => ({ callOutId: id, areaCode, level, tally })),
  );
}

/** Areas that still owe answers, most silent people first: where somebody has to be sent. */
export function silentFrontier(world: World): { areaCode: AreaCode; tally: Tally }[] {
  const byArea = new Map<AreaCode, Tally>();
  for (const { areaCode, tally } of runningTallies(world)) byArea.set(areaCode, addTallies(byArea.get(areaCode) ?? noTally, tally));
  return [...byArea]
    .map(([areaCode, tally]) => ({ areaCode, tally }))
    .filter(({ tally }) => tally.silent > 0)
    .sort((a, b) => bySilence(a.tally, b.tally));
}

/** Most silent people first; among equals the one that has been silent longest. */
export function bySilence(a: Tally, b: Tally): number {
  return b.silent - a.silent || (a.silentSince ?? '~').localeCompare(b.silentSince ?? '~') || owed(b) - owed(a);
}

/** The county an area lies in: the city for itself. Without a name for the area, the digits of its code tell. */
export function countyOf(code: AreaCode, places: Places): AreaCode {
  const area = places.get(code);
  if (!area) return isCity(code) ? code : `${code.slice(0, 6)}000000`;
  return area.level === 'township' && area.parentCode ? area.parentCode : code;
}

/** Replies that wait for a person, in all areas that this screen may see. */
export function unreadReplies({ unreadReplies }: Pick<World, 'unreadReplies'>): number {
  return [...unreadReplies.values()].reduce((sum, count) => sum + count, 0);
}

/** The smallest area that holds all of these: where to look when several are meant. */
export function commonArea(codes: readonly AreaCode[], places: Places): AreaCode | null {
  const [first, ...others] = codes.map((code) => upward(code, places));
  return first?.find((code) => others.every((chain) => chain.includes(code))) ?? null;
}

/** The area itself and everything above it. */
function upward(code: AreaCode, places: Places): AreaCode[] {
  const chain: AreaCode[] = [];
  for (let area = places.get(code); area; area = area.parentCode === null ? undefined : places.get(area.parentCode)) chain.push(area.code);
  return chain;
}
