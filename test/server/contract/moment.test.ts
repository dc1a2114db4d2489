import { describe, expect, it } from 'vitest';
import { readClock } from '#contract/incident-clock.ts';
import { ClockChange, NewIncident } from '#contract/incidents.ts';
import { latestMoment, Moment } from '#contract/moment.ts';

describe('a time from outside', () => {
  it.each(['1900-01-01T00:00:00Z', '2023-07-27T20:00:00+08:00', '2199-12-31T23:59:59.999Z'])('%s is taken', (at) => {
    expect(Moment.safeParse(at).success).toBe(true);
  });

  it.each(['0000-01-01T00:00:00Z', '1899-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '2023-02-30T00:00:00Z', '2023-07-27T20:00:00', ''])(
    '%j is refused: no calendar or database has it',
    (at) => {
      expect(Moment.safeParse(at).success).toBe(false);
    },
  );

  it('neither begins nor sets a clock at the end of time', () => {
    const drill = { name: '演练', kind: 'typhoon', mode: 'exercise' };
    expect(NewIncident.safeParse({ ...drill, startAt: '9999-12-31T00:00:00Z' }).success).toBe(false);
    expect(ClockChange.safeParse({ at: '9999-12-31T00:00:00Z' }).success).toBe(false);
  });
});

describe('a clock that runs an hour in a second', () => {
  it('stands at the end of the last year instead of showing one that nobody can write', () => {
    const clock = { at: '2199-12-31T23:00:00Z', setAt: '2026-01-01T00:00:00Z', rate: 3600, paused: false };
    expect(readClock(clock, new Date('2026-01-01T00:00:00.500Z')).toISOString()).toBe('2199-12-31T23:30:00.000Z');
    expect(readClock(clock, new Date('2036-01-01T00:00:00Z')).toISOString()).toBe(latestMoment);
  });
});
