import { area, featureCollection, intersect, multiPolygon } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import type { MultiPolygonCoordinates } from '../../../geodata/seed/boundaries.ts';
import { countyNames, tongzhouBay } from '../../../geodata/seed/counties.ts';
import { cityPlane } from '../../../geodata/seed/land.ts';
import { layOutTerritory } from '../../../geodata/seed/territory.ts';
import { developmentZone } from '../../../geodata/seed/townships.ts';
import { layOutVillages } from '../../../geodata/seed/villages.ts';

const territory = layOutTerritory();
const { townships, countyBoundaries } = territory;

function squareKilometers(boundary: MultiPolygonCoordinates): number {
  return area(multiPolygon(boundary)) / 1e6;
}

function overlapSquareKilometers(a: MultiPolygonCoordinates, b: MultiPolygonCoordinates): number {
  const shared = intersect(featureCollection([multiPolygon(a), multiPolygon(b)]));
  return shared ? area(shared) / 1e6 : 0;
}

describe('the territory', () => {
  it('cuts each county and zone into cells that fill it', () => {
    const differences = [...countyBoundaries].map(([code, boundary]) => {
      const cells = townships.filter((township) => township.countyCode === code);
      return Math.abs(cells.reduce((sum, cell) => sum + squareKilometers(cell.boundary), 0) - squareKilometers(boundary));
    });
    expect(differences).toHaveLength(8);
    expect(Math.max(...differences)).toBeLessThan(0.1);
  });

  it('gives no ground to two townships of a county', () => {
    const zone = townships.filter((township) => township.countyCode === developmentZone);
    const overlaps = zone.flatMap((one, index) =>
      zone.slice(index + 1).map((other) => overlapSquareKilometers(one.boundary, other.boundary)),
    );
    expect(Math.max(...overlaps)).toBeLessThan(0.001);
  });

  it('takes the Development Zone out of Chongchuan', () => {
    const [zone, chongchuan] = [developmentZone, '320613000000'].map((code) => countyBoundaries.get(code) ?? []);
    expect(overlapSquareKilometers(zone!, chongchuan!)).toBeLessThan(0.001); // both codes were given above
  });

  it('draws no boundary for Tongzhou Bay, of which none is published', () => {
    expect(countyBoundaries.has(tongzhouBay)).toBe(false);
  });

  it('has the size of Nantong, part of it water', () => {
    expect(squareKilometers(territory.cityBoundary)).toBeGreaterThan(8_000);
    expect(squareKilometers(territory.cityBoundary)).toBeLessThan(10_600);
  });

  it('finds every seat on land in its own township, and nobody outside the city', () => {
    expect(townships.filter(({ center }) => !territory.isLand(center))).toEqual([]);
    expect(townships.filter((township) => territory.townshipAt(township.center) !== township)).toEqual([]);
    expect(territory.townshipAt(cityPlane.toPlane([118, 30]))).toBeUndefined();
  });

  it('finds every county seat within its county, and that of Tongzhou Bay in a neighbour', () => {
    const hosts = countyNames.map(({ seat }) => territory.townshipAt(cityPlane.toPlane(seat))?.countyCode);
    expect(hosts).toEqual(countyNames.map(({ code }) => (code === tongzhouBay ? '320612000000' : code)));
  });

  it('tells the sea from the river', () => {
    const { shoreline } = territory;
    const [luesi, langshan, rugao] = ([[121.6, 32.055], [120.882, 31.955], [120.565, 32.385]] as const).map((p) => cityPlane.toPlane(p)); // prettier-ignore
    expect(shoreline.metersTo('sea', luesi!)).toBeLessThan(4_000); // three positions were given above
    expect(shoreline.metersTo('river', langshan!)).toBeLessThan(3_000);
    expect([shoreline.metersTo('sea', rugao!), shoreline.metersTo('river', rugao!)]).toEqual([12_000, 12_000]);
  });

  it('settles every village on land in its township, apart from its neighbours', () => {
    const villages = layOutVillages(territory, 1);
    expect(villages.filter(({ center, township }) => !territory.isLand(center) || territory.townshipAt(center) !== township)).toEqual([]);
    expect(Math.min(...villages.map(({ reachMeters }) => reachMeters))).toBeGreaterThan(20);
    expect(townships.filter((township) => !villages.some((village) => village.township === township))).toEqual([]);
  });

  it('names villages as places, not as committees', () => {
    const names = new Map(layOutVillages(territory, 1).map(({ nameZh, nameEn }) => [nameZh, nameEn]));
    expect(names.get('东市社区居委会')).toBe('Dongshi Community');
    expect(names.get('利北村村委会')).toBe('Libei Village');
    expect(names.get('新村村委会')).toBe('Xincun Village');
    expect([...names.values()].filter((name) => /Juweihui|Cunweihui|Weiyuanhui/i.test(name))).toEqual([]);
  });
});
