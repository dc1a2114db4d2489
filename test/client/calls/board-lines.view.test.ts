import { describe, expect, it } from 'vitest';
import { allUnits, treeLines, unitsOf } from '../../../client/calls/board-lines.view.ts';
import type { BoardRow } from '../../../client/calls/call-board.view.ts';
import { aTally } from '../../support/builders.ts';
import { aCallOutId, aRow } from '../../support/calls-on-screen.ts';

const township: BoardRow = {
  code: '320623101000',
  scope: 'township',
  level: 'red',
  tally: aTally(),
  callOutIds: [aCallOutId],
  children: [],
};
const own: BoardRow = { ...township, code: '320623000000', scope: 'own' };
const county: BoardRow = { ...own, scope: 'county', children: [township, own] };
const east = '320623101202';
const west = '320623101201';

function keys(opened: string[], peopleOf: Parameters<typeof treeLines>[2] = () => []) {
  return treeLines([county], new Set(opened), peopleOf).map(({ kind, key, depth }) => `${depth} ${kind} ${key}`);
}

describe('the lines of the board', () => {
  it('show closed branches alone', () => {
    expect(keys([])).toEqual(['0 area county 320623000000']);
  });

  it('ask for the people of open townships only', () => {
    const asked: string[] = [];
    keys(['county 320623000000', 'own 320623000000'], (row) => {
      asked.push(row.scope);
      return [];
    });
    expect(asked).toEqual(['own']);
  });

  it.each(['reading', 'failed'] as const)('say when people are not there: %s', (why) => {
    expect(keys(['county 320623000000', 'township 320623101000'], () => why)).toContain(`2 ${why} township 320623101000 ${why}`);
  });

  it('list the villages of a township with their own counts, the most silent first, then its own posts', () => {
    const people = [
      aRow({ areaCode: east, state: 'answered' }),
      aRow({ areaCode: west }),
      aRow({ areaCode: west }),
      aRow({ areaCode: township.code }),
    ];
    const lines = treeLines([township], new Set(['township 320623101000']), () => people);
    expect(lines.map(({ kind, depth }) => `${depth} ${kind}`)).toEqual(['0 area', '1 area', '1 area', '1 person']);
    expect(lines.flatMap((line) => (line.kind === 'area' ? [line.row.code, line.row.tally.silent] : []))).toEqual([
      township.code,
      1,
      west,
      2,
      east,
      0,
    ]);
  });

  it('open a village to its people', () => {
    const person = aRow({ areaCode: west });
    const lines = treeLines([township], new Set(['township 320623101000', `village ${west}`]), () => [person]);
    expect(lines.at(-1)).toMatchObject({ kind: 'person', depth: 2, call: { id: person.id } });
  });
});

describe('what has to be read', () => {
  it('is one unit for each call-out of a row, without what lies below where only own posts are meant', () => {
    expect(unitsOf(own)).toEqual([{ callOutId: aCallOutId, code: own.code, isOwn: true }]);
  });

  it('is every leaf for everybody', () => {
    expect(allUnits([county]).map(({ code, isOwn }) => [code, isOwn])).toEqual([
      [township.code, false],
      [own.code, true],
    ]);
  });
});
