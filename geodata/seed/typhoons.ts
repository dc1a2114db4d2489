import { parseBestTrack, type BestTrack, type BestTrackPoint } from '../feeds/cma-best-track.ts';
import { sourceRows, sourceText } from './source-files.ts';

/** The storms of the default data, oldest first. */
const trackFiles = ['202106_infa_cma_bst.csv', '202212_muifa_cma_bst.csv', '202305_doksuri_cma_bst.csv'];

const source = 'CMA tropical cyclone best track (Ying et al. 2014; Lu et al. 2021)';

export interface WindRadiusRow {
  typhoonId: string;
  at: string;
  beaufort: 7 | 10 | 12;
  minKm: number;
  maxKm: number;
  source: string;
}

/** A track without gaps: every position has its strength. */
type WholeTrack = Omit<BestTrack, 'points'> & { points: (BestTrackPoint & { pressureHpa: number; windMetersPerSecond: number })[] };

export function bestTracks(): (WholeTrack & { source: string })[] {
  return trackFiles.map((file) => {
    const track = parseBestTrack(sourceText(`seed/sources/${file}`));
    return { ...track, points: track.points.flatMap(whole), source };
  });
}

function whole({ pressureHpa, windMetersPerSecond, ...point }: BestTrackPoint): WholeTrack['points'] {
  return pressureHpa === null || windMetersPerSecond === null ? [] : [{ ...point, pressureHpa, windMetersPerSecond }];
}

/** Radii that bulletins gave, in words, for the storms we hold: a range each, without quadrants. */
export function windRadii(typhoonIds: readonly string[]): WindRadiusRow[] {
  const rows = sourceRows('wind_radii_from_bulletins.csv').filter((row) => typhoonIds.includes(row.tfid ?? ''));
  return rows.flatMap((row) =>
    ([7, 10, 12] as const).flatMap((beaufort) => {
      const [minKm, maxKm] = [row[`r${beaufort}_min_km`], row[`r${beaufort}_max_km`]];
      if (!minKm || !maxKm) return [];
      const at = new Date(row.time_bjt ?? '').toISOString();
      return [{ typhoonId: row.tfid ?? '', at, beaufort, minKm: Number(minKm), maxKm: Number(maxKm), source: row.source ?? '' }];
    }),
  );
}
