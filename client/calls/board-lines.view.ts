import type { AreaCode } from '#contract/areas.ts';
import type { CallRow } from '#contract/calls.ts';
import { bySilence } from '../state/select.ts';
import type { BoardRow } from './call-board.view.ts';
import { tallyOf } from './people.view.ts';
import type { Unit } from './call-rows-cache.ts';

/** One line of the board as it is drawn, all of one height. `key` names it while the lines around it come and go. */
export type BoardLine =
  | { kind: 'area'; key: string; depth: number; row: BoardRow; isOpen: boolean }
  | { kind: 'person'; key: string; depth: number; call: CallRow }
  | { kind: 'reading' | 'failed' | 'nobody'; key: string; depth: number; row: BoardRow };

/** What the cache holds of a row: its people in order, or why they are not there. */
export type PeopleOfRow = (row: BoardRow) => readonly CallRow[] | 'reading' | 'failed';

/** The tree with its open branches as one list: counties, townships, villages, people; silence first in each. */
export function treeLines(rows: readonly BoardRow[], opened: ReadonlySet<string>, peopleOf: PeopleOfRow): BoardLine[] {
  return rows.flatMap((row) => branch(row, 0));

  function branch(row: BoardRow, depth: number): BoardLine[] {
    const key = rowKey(row);
    const isOpen = opened.has(key);
    const line: BoardLine = { kind: 'area', key, depth, row, isOpen };
    if (!isOpen) return [line];
    const below = row.children.length > 0 ? row.children.flatMap((child) => branch(child, depth + 1)) : leaves(row, depth + 1);
    return [line, ...below];
  }

  function leaves(row: BoardRow, depth: number): BoardLine[] {
    const people = peopleOf(row);
    if (typeof people === 'string') return [{ kind: people, key: `${rowKey(row)} ${people}`, depth, row }];
    if (people.length === 0) return [{ kind: 'nobody', key: `${rowKey(row)} nobody`, depth, row }];
    const own = people.filter(({ areaCode }) => row.scope !== 'township' || areaCode === row.code);
    const villages = row.scope === 'township' ? villageRows(people, row) : [];
    return [
      ...villages.flatMap(({ row: village, people: its }) => villageBranch(village, its, depth)),
      ...own.map((call) => person(call, depth)),
    ];
  }

  function villageBranch(row: BoardRow, people: readonly CallRow[], depth: number): BoardLine[] {
    const isOpen = opened.has(rowKey(row));
    const line: BoardLine = { kind: 'area', key: rowKey(row), depth, row, isOpen };
    return isOpen ? [line, ...people.map((call) => person(call, depth + 1))] : [line];
  }
}

export function peopleLines(people: readonly CallRow[]): BoardLine[] {
  return people.map((call) => person(call, 0));
}

export function rowKey({ scope, code }: Pick<BoardRow, 'scope' | 'code'>): string {
  return `${scope} ${code}`;
}

/** The id of a line's element, for whatever points at it. */
export function lineId(key: string): string {
  return `line-${key.replace(' ', '-')}`;
}

/** What has to be read for the people of a row. */
export function unitsOf({ code, scope, callOutIds }: Pick<BoardRow, 'code' | 'scope' | 'callOutIds'>): Unit[] {
  return callOutIds.map((callOutId) => ({ callOutId, code, isOwn: scope === 'own' }));
}

/** What has to be read to know everybody of one row, whichever it is. */
export function unitsBelow(row: BoardRow): Unit[] {
  return row.countedBy === undefined ? allUnits([row]) : unitsOf({ ...row, code: row.countedBy });
}

/** Whether a call is counted in this row. */
export function isOfRow({ areaCode, tallyCode }: Pick<CallRow, 'areaCode' | 'tallyCode'>, row: BoardRow): boolean {
  if (row.countedBy !== undefined) return areaCode === row.code && tallyCode === row.countedBy;
  return row.children.length > 0 ? row.children.some(({ code }) => code === tallyCode) : tallyCode === row.code;
}

/** Everything that has to be read to list everybody below some rows. */
export function allUnits(rows: readonly BoardRow[]): Unit[] {
  return rows.flatMap((row) => (row.children.length > 0 ? allUnits(row.children) : unitsOf(row)));
}

function person(call: CallRow, depth: number): BoardLine {
  return { kind: 'person', key: call.id, depth, call };
}

/** The people of a township by village, the most silent village first. */
function villageRows(people: readonly CallRow[], township: BoardRow): { row: BoardRow; people: readonly CallRow[] }[] {
  const byVillage = new Map<AreaCode, CallRow[]>();
  for (const call of people) {
    if (call.areaCode === township.code) continue;
    const known = byVillage.get(call.areaCode);
    if (known) known.push(call);
    else byVillage.set(call.areaCode, [call]);
  }
  return [...byVillage]
    .map(([code, its]) => ({
      people: its,
      row: {
        code,
        scope: 'village' as const,
        level: township.level,
        tally: tallyOf(its),
        callOutIds: township.callOutIds,
        countedBy: township.code,
        children: [],
      },
    }))
    .sort((a, b) => bySilence(a.row.tally, b.row.tally) || (a.row.code < b.row.code ? -1 : 1));
}
