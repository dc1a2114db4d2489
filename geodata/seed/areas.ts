import type { LngLat } from '#geo/lng-lat.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import type { MultiPolygonCoordinates } from './boundaries.ts';
import { cityCode, countyNames } from './counties.ts';
import { cityPlane, storedPosition } from './land.ts';
import { initialsOf } from './romanise.ts';
import type { Territory } from './territory.ts';
import type { Village } from './villages.ts';

export interface AreaRow {
  code: string;
  parentCode: string | null;
  level: 'city' | 'county' | 'township' | 'village';
  kind: 'statistical' | 'functionalZone';
  nameZh: string;
  nameEn: string;
  initials: string;
  center: LngLat;
  boundary: { type: 'MultiPolygon'; coordinates: MultiPolygonCoordinates } | null;
  unverified: boolean;
}

/** The administrative tree from the top down, so that a parent always comes before its children. */
export function areaRows(territory: Territory, villages: readonly Village[]): AreaRow[] {
  const common = { kind: 'statistical', boundary: null, unverified: false } as const;
  const city = {
    ...common,
    code: cityCode,
    parentCode: null,
    level: 'city',
    nameZh: '南通市',
    nameEn: 'Nantong City',
    center: seatOfCity,
  } as const;
  const rows: Omit<AreaRow, 'initials'>[] = [
    { ...city, boundary: multiPolygon(territory.cityBoundary) },
    ...countyNames.map(({ seat, ...county }) => ({
      ...county,
      parentCode: cityCode,
      level: 'county' as const,
      center: seat,
      boundary: multiPolygon(territory.countyBoundaries.get(county.code)),
    })),
    ...territory.townships.map(({ code, countyCode, nameZh, nameEn, center, boundary, unverified }) => ({
      ...common,
      ...{ code, nameZh, nameEn, unverified },
      parentCode: countyCode,
      level: 'township' as const,
      center: storedPosition(center),
      boundary: multiPolygon(boundary),
    })),
    ...villages.map(({ code, township, nameZh, nameEn, center, unverified }) => ({
      ...common,
      ...{ code, nameZh, nameEn, unverified },
      parentCode: township.code,
      level: 'village' as const,
      center: storedPosition(center),
    })),
  ];
  return rows.map((row) => ({ ...row, initials: initialsOf(row.nameZh) }));
}

const seatOfCity: LngLat = [120.894, 31.98];

/** The seat of a county or zone in the city's plane. */
export function seatOf(countyCode: string): PlanePoint {
  const county = countyNames.find(({ code }) => code === countyCode);
  if (!county) throw new Error(`Unknown county ${countyCode}`);
  return cityPlane.toPlane(county.seat);
}

function multiPolygon(coordinates: MultiPolygonCoordinates | undefined): AreaRow['boundary'] {
  return coordinates ? { type: 'MultiPolygon', coordinates } : null;
}
