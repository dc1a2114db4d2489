import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil, waitsFrom } from '../../../server/policies/night.rules.ts';

const beijing = (time: string, day = '2026-07-26') => new Date(`${day}T${time}:00+08:00`);
const night = { from: '22:00', to: '06:00', rings: false };

describe('a night that is to be quiet', () => {
  it.each([
    ['21:59', null],
    ['22:00', beijing('06:00', '2026-07-27')],
    ['23:59', beijing('06:00', '2026-07-27')],
    ['00:00', beijing('06:00')],
    ['05:59', beijing('06:00')],
    ['06:00', null],
    ['12:00', null],
  ])('at %s lasts until %s', (time, end) => {
    expect(quietUntil(night, beijing(time))).toEqual(end);
  });

  it('may lie within one day', () => {
    const noonRest = { from: '12:30', to: '14:00', rings: false };
    expect(quietUntil(noonRest, beijing('13:00'))).toEqual(beijing('14:00'));
    expect(quietUntil(noonRest, beijing('14:30'))).toBeNull();
    expect(quietUntil(noonRest, beijing('00:00'))).toBeNull();
  });

  it('is none where the policy rings, or where it ends as it begins', () => {
    expect(quietUntil({ ...night, rings: true }, beijing('23:00'))).toBeNull();
    expect(quietUntil({ from: '22:00', to: '22:00', rings: false }, beijing('22:00'))).toBeNull();
  });

  it('ends within a day, at its own end, whenever it is asked about', () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    // China had summer time until 1991.
    const moment = fc.date({ min: new Date('1992-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, moment, (from, to, wall) => {
        const end = quietUntil({ from, to, rings: false }, wall);
        if (end === null) return;
        expect(end.getTime() - wall.getTime()).toBeGreaterThan(0);
        expect(end.getTime() - wall.getTime()).toBeLessThanOrEqual(24 * 60 * 60_000);
        expect(end.toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })).toBe(to);
        expect(quietUntil({ from, to, rings: false }, end)).toBeNull();
      }),
    );
  });

  it('is not waited through for an answer, but in a drill, which rings nobody outside anyway', () => {
    const now = beijing('23:00');
    expect(waitsFrom(night, { mode: 'actual', now })).toEqual(beijing('06:00', '2026-07-27'));
    expect(waitsFrom({ ...night, rings: true }, { mode: 'actual', now })).toEqual(now);
    expect(waitsFrom(night, { mode: 'exercise', now })).toEqual(now);
  });
});
