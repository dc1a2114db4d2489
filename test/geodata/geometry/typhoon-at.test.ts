import { describe, expect, it } from 'vitest';
import { type TrackPoint, typhoonAt } from '#geo/typhoon-at.ts';

function aFix(at: string, about: Partial<TrackPoint> = {}): TrackPoint {
  return { at, lng: 120, lat: 30, pressureHpa: 980, windMetersPerSecond: 30, ...about };
}

const track = [
  aFix('2022-09-14T18:00:00Z', { lng: 121, lat: 31 }),
  aFix('2022-09-15T00:00:00Z', { lng: 121.6, lat: 32.2, pressureHpa: 986, windMetersPerSecond: 24 }),
  aFix('2022-09-15T06:00:00Z', { lng: 121, lat: 34, pressureHpa: 990, windMetersPerSecond: 20 }),
];

describe('a typhoon at a moment', () => {
  it('stands at a fix at the time of the fix', () => {
    expect(typhoonAt(track, new Date('2022-09-15T00:00:00Z'))).toEqual({
      lng: 121.6,
      lat: 32.2,
      pressureHpa: 986,
      windMetersPerSecond: 24,
      passed: 1,
    });
  });

  it('is half way between two fixes at half time', () => {
    const half = typhoonAt(track, new Date('2022-09-14T21:00:00Z'))!;
    expect(half.lng).toBeCloseTo(121.3, 9);
    expect(half).toMatchObject({ lat: 31.6, pressureHpa: 983, windMetersPerSecond: 27, passed: 0 });
  });

  it('still stands at its last fix, and nowhere after it', () => {
    expect(typhoonAt(track, new Date('2022-09-15T06:00:00Z'))).toMatchObject({ lat: 34, passed: 2 });
    expect(typhoonAt(track, new Date('2022-09-15T06:00:01Z'))).toBeNull();
  });

  it('is nowhere before its first fix, and nowhere without fixes', () => {
    expect(typhoonAt(track, new Date('2022-09-14T17:59:59Z'))).toBeNull();
    expect(typhoonAt([], new Date('2022-09-14T18:00:00Z'))).toBeNull();
  });

  it('crosses the antimeridian the short way', () => {
    const west = [aFix('2022-09-14T18:00:00Z', { lng: 179 }), aFix('2022-09-15T00:00:00Z', { lng: -179 })];
    expect(typhoonAt(west, new Date('2022-09-14T21:00:00Z'))!.lng).toBe(180);
    expect(typhoonAt(west, new Date('2022-09-14T22:30:00Z'))!.lng).toBe(-179.5);
  });
});
