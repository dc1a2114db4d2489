import gcoord from 'gcoord';
import type { StationKind } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { romanised } from './romanise.ts';
import { sourceRows } from './source-files.ts';

export interface StationRow {
  id: number;
  nameZh: string;
  nameEn: string;
  kind: StationKind;
  position: LngLat | null;
  positionBasis: string;
  stages: { kind: 'warning'; meters: number; basis: string }[];
}

type Column = 'name' | 'kind' | 'lon' | 'lat' | 'coordinate_basis' | 'threshold_note';

const kinds: readonly (readonly [sign: string, kind: StationKind])[] = [
  ['潮位站', 'tide'],
  ['水文站', 'hydrology'],
  ['水闸', 'sluice'],
  ['河口', 'estuary'],
];

/** Names that pinyin alone would not make readable. */
const englishNames: Record<string, string> = {
  '三条港(二)': 'Santiaogang (2)',
  '九圩港船闸/水闸': 'Jiuweigang Lock and Sluice',
  通吕运河口: 'Tonglü Canal Mouth',
};

/** The stations that public lists name. Where no source gives a position it stays unknown. */
export function stationRows(): StationRow[] {
  return sourceRows<Column>('stations_seen.csv').map((row, index) => ({
    id: index + 1,
    nameZh: row.name,
    nameEn: englishNames[row.name] ?? romanised(row.name),
    kind: kindOf(row.kind),
    position: row.lon && row.lat ? wgs84([Number(row.lon), Number(row.lat)], row.coordinate_basis) : null,
    positionBasis: row.coordinate_basis,
    stages: stagesOf(row.threshold_note),
  }));
}

function kindOf(note: string): StationKind {
  const kind = kinds.find(([sign]) => note.includes(sign))?.[1];
  if (!kind) throw new Error(`Unknown kind of station: ${note}`);
  return kind;
}

/** Positions from Chinese web maps are in GCJ-02, some 400 m off. */
function wgs84([lng, lat]: [number, number], basis: string): LngLat {
  if (!basis.includes('GCJ-02')) return [lng, lat];
  const [east, north] = gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84);
  return [Math.round(east * 1e6) / 1e6, Math.round(north * 1e6) / 1e6];
}

/** `警戒 8.50 m in 2010 (8.70 = +0.20); 8.70 m in 2020 news (...)`: what is in brackets tells how the stage was derived. */
function stagesOf(note: string): StationRow['stages'] {
  const stated = note.replace(/\([^)]*\)/g, '').matchAll(/(\d+\.\d+) m/g);
  return Array.from(stated, ([, meters]) => ({ kind: 'warning' as const, meters: Number(meters), basis: note }));
}
