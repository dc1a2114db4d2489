import { expect, it } from 'vitest';
import { mayActNow } from '../../../client/state/may-act.ts';
import { aSession } from '../../support/builders.ts';

it.each([
  ['dutyOfficer', 'live', true],
  ['dutyOfficer', 'past', false],
  ['dutyOfficer', 'ahead', false],
  ['viewer', 'live', false],
  ['wall', 'live', false],
] as const)('a %s who looks at %s time may act: %s', (role, tense, may) => {
  expect(mayActNow(aSession(role), { tense }, 'call.answerFor')).toBe(may);
});

it('nobody acts who is not signed in', () => {
  expect(mayActNow(null, { tense: 'live' }, 'call.answerFor')).toBe(false);
});
