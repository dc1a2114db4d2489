import { expect, it } from 'vitest';
import { typhoonClass } from '../../../server/typhoons/typhoons.rules.ts';

it.each([
  [10.7, null],
  [10.8, 'TD'],
  [17.1, 'TD'],
  [17.2, 'TS'],
  [24.5, 'STS'],
  [32.6, 'STS'],
  [32.7, 'TY'],
  [41.5, 'STY'],
  [50.9, 'STY'],
  [51, 'SuperTY'],
  [62, 'SuperTY'],
])('names the class of a wind of %d m/s', (wind, name) => {
  expect(typhoonClass(wind)).toBe(name);
});
