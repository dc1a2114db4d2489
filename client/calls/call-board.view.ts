import { areaPrefix, isCity, townshipOf, type AreaCode } from '#contract/areas.ts';
import type { CallOutId, Tally } from '#contract/calls.ts';
import type { HelpMark } from '#contract/help.ts';
import type { Warning, WarningLevel } from '#contract/warnings.ts';
import {
  bySilence,
  countyOf,
  isGraver,
  owed,
  runningTallies,
  expiredWarnings,
  warningsInForce,
  type AreaTally,
  type Places,
} from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { addTallies, noTally } from '#contract/tallies.ts';

/** A line of the board: a county, a township, a village, or the posts of a county or the city itself. */
export interface BoardRow {
  code: AreaCode;
  /** own: the posts of the area itself, without what lies below it. */
  scope: 'county' | 'township' | 'village' | 'own';
  /** The highest level that anybody here was called for; null: for no warning. */
  level: WarningLevel | null;
  tally: Tally;
  callOutIds: CallOutId[];
  /** Of a village: the township that counts its calls. */
  countedBy?: AreaCode;
  children: BoardRow[];
}

/** The running call-outs as a tree, silence first. Rows where nobody owes an answer are left out. */
export function boardRows(world: World, places: Places): BoardRow[] {
  const byCounty = new Map<AreaCode, AreaTally[]>();
  for (const entry of runningTallies(world)) {
    const county = countyOf(entry.areaCode, places);
    byCounty.set(county, [...(byCounty.get(county) ?? []), entry]);
  }
  return bySilenceFirst([...byCounty].map(([code, entries]) => countyRow(code, entries, places)));
}

/** How many of these calls for help lie in a row of the board. */
export function helpIn({ code, scope }: Pick<BoardRow, 'code' | 'scope'>, wanted: readonly HelpMark[], places: Places): number {
  const isHere = (areaCode: AreaCode): boolean => {
    if (scope === 'own') return areaCode === code;
    if (scope === 'county') return countyOf(places.has(areaCode) ? areaCode : townshipOf(areaCode), places) === code;
    return areaCode.startsWith(areaPrefix(code));
  };
  return wanted.filter(({ areaCode }) => isHere(areaCode)).length;
}

function countyRow(code: AreaCode, entries: AreaTally[], places: Places): BoardRow {
  if (places.get(code)?.level === 'city' || isCity(code)) return row(code, 'own', entries);
  const codes = [...new Set(entries.map(({ areaCode }) => areaCode))];
  const children = codes.map((child) => row(child, child === code ? 'own' : 'township', entriesOf(entries, child)));
  return { ...row(code, 'county', entries), children: bySilenceFirst(children) };
}

function entriesOf(entries: AreaTally[], code: AreaCode): AreaTally[] {
  return entries.filter(({ areaCode }) => areaCode === code);
}

function row(code: AreaCode, scope: BoardRow['scope'], entries: AreaTally[]): BoardRow {
  return {
    code,
    scope,
    level: entries.reduce<WarningLevel | null>((highest, { level }) => (isGraver(level, highest) ? level : highest), null),
    tally: entries.reduce((sum, { tally }) => addTallies(sum, tally), noTally),
    callOutIds: [...new Set(entries.map(({ callOutId }) => callOutId))],
    children: [],
  };
}

function bySilenceFirst(rows: BoardRow[]): BoardRow[] {
  return rows.filter(({ tally }) => owed(tally) > 0).sort((a, b) => bySilence(a.tally, b.tally) || a.code.localeCompare(b.code));
}

/** Shares of the bar, in percent of those who owe an answer: answered, still ringing, past a rung of the ladder. */
export function barShares(tally: Tally): { answered: number; ringing: number; escalated: number } {
  const all = owed(tally);
  if (all === 0) return { answered: 0, ringing: 0, escalated: 0 };
  const escalated = Math.min(tally.silent, tally.escalated + tally.unroused);
  const percent = (count: number) => (100 * count) / all;
  return { answered: percent(tally.answered), ringing: percent(tally.silent - escalated), escalated: percent(escalated) };
}

/** Why the board is empty: the end of a key of the words. */
export function whyNobodyIsCalled(
  world: World,
): 'no-incident' | 'no-warning' | 'expired' | 'cancelled' | 'awaiting' | 'not-ordered' | 'stopped' | 'unplaced' {
  if (!world.incident) return 'no-incident';
  const isOrderWaiting = [...world.callOuts.values()].some(
    ({ state, noticeKind }) => state === 'awaitingRelease' && noticeKind === 'order',
  );
  if (isOrderWaiting) return 'awaiting';
  if (world.warnings.size === 0) return 'no-warning';
  const inForce = warningsInForce(world);
  if (inForce.length === 0) return expiredWarnings(world).length > 0 ? 'expired' : 'cancelled';
  const callOuts = [...world.callOuts.values()];
  if (callOuts.some(({ state }) => state === 'awaitingRelease')) return 'awaiting';
  const called = new Set(callOuts.map(({ warningId }) => warningId));
  if (isAnyStopped(world, inForce)) return 'stopped';
  return inForce.some(({ id, placement }) => placement !== 'unplaced' && !called.has(id)) ? 'not-ordered' : 'unplaced';
}

/** A tired reader must not take what was stopped for what reaches nobody. */
function isAnyStopped({ callOuts }: Pick<World, 'callOuts'>, inForce: readonly Warning[]): boolean {
  return [...callOuts.values()].some(({ warningId, closeReason }) => {
    const isByHand = closeReason === 'stopped' || closeReason === 'incidentClosed';
    return isByHand && inForce.some(({ id }) => id === warningId);
  });
}
