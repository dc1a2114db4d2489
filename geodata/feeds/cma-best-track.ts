import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** A storm's best track as published: six-hourly positions, UTC. */
export interface BestTrack {
  id: string;
  /** Both are empty where the storm was never named. */
  nameZh: string;
  nameEn: string;
  /** Ascending in time, no two at the same moment. */
  points: BestTrackPoint[];
}

export interface BestTrackPoint {
  at: string;
  lng: number;
  lat: number;
  /** Null: not given, as is the wind; the position stands all the same. */
  pressureHpa: number | null;
  /** 2-minute mean wind. */
  windMetersPerSecond: number | null;
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

/** Left empty, or by the codes of a missing value, it is a gap. */
const gapOr = (least: number, most: number) =>
  z
    .string()
    .transform((text) => (gaps.includes(text) ? null : text))
    .pipe(number(least, most).pipe(z.number().int()).nullable());
const gaps = ['', '0', '9999', '-9999', 'NaN', 'null'];

/** ISO 8601 has two names for midnight. */
const moment = z
  .string()
  .transform((text) => text.replace(/^(\d{4}-\d{2}-\d{2})T24:00(:00(?:\.0+)?)?Z$/, (_whole, day: string) => dayAfter(day)))
  .pipe(z.iso.datetime());

const isNameless = (name: string) => /^(\(?nameless\)?|未命名|无名|-*)$/i.test(name.trim());

const Line = z.object({
  tfid: z.string().regex(/^[0-9]{6}$/, 'not a year and a number'),
  name_cn: z.string().max(20),
  name_en: z
    .string()
    .transform((name) => (isNameless(name) ? '' : name))
    .pipe(z.string().regex(/^([A-Z][A-Z-]{1,29})?$/i, 'not a name')),
  time_utc: moment,
  lat: number(-5, 70),
  lon: number(90, 220),
  pressure_hpa: gapOr(850, 1050),
  wind_ms_2min: gapOr(1, 110),
});

/**
 * Reads the China Meteorological Administration's best-track data set (Lu et al. 2021, Adv. Atmos. Sci. 38:690-699): its CSV form, and the
 * text form of its official files, whose first line of a storm begins with 66666. One file holds one storm.
 *
 * @throws BestTrackError and nothing else, whatever the text is
 */
export function parseBestTrack(text: string): BestTrack {
  const lines = linesOf(text);
  const first = lines[0];
  if (!first) throw new BestTrackError([{ path: 'file', reason: 'no positions' }]);
  const points = lines.map(pointFrom).sort((a, b) => a.at.localeCompare(b.at));
  const issues = lines.flatMap((line, index) => (line.tfid === first.tfid ? [] : [{ path: `line ${index + 2}`, reason: 'another storm' }]));
  points.forEach((point, index) => {
    if (point.at === points[index - 1]?.at) issues.push({ path: point.at, reason: 'two positions at one moment' });
  });
  if (issues.length > 0) throw new BestTrackError(issues.slice(0, maxIssues));
  return { id: first.tfid, nameZh: isNameless(first.name_cn) ? '' : first.name_cn, nameEn: first.name_en.toUpperCase(), points };
}

function linesOf(csv: string): z.output<typeof Line>[] {
  if (csv.length > maxCharacters) throw new BestTrackError([{ path: 'file', reason: `longer than ${maxCharacters} characters` }]);
  const issues: BestTrackError['issues'] = [];
  const lines: z.output<typeof Line>[] = [];
  for (const [index, record] of (isOfficial(csv) ? officialRecords(csv) : recordsOf(csv)).entries()) {
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

function isOfficial(text: string): boolean {
  return /^\ufeff?\s*66666\s/.test(text);
}

/**
 * The official form: a head of international number, count of lines, number of the year, number of the storm, and name; then a line for each
 * position: YYYYMMDDHH, grade, latitude and longitude in tenths, pressure, wind. A count that is not true is not believed.
 */
function officialRecords(text: string): Record<string, string>[] {
  const [head = '', ...rest] = text
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/);
  const [, , , , number = '', , , name = ''] = head.trim().split(/\s+/);
  return rest
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [time = '', , lat = '', lon = '', ...strength] = line.trim().split(/\s+/);
      const [pressure, wind] = strength.length === 1 && !isPressure(strength[0]!) ? ['', strength[0]!] : strength;
      const [, year = '', month = '', day = '', hour = ''] = /^(\d{4})(\d{2})(\d{2})(\d{2})$/.exec(time) ?? [];
      return {
        tfid: time === '66666' ? '' : `${year}${number.slice(-2)}`,
        ...{ name_cn: '', name_en: name, time_utc: `${year}-${month}-${day}T${hour}:00:00Z` },
        ...{ lat: tenths(lat), lon: tenths(lon), pressure_hpa: pressure ?? '', wind_ms_2min: wind ?? '' },
      };
    });
}

const isPressure = (text: string) => /^(8[5-9]\d|9\d\d|10[0-5]\d|9999)$/.test(text);

function tenths(text: string): string {
  return /^-?\d{1,4}$/.test(text) ? String(Number(text) / 10) : text;
}

/** The midnight with which a day ends, as the one with which the next begins; what is no day stays what it is. */
function dayAfter(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : new Date(at + 86_400_000).toISOString();
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
