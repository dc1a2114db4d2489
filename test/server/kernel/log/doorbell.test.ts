import { expect, it } from 'vitest';
import { Doorbell } from '../../../../server/kernel/log/doorbell.ts';

function heardBy(doorbell: Doorbell): [string, number][] {
  const heard: [string, number][] = [];
  doorbell.onRing((incidentId, seq) => void heard.push([incidentId, seq]));
  return heard;
}

it('says once how far a log has grown, however often and late it is told', () => {
  const doorbell = new Doorbell();
  const heard = heardBy(doorbell);
  for (const seq of [3, 3, 5, 4, 6]) doorbell.ring('a', seq);
  doorbell.ring('b', 1);
  expect(heard).toEqual([
    ['a', 3],
    ['a', 5],
    ['a', 6],
    ['b', 1],
  ]);
});

it('rings each time that nobody knows how far a log has grown, and for what comes after', () => {
  const doorbell = new Doorbell();
  const heard = heardBy(doorbell);
  for (const seq of [2, Infinity, Infinity, 3]) doorbell.ring('a', seq);
  expect(heard.map(([, seq]) => seq)).toEqual([2, Infinity, Infinity, 3]);
});
