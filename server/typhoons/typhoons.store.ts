import type { Typhoon, TyphoonPoint, TyphoonSummary, WindRadius } from '../contract/typhoons.ts';
import type { Tx } from '../kernel/db/db.ts';

/** A typhoon as registered; the class of each point follows from its wind. */
export type RecordedTyphoon = Omit<Typhoon, 'points'> & { points: Omit<TyphoonPoint, 'class'>[] };

/** Newest first. */
export async function typhoonSummaries(tx: Tx): Promise<TyphoonSummary[]> {
  const rows = await tx.query<Omit<TyphoonSummary, 'firstAt' | 'lastAt'> & { firstAt: Date | null; lastAt: Date | null }>(
    `select id, name_zh as "nameZh", name_en as "nameEn", source, min(at) as "firstAt", max(at) as "lastAt"
     from typhoon left join typhoon_point on typhoon_id = id
     group by id order by id desc`,
  );
  return rows.map((row) => ({ ...row, firstAt: row.firstAt?.toISOString() ?? null, lastAt: row.lastAt?.toISOString() ?? null }));
}

export async function recordedTyphoon(tx: Tx, id: string): Promise<RecordedTyphoon | undefined> {
  const typhoon = await tx.one<Pick<Typhoon, 'id' | 'nameZh' | 'nameEn' | 'source'>>(
    `select id, name_zh as "nameZh", name_en as "nameEn", source from typhoon where id = $1`,
    [id],
  );
  return typhoon && { ...typhoon, points: await points(tx, id), radii: await radii(tx, id) };
}

async function points(tx: Tx, id: string): Promise<RecordedTyphoon['points']> {
  const rows = await tx.query<Omit<TyphoonPoint, 'at' | 'class'> & { at: Date }>(
    `select at, st_x(position) as lng, st_y(position) as lat, pressure_hpa as "pressureHpa", wind_meters_per_second as "windMetersPerSecond"
     from typhoon_point where typhoon_id = $1 order by at`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function radii(tx: Tx, id: string): Promise<WindRadius[]> {
  const rows = await tx.query<Omit<WindRadius, 'at'> & { at: Date }>(
    `select at, beaufort, min_km as "minKm", max_km as "maxKm" from typhoon_wind_radius where typhoon_id = $1 order by at, beaufort`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
