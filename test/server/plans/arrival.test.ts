import { describe, expect, it } from 'vitest';
import { arrivals, type Approach } from '../../../server/plans/arrival.rules.ts';

const fix = (at: string, lng: number, lat: number) => ({ at, lng, lat, pressureHpa: 970, windMetersPerSecond: 35 });
/** Due north along 121 E, one degree (111 km) an hour. */
const track = [fix('2026-07-26T00:00:00Z', 121, 24), fix('2026-07-26T10:00:00Z', 121, 34)];
const places = [
  { areaCode: 'south', center: [121, 31] as const },
  { areaCode: 'north', center: [121, 32] as const },
  { areaCode: 'far', center: [105, 32] as const },
  { areaCode: 'nowhere', center: null },
];
const approach = (about: Partial<Approach> = {}): Approach => ({
  ...{ track, radii: [], onset: null, now: new Date('2026-07-26T00:00:00Z') },
  ...about,
});
const times = (about: Partial<Approach>) =>
  Object.fromEntries([...arrivals(places, approach(about))].map(([code, at]) => [code, at?.toISOString() ?? null]));

describe('the arrival of a typhoon', () => {
  it('is when its strong wind reaches a place, as the bulletins say how far it blows', () => {
    const radii = [{ at: '2026-07-26T00:00:00Z', beaufort: 7 as const, minKm: 80, maxKm: 111 }];
    const { south, north, far, nowhere } = times({ radii });
    expect(Date.parse(south!)).toBeGreaterThanOrEqual(Date.parse('2026-07-26T05:50:00Z'));
    expect(Date.parse(south!)).toBeLessThanOrEqual(Date.parse('2026-07-26T06:10:00Z'));
    expect(Date.parse(north!) - Date.parse(south!)).toBe(60 * 60_000);
    expect([far, nowhere]).toEqual([null, null]);
  });

  it('goes by the newest bulletin before it', () => {
    const radii = [
      { at: '2026-07-26T00:00:00Z', beaufort: 7 as const, minKm: 50, maxKm: 50 },
      { at: '2026-07-26T04:00:00Z', beaufort: 7 as const, minKm: 333, maxKm: 334 },
      { at: '2026-07-26T00:00:00Z', beaufort: 10 as const, minKm: 1000, maxKm: 1000 },
    ];
    expect(times({ radii }).south).toBe('2026-07-26T04:00:00.000Z');
  });

  it('is now where it already blows', () => {
    const now = new Date('2026-07-26T07:00:00Z');
    expect(times({ now }).south).toBe(now.toISOString());
  });

  it('is the onset that the warning names where no track says what is to come', () => {
    const onset = new Date('2026-07-27T00:00:00Z');
    expect(times({ onset, now: new Date('2026-07-27T00:00:00Z') }).south).toBe(onset.toISOString());
    expect(times({ onset, track: [] }).nowhere).toBe(onset.toISOString());
    expect(times({ onset }).far).toBe(onset.toISOString());
  });
});
