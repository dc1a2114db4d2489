import { readFileSync, readdirSync, statSync } from 'node:fs';
import type { FeatureCollection, Position } from 'geojson';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../geodata/layers/basemap/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as FeatureCollection<never, Record<string, unknown>>;

/** Every position of a geometry, however deep its rings lie. */
function positionsIn(coordinates: unknown): Position[] {
  const list = coordinates as unknown[];
  return typeof list[0] === 'number' ? [coordinates as Position] : list.flatMap(positionsIn);
}

describe('the base map', () => {
  it.each(files)('%s holds positions of the north-west Pacific in WGS 84', (name) => {
    const { features } = read(name);
    expect(features.length).toBeGreaterThan(0);
    const outside = features
      .flatMap(({ geometry }) => positionsIn((geometry as { coordinates: unknown }).coordinates))
      .filter(([lng = NaN, lat = NaN]) => !(lng >= 94 && lng <= 161 && lat >= -1 && lat <= 51));
    expect(outside).toEqual([]);
  });

  it('says in its own file where each comes from', () => {
    const told = readFileSync(new URL('ATTRIBUTION.md', folder), 'utf8');
    expect(files.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });

  it('names places, waters and ways in both languages', () => {
    const named = ['places.json', 'waterways.json'].flatMap((name) => read(name).features.map(({ properties }) => properties));
    expect(named.length).toBeGreaterThan(200);
    expect(
      named.filter(
        ({ nameZh, nameEn }) => !/\p{Script=Han}/u.test(String(nameZh)) || !/^[\p{Script=Latin}\p{M}\d,\s'’.()–-]+$/u.test(String(nameEn)),
      ),
    ).toEqual([]);
  });

  it('names none of the counties and towns that the city names itself', () => {
    const names = read('places.json').features.flatMap(({ properties }) => (properties.kind === 'county' ? [properties.nameZh] : []));
    expect(names.filter((name) => ['海安', '如皋', '如东', '海门', '启东', '通州', '崇川'].includes(String(name)))).toEqual([]);
  });

  it('is no more than a slow line carries: 1.2 MB on disk', () => {
    const drawn = files.filter((name) => name !== 'land-nantong.json');
    expect(drawn.reduce((sum, name) => sum + statSync(new URL(name, folder)).size, 0)).toBeLessThan(1_200_000);
  });
});
