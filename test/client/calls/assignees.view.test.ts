import { describe, expect, it } from 'vitest';
import { assignees } from '../../../client/calls/assignees.view.ts';
import { aRow } from '../../support/calls-on-screen.ts';

const village = '320623101201';
const answeredAt = '2026-07-26T04:05:00.000Z';
const awake = (personId: number, areaCode: string, about: Parameters<typeof aRow>[0] = {}) =>
  aRow({ personId, areaCode, state: 'answered', answeredAt, ...about });
const search = { near: village, text: '', wordsOf: ({ postKind }: { postKind: string }) => postKind };

describe('whom calls can be handed to', () => {
  it('are those who have answered, the nearest first, and among them who answered last', () => {
    const people = [
      awake(1, '320681100201'),
      awake(2, '320623102201'),
      awake(3, '320623101202'),
      awake(4, village),
      awake(5, village, { answeredAt: '2026-07-26T04:06:00.000Z' }),
      aRow({ personId: 6, areaCode: village }),
    ];
    const found = assignees(people, [aRow({ personId: 9, areaCode: village })], search);
    expect(found.map(({ personId, distance }) => [personId, distance])).toEqual([
      [5, 0],
      [4, 0],
      [3, 1],
      [2, 2],
      [1, 3],
    ]);
  });

  it('are never a household, nor the person who is called, nor anybody twice', () => {
    const people = [awake(1, village, { postKind: 'household' }), awake(2, village), awake(3, '320623102201'), awake(3, village)];
    expect(assignees(people, [aRow({ personId: 2 })], search).map(({ personId, distance }) => [personId, distance])).toEqual([[3, 0]]);
  });

  it('are narrowed by what is typed', () => {
    const people = [awake(1, village, { postKind: 'villageLead' }), awake(2, village, { postKind: 'guardian' })];
    expect(assignees(people, [], { ...search, text: 'LEAD' }).map(({ personId }) => personId)).toEqual([1]);
  });
});
