import { describe, expect, it } from 'vitest';
import { likelyDouble } from '../../../server/warnings/doubles.rules.ts';
import type { KnownWarning } from '../../../server/warnings/versions.rules.ts';
import { aWarning } from '../../support/builders.ts';
import { code } from '../../support/tiny-city.ts';

const held = (about: Partial<KnownWarning> = {}): KnownWarning => ({
  ...aWarning({ sender: 'province@example.invalid', areas: [code.rudong], sent: '2026-07-26T04:00:00.000Z' }),
  ...{ supersedes: [], unresolved: [], broughtArea: null },
  ...about,
});
const arriving = aWarning({ areas: [code.yangkou], sent: '2026-07-26T04:40:00.000Z' });

describe('a likely double', () => {
  it('is of the same weather and level, in an overlapping area, at about the same hour', () => {
    const other = held();
    expect(likelyDouble(arriving, [other])).toBe(other);
    expect(likelyDouble({ ...arriving, event: 'Typhoon', eventCode: null }, [other])).toBe(other);
  });

  it.each([
    ['another level', { level: 'red' }],
    ['another weather', { event: '暴雨', eventCode: '11B03' }],
    ['another place', { areas: [code.haimen] }],
    ['another time', { sent: '2026-07-26T05:41:00.000Z' }],
    ['what is over', { state: 'cancelled' }],
    ['what bears its own name', { sender: arriving.sender, identifier: arriving.identifier }],
  ] as const)('is not %s', (_what, about) => {
    expect(likelyDouble(arriving, [held(about as Partial<KnownWarning>)])).toBeNull();
  });

  it('is the nearest in time', () => {
    const near = held({ sent: '2026-07-26T04:50:00.000Z' });
    expect(likelyDouble(arriving, [held(), near])).toBe(near);
  });

  it('of weather without a policy is told by its name', () => {
    const fog = { event: '大雾', eventCode: null };
    expect(likelyDouble({ ...arriving, ...fog }, [held(fog)])).not.toBeNull();
    expect(likelyDouble({ ...arriving, ...fog }, [held({ event: '霾', eventCode: null })])).toBeNull();
  });
});
