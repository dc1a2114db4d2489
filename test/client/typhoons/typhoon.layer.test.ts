import { describe, expect, it } from 'vitest';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import { trackLines, trackPoints, typhoonNow, windCircles, windRadiiAt } from '../../../client/typhoons/typhoon.layer.ts';
import { nearestPass, typhoonFacts } from '../../../client/typhoons/typhoon-facts.view.ts';
import { aTyphoon } from '../../support/small-map.ts';

const typhoon = aTyphoon({
  radii: [
    { at: '2022-09-14T12:00:00.000Z', beaufort: 7, minKm: 200, maxKm: 300 },
    { at: '2022-09-14T15:00:00.000Z', beaufort: 7, minKm: 150, maxKm: 220 },
    { at: '2022-09-14T12:00:00.000Z', beaufort: 12, minKm: 50, maxKm: 50 },
  ],
});
const middle = new Date('2022-09-14T15:00:00Z');

describe('the track', () => {
  it('parts where the typhoon is at the time shown', () => {
    const [past, future] = trackLines(typhoon, middle).features;
    expect(past?.geometry.coordinates).toEqual([
      [122, 28],
      [122, 29],
    ]);
    expect(future?.geometry.coordinates).toEqual([
      [122, 29],
      [122, 30],
      [122, 32],
    ]);
  });

  it.each([
    ['before it', '2022-09-01T00:00:00Z', [false]],
    ['after it', '2022-10-01T00:00:00Z', [true]],
  ])('is one line %s', (_, at, past) => {
    expect(trackLines(typhoon, new Date(at)).features.map(({ properties }) => properties.past)).toEqual(past);
  });

  it('tells the fixes that are still to come', () => {
    expect(trackPoints(typhoon, middle).features.map(({ properties }) => [properties.class, properties.past])).toEqual([
      ['TY', true],
      ['STS', false],
      ['TY', false],
    ]);
  });

  it('draws nothing of a typhoon without fixes', () => {
    expect(trackLines(aTyphoon({ points: [] }), middle).features).toEqual([]);
    expect(typhoonNow(aTyphoon({ points: [] }), middle).features).toEqual([]);
  });
});

describe('the typhoon at the time shown', () => {
  it('lies between two fixes, with the class that was stated last', () => {
    expect(typhoonNow(typhoon, middle).features[0]).toMatchObject({
      geometry: { coordinates: [122, 29] },
      properties: { class: 'TY', wind: 35 },
    });
  });

  it('is nowhere when its track is over', () => {
    expect(typhoonNow(typhoon, new Date('2022-09-20T00:00:00Z')).features).toEqual([]);
  });
});

describe('wind radii', () => {
  it('are those of the newest bulletin for each force', () => {
    expect(windRadiiAt(typhoon.radii, middle).map(({ beaufort, maxKm }) => [beaufort, maxKm])).toEqual([
      [7, 220],
      [12, 50],
    ]);
  });

  it('never come from after the time shown', () => {
    expect(windRadiiAt(typhoon.radii, new Date('2022-09-14T14:59:00Z'))[0]?.maxKm).toBe(300);
  });

  it('say nothing any more after 24 hours', () => {
    expect(windRadiiAt(typhoon.radii, new Date('2022-09-15T13:00:00Z')).map(({ beaufort }) => beaufort)).toEqual([7]);
    expect(windRadiiAt(typhoon.radii, new Date('2022-09-16T00:00:00Z'))).toEqual([]);
  });

  it('are drawn as circles on the ground around where the typhoon is', () => {
    const [seven] = windCircles(typhoon, middle).features;
    const distances = seven!.geometry.coordinates[0]!.map(([lng, lat]) => distanceKilometers([122, 29], [lng!, lat!]));
    expect(Math.min(...distances)).toBeCloseTo(220, 3);
    expect(Math.max(...distances)).toBeCloseTo(220, 3);
  });
});

describe('typhoonFacts', () => {
  it('gives the distance to the city now', () => {
    expect(typhoonFacts(typhoon, middle, [122, 31])?.kilometers).toBeCloseTo(222.4, 1);
  });

  it('knows nothing outside the track', () => {
    expect(typhoonFacts(typhoon, new Date('2022-10-01T00:00:00Z'), [121, 32])).toBeNull();
  });
});

describe('nearestPass', () => {
  it('lies between two fixes where the typhoon passes there', () => {
    const pass = nearestPass(typhoon.points, [122.5, 29]);
    expect(pass?.at).toEqual(middle);
    expect(pass?.kilometers).toBeCloseTo(48.6, 1);
  });

  it('is never farther than the nearest fix', () => {
    const fixes = typhoon.points.map(({ lng, lat }) => distanceKilometers([121, 31.3], [lng, lat]));
    expect(nearestPass(typhoon.points, [121, 31.3])!.kilometers).toBeLessThanOrEqual(Math.min(...fixes));
  });

  it('is the only fix of a track that has one, and nothing without any', () => {
    expect(nearestPass(typhoon.points.slice(0, 1), [122, 29])?.kilometers).toBeCloseTo(111.2, 1);
    expect(nearestPass([], [122, 29])).toBeNull();
  });
});
