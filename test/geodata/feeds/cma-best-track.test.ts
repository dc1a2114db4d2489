import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BestTrackError, parseBestTrack } from '../../../geodata/feeds/cma-best-track.ts';

const header = 'intl_no,tfid,name_cn,name_en,time_utc,time_bjt,lat,lon,pressure_hpa,wind_ms_2min,beaufort,category_cn';
const doksuri = readFileSync(new URL('../../../geodata/seed/sources/202305_doksuri_cma_bst.csv', import.meta.url), 'utf8');

function line(change: Record<string, string> = {}): string {
  const whole: Record<string, string> = {
    intl_no: '2305',
    tfid: '202305',
    name_cn: '杜苏芮',
    name_en: 'DOKSURI',
    time_utc: '2023-07-27T18:00:00Z',
    time_bjt: '2023-07-28T02:00:00+08:00',
    lat: '23.4',
    lon: '118.9',
    pressure_hpa: '950',
    wind_ms_2min: '45',
    beaufort: '14',
    category_cn: '强台风',
    ...change,
  };
  return header
    .split(',')
    .map((name) => whole[name] ?? '')
    .join(',');
}

function csv(...lines: string[]): string {
  return [header, ...lines].join('\n');
}

function reasons(text: string): string[] {
  try {
    parseBestTrack(text);
  } catch (error) {
    if (error instanceof BestTrackError) return error.issues.map(({ path, reason }) => `${path}: ${reason}`);
    throw error;
  }
  return [];
}

describe('a best track', () => {
  it('is read as published: Doksuri at its strongest and at its end', () => {
    const track = parseBestTrack(doksuri);
    expect(track).toMatchObject({ id: '202305', nameZh: '杜苏芮', nameEn: 'DOKSURI' });
    expect(track.points[0]).toEqual({ at: '2023-07-20T12:00:00.000Z', lng: 133.5, lat: 12.9, pressureHpa: 1002, windMetersPerSecond: 13 });
    expect(Math.max(...track.points.map((point) => point.windMetersPerSecond ?? 0))).toBeGreaterThanOrEqual(50);
  });

  it('comes out in the order of time, whatever the order of its lines', () => {
    const later = line({ time_utc: '2023-07-28T00:00:00Z' });
    expect(parseBestTrack(csv(later, line())).points.map(({ at }) => at)).toEqual(['2023-07-27T18:00:00.000Z', '2023-07-28T00:00:00.000Z']);
  });

  it('may begin with a byte order mark and have empty lines', () => {
    expect(parseBestTrack(`\uFEFF${csv(line(), '', '')}`).points).toHaveLength(1);
  });

  it.each(['(nameless)', 'NAMELESS', ''])('is read of a storm that was never named: %j', (name_en) => {
    const track = parseBestTrack(csv(line({ name_en, name_cn: '未命名', tfid: '202300' })));
    expect(track).toMatchObject({ id: '202300', nameZh: '', nameEn: '' });
  });

  it.each(['', '9999', '0'])('is read with a gap where the pressure is %j', (pressure_hpa) => {
    expect(parseBestTrack(csv(line({ pressure_hpa }), line({ time_utc: '2023-07-28T00:00:00Z' }))).points).toMatchObject([
      { pressureHpa: null, windMetersPerSecond: 45 },
      { pressureHpa: 950 },
    ]);
  });

  it('may call midnight the end of a day', () => {
    expect(parseBestTrack(csv(line({ time_utc: '2024-02-28T24:00:00Z' }))).points[0]!.at).toBe('2024-02-29T00:00:00.000Z');
    expect(reasons(csv(line({ time_utc: '2023-07-28T25:00:00Z' })))[0]).toContain('line 2 time_utc');
  });

  it('is read in the form of the official files', () => {
    const official = [
      '66666 0000    3 0003 0000 0 6 (nameless)                         20240401',
      '2023072818 1 240 1189 1000      12',
      '2023072824 1 245 1185           12',
      '2023072906 1 250 1181 9999      ',
    ].join('\n');
    expect(parseBestTrack(official)).toEqual({
      ...{ id: '202300', nameZh: '', nameEn: '' },
      points: [
        { at: '2023-07-28T18:00:00.000Z', lng: 118.9, lat: 24, pressureHpa: 1000, windMetersPerSecond: 12 },
        { at: '2023-07-29T00:00:00.000Z', lng: 118.5, lat: 24.5, pressureHpa: null, windMetersPerSecond: 12 },
        { at: '2023-07-29T06:00:00.000Z', lng: 118.1, lat: 25, pressureHpa: null, windMetersPerSecond: null },
      ],
    });
    const named = '66666 2305   30 0007 2305 0 6 Doksuri                          20240401\r\n2023072000 2 128 1334  998      18\r\n';
    expect(parseBestTrack(named)).toMatchObject({ id: '202305', nameEn: 'DOKSURI', points: [{ pressureHpa: 998 }] });
    expect(reasons(`${official}\n${named}`)[0]).toContain('line 5');
  });

  it.each([
    ['nothing', '', 'file: no positions'],
    ['only a header', header, 'file: no positions'],
    ['half a line', csv('2305,202305,杜苏芮'), 'file:'],
    ['an open quote', csv(`"${line()}`), 'file:'],
    ['another format', '<alert/>', 'file: no positions'],
    ['latitude out of range', csv(line({ lat: '95' })), 'line 2 lat:'],
    ['NaN', csv(line({ lon: 'NaN' })), 'line 2 lon: not a number'],
    ['1e308', csv(line({ wind_ms_2min: '1e308' })), 'line 2 wind_ms_2min: not a number'],
    ['swapped axes', csv(line({ lat: '118.9', lon: '23.4' })), 'line 2 lat:'],
    ['a time without zone', csv(line({ time_utc: '2023-07-27 18:00' })), 'line 2 time_utc:'],
    ['a wind of 900 m/s', csv(line({ wind_ms_2min: '900' })), 'line 2 wind_ms_2min:'],
    ['a formula', csv(line({ name_en: '=CMD()' })), 'line 2 name_en:'],
    ['two storms', csv(line(), line({ tfid: '202212', time_utc: '2023-07-28T00:00:00Z' })), 'line 3: another storm'],
    ['one moment twice', csv(line(), line()), '2023-07-27T18:00:00.000Z: two positions'],
    ['a huge file', csv(line()) + ' '.repeat(500_000), 'file: longer than'],
    ['a huge field', csv(line({ name_cn: 'x'.repeat(20_000) })), 'file:'],
  ])('is refused with a reason: %s', (_what, text, reason) => {
    expect(reasons(text)[0]).toContain(reason);
  });

  it('names no more than twenty faults of a file that is all faults', () => {
    expect(reasons(csv(...Array.from({ length: 3_000 }, () => line({ lat: 'x' }))))).toHaveLength(20);
  });

  it('never fails in another way, however it is broken', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.nat(doksuri.length), fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(60), (at, scrap, cut) => {
        reasons(doksuri.slice(0, at) + scrap + doksuri.slice(at + cut));
      }),
      { numRuns: 50 },
    );
  });
});
