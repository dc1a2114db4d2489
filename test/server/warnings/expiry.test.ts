import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import { restsOf } from '../../../server/warnings/expiry.rules.ts';
import type { KnownWarning } from '../../../server/warnings/versions.rules.ts';
import { aWarning } from '../../support/builders.ts';
import { code } from '../../support/tiny-city.ts';

function held(about: Partial<KnownWarning> = {}): KnownWarning {
  return { ...aWarning({ areas: [code.nantong] }), supersedes: [], unresolved: [], broughtArea: null, ...about };
}
const after = (before: KnownWarning, about: Partial<KnownWarning> = {}) =>
  held({ version: before.version + 1, supersedes: [before.id], areas: [code.rudong], ...about });
const callOutOf = ({ id, level }: KnownWarning) => ({ id: randomUUID() as CallOutId, warningId: id, level });
const passed = { expired: true, state: 'expired' } as const;

/** Where the calls for the first of the warnings come to rest. */
const restsIn = (...warnings: [KnownWarning, ...KnownWarning[]]) =>
  restsOf([callOutOf(warnings[0])], warnings).map(({ within, outside }) => [within, ...outside]);

describe('calls come to rest', () => {
  it('not while their warning holds', () => {
    expect(restsIn(held())).toEqual([]);
  });

  it('everywhere when its time has passed', () => {
    expect(restsIn(held(passed))).toEqual([['']]);
  });

  it('but for where a later version holds: one that prolongs it, and one that rings nobody yet', () => {
    for (const level of ['blue', 'red'] satisfies WarningLevel[]) {
      const first = held({ expired: true, state: 'superseded' });
      expect(restsIn(first, after(first, { level }))).toEqual([['', '320623']]);
    }
  });

  it('where a later version of the same level has passed, though the first has no end', () => {
    const first = held({ state: 'superseded' });
    expect(restsIn(first, after(first, passed))).toEqual([['320623']]);
  });

  it('not where only one of another level has passed', () => {
    const first = held({ state: 'superseded' });
    expect(restsIn(first, after(first, { ...passed, level: 'red' }))).toEqual([]);
  });

  it('not where one of two updates side by side still holds', () => {
    const first = held({ state: 'superseded' });
    expect(restsIn(first, after(first, passed), after(first))).toEqual([['320623', '320623']]);
  });

  it('where the last of three has passed, whatever those before it say', () => {
    const first = held({ state: 'superseded' });
    const second = after(first, { state: 'superseded' });
    expect(restsIn(first, second, after(second, passed))).toEqual([['320623']]);
  });

  it('everywhere once both have passed', () => {
    const first = held({ expired: true, state: 'superseded' });
    expect(restsIn(first, after(first, { ...passed, level: 'red' }))).toEqual([['']]);
  });

  it('whatever a version says that was cancelled', () => {
    const first = held({ ...passed });
    expect(restsIn(first, after(first, { state: 'cancelled' }))).toEqual([['']]);
  });
});
