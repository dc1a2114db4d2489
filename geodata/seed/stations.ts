import gcoord from 'gcoord';
import type { LngLat } from '#geo/lng-lat.ts';
import { sourceRows } from './source-files.ts';

export interface StationRow {
  id: number;
  nameZh: string;
  nameEn: string;
  kind: 'tide' | 'hydrology' | 'sluice' | 'estuary';
  /** Null where no source gives it. */
  position: LngLat | null;
  positionBasis: string | null;
  stages: { kind: 'warning'; meters: number; basis: string }[];
}

const englishNames: Readonly<Record<string, string>> = {
  天生港: 'Tianshenggang',
  江阴: 'Jiangyin',
  镇江: 'Zhenjiang',
  南京: 'Nanjing',
  青龙港: 'Qinglonggang',
  '三条港(二)': 'Santiaogang (2)',
  吕四: 'Lüsi',
  洋口港: 'Yangkou Port',
  '九圩港船闸/水闸': 'Jiuweigang Lock and Sluice',
  通吕运河口: 'Mouth of the Tonglü Canal',
};

export function stationRows(): StationRow[] {
  return sourceRows<'name' | 'kind' | 'lon' | 'lat' | 'coordinate_basis' | 'threshold_note'>('stations_seen.csv').map((row, index) => ({
    id: index + 1,
    nameZh: row.name,
    nameEn: englishNames[row.name] ?? row.name,
    kind: kindOf(row.kind),
    position: row.lon && row.lat ? wgs84([Number(row.lon), Number(row.lat)], row.coordinate_basis) : null,
    positionBasis: row.coordinate_basis || null,
    stages: stagesIn(row.threshold_note),
  }));
}

function kindOf(kind: string): StationRow['kind'] {
  if (kind.includes('潮位站')) return 'tide';
  if (kind.includes('水文站')) return 'hydrology';
  return kind.includes('河口') ? 'estuary' : 'sluice';
}

/** Five decimals are a metre; the sources know less. */
function wgs84(position: LngLat, basis: string): LngLat {
  const [lng, lat] = basis.includes('GCJ-02') ? gcoord.transform<[number, number]>([...position], gcoord.GCJ02, gcoord.WGS84) : position;
  return [Math.round(lng * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];
}

/** Every warning stage in a note, each with the note: they were derived from news and have been revised since. */
function stagesIn(note: string): StationRow['stages'] {
  return [...note.matchAll(/(?:警戒|;) (\d+\.\d+) m/g)].map((match) => ({ kind: 'warning', meters: Number(match[1]), basis: note }));
}
