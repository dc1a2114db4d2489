import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** A storm's best track as published: six-hourly positions, UTC. */
export interface BestTrack {
  id: string;
  nameZh: string;
  nameEn: string;
  /** Ascending in time, no two at the same moment. */
  points: BestTrackPoint[];
}

export interface BestTrackPoint {
  at: string;
  lng: number;
  lat: number;
  pressureHpa: number;
  /** 2-minute mean wind. */
  windMetersPerSecond: number;
}

/** Says which lines of a best-track file cannot be read, and why. */
export class BestTrackError extends Error {
  readonly issues: { path: string; reason: string }[];

  constructor(issues: BestTrackError['issues']) {
    super(issues.map((issue) => `${issue.path}: ${issue.reason}`).join('; '));
    this.issues = issues;
  }
}

/** The longest track of the data set, John of 1994, has 124 positions in the basin; forty times that is no track. */
const maxCharacters = 500_000;
const maxIssues = 20;

const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'not a number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const Line = z.object({
  tfid: z.string().regex(/^[0-9]{6}$/, 'not a year and a number'),
  name_cn: z.string().min(1).max(20),
  name_en: z.string().regex(/^[A-Z][A-Z-]{1,29}$/i, 'not a name'),
  time_utc: z.iso.datetime(),
  lat: number(-5, 70),
  lon: number(90, 220),
  pressure_hpa: number(850, 1050).pipe(z.number().int()),
  wind_ms_2min: number(0, 110).pipe(z.number().int()),
});

/**
 * Reads the CSV form of the China Meteorological Administration's best-track data set (Lu et al. 2021, Adv. Atmos. Sci. 38:690-699).
 * One file holds one storm.
 *
 * @throws BestTrackError and nothing else, whatever the text is
 */
export function parseBestTrack(csv: string): BestTrack {
  const lines = linesOf(csv);
  const first = lines[0];
  if (!first) throw new BestTrackError([{ path: 'file', reason: 'no positions' }]);
  const points = lines.map(pointFrom).sort((a, b) => a.at.localeCompare(b.at));
  const issues = lines.flatMap((line, index) => (line.tfid === first.tfid ? [] : [{ path: `line ${index + 2}`, reason: 'another storm' }]));
  points.forEach((point, index) => {
    if (point.at === points[index - 1]?.at) issues.push({ path: point.at, reason: 'two positions at one moment' });
  });
  if (issues.length > 0) throw new BestTrackError(issues.slice(0, maxIssues));
  return { id: first.tfid, nameZh: first.name_cn, nameEn: first.name_en.toUpperCase(), points };
}

function linesOf(csv: string): z.output<typeof Line>[] {
  if (csv.length > maxCharacters) throw new BestTrackError([{ path: 'file', reason: `longer than ${maxCharacters} characters` }]);
  const issues: BestTrackError['issues'] = [];
  const lines: z.output<typeof Line>[] = [];
  for (const [index, record] of recordsOf(csv).entries()) {
    const line = Line.safeParse(record);
    if (line.success) lines.push(line.data);
    for (const { path, message } of line.error?.issues ?? [])
      issues.push({ path: `line ${index + 2} ${path.join('.')}`.trim(), reason: message });
    // Who sent half a million characters of something else learns as much from the first twenty.
    if (issues.length >= maxIssues) break;
  }
  if (issues.length > 0) throw new BestTrackError(issues.slice(0, maxIssues));
  return lines;
}

function recordsOf(csv: string): unknown[] {
  try {
    return parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true, max_record_size: 10_000 });
  } catch (error) {
    throw new BestTrackError([{ path: 'file', reason: (error as Error).message }]);
  }
}

function pointFrom(line: z.output<typeof Line>): BestTrackPoint {
  return {
    at: new Date(line.time_utc).toISOString(),
    lng: line.lon,
    lat: line.lat,
    pressureHpa: line.pressure_hpa,
    windMetersPerSecond: line.wind_ms_2min,
  };
}
