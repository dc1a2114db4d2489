import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import {
  bins,
  binWidth,
  drivingOf,
  percentAlong,
  rangeShown,
  rangesOf,
  ticks,
  warningMarks,
} from '../../../client/timeline/timeline.view.ts';
import { emptyWorld, fold, type Pulse, type World } from '#contract/world.ts';
import { aFact, aWarning } from '../../support/builders.ts';

const callOutId = '00000000-0000-4000-8000-000000000001' as CallOutId;
const minute = 60_000;
const day = 24 * 60 * minute;
const noon = Date.parse('2022-09-14T04:00:00.000Z');

function aTrack(fromDay: number, toDay: number): Typhoon {
  const point = (days: number) => ({
    at: new Date(noon + days * day).toISOString(),
    lng: 125,
    lat: 28,
    pressureHpa: 960,
    windMetersPerSecond: 40,
    class: 'TY' as const,
  });
  return { id: '202212', nameZh: '梅花', nameEn: 'Muifa', source: 'CMA', points: [point(fromDay), point(toDay)], radii: [] };
}

function started(minutesAgo: number, pulses: Pulse[] = []): World {
  return { ...emptyWorld, startedAt: new Date(noon - minutesAgo * minute).toISOString(), at: new Date(noon).toISOString(), pulses };
}

describe('the range of the timeline', () => {
  it('reaches from before the first fact to past now', () => {
    const { incident } = rangesOf(started(90), null, new Date(noon));
    expect(incident.from).toBeLessThan(noon - 90 * minute);
    expect(incident.to).toBeGreaterThan(noon + 15 * minute);
  });

  it('takes in a typhoon that is near', () => {
    const ranges = rangesOf(started(60), aTrack(-4, 2), new Date(noon));
    expect(ranges.areOne).toBe(true);
    expect(rangeShown(ranges, 'incident')).toMatchObject({ from: noon - 4 * day, to: noon + 2 * day });
  });

  it('leaves the choice when the typhoon is another story', () => {
    const ranges = rangesOf(started(60), aTrack(-700, -690), new Date(noon));
    expect(ranges.areOne).toBe(false);
    expect(rangeShown(ranges, 'incident').from).toBeGreaterThan(noon - day);
    expect(rangeShown(ranges, 'typhoon')).toEqual({ from: noon - 700 * day, to: noon - 690 * day });
  });

  it('stands still while now moves on, and grows before now reaches the end', () => {
    const at = (minutes: number) => rangesOf(started(0), null, new Date(noon + minutes * minute)).incident;
    expect(at(80)).toEqual(at(1));
    for (const minutes of [1, 100, 1_000, 10_000, 100_000]) expect(percentAlong(noon + minutes * minute, at(minutes))).toBeLessThan(85);
  });
});

describe('the bars', () => {
  it('hold every pulse of the span exactly once', () => {
    const pulse = fc
      .record({ minutes: fc.integer({ min: 0, max: 2_000 }), called: fc.nat(9), answered: fc.nat(9), climbed: fc.nat(9) })
      .map(({ minutes, ...counts }): Pulse => ({ at: new Date(noon + minutes * minute).toISOString(), callOutId, people: 0, ...counts }));
    fc.assert(
      fc.property(fc.array(pulse), (pulses) => {
        const made = bins({ ...emptyWorld, pulses }, { from: noon, to: noon + 2_001 * minute });
        const sum = (counts: { called: number; answered: number; climbed: number }[]) =>
          counts.reduce((total, { called, answered, climbed }) => total + called + 10 * answered + 100 * climbed, 0);
        expect(sum(made)).toBe(sum(pulses));
      }),
    );
  });

  it('are never more than can be told apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: minute, max: 800 * day }), (length) => {
        const span = { from: noon, to: noon + length };
        expect(length / binWidth(span)).toBeLessThanOrEqual(96);
      }),
    );
  });
});

describe('the labels', () => {
  it('say the date where a day begins in Nantong, and at the first', () => {
    const made = ticks({ from: Date.parse('2022-09-13T20:30:00+08:00'), to: Date.parse('2022-09-14T06:00:00+08:00') });
    expect(made[0]?.says).toBe('both');
    const dates = made.filter(({ says }) => says === 'date').map(({ at }) => new Date(at).toISOString());
    expect(dates).toEqual(['2022-09-13T16:00:00.000Z']);
  });
});

describe('the marks', () => {
  it('show the warnings of the span by level', () => {
    const facts = ['2022-09-14T03:00:00.000Z', '2021-01-01T00:00:00.000Z'].map((sent, index) =>
      aFact(index + 1, { kind: 'warning.put', areaCode: null, warning: aWarning({ sent, level: 'red' }) }),
    );
    const world = fold(emptyWorld, { facts, seq: 2 });
    const span = { from: noon - 2 * 60 * minute, to: noon };
    const marks = warningMarks(world, span);
    expect(marks.map(({ at, level }) => [percentAlong(at, span), level])).toEqual([[50, 'red']]);
  });
});

describe('the controls', () => {
  it('drive what is shown: a replay before the clock of an exercise', () => {
    expect(drivingOf({ isReplay: true, hasClock: true, maySetClock: true })).toBe('replay');
    expect(drivingOf({ isReplay: false, hasClock: true, maySetClock: true })).toBe('incident');
  });

  it('leave the clock of an exercise to who may set it, and the wall clock to nobody', () => {
    expect(drivingOf({ isReplay: false, hasClock: true, maySetClock: false })).toBe('others');
    expect(drivingOf({ isReplay: false, hasClock: false, maySetClock: true })).toBe('wall');
  });
});
