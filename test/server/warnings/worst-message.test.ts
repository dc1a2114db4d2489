import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Polygon } from '#geo/polygon.ts';
import { CapReader, type ReadMessage } from '../../../server/warnings/cap.reader.ts';
import type { Gazetteer, Placed } from '../../../server/warnings/placement.rules.ts';
import { capMessage, geocode } from '../../support/cap-message.ts';

const box = (west: number, south: number, size: number): Polygon => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];
/** A hundred townships side by side, with outlines of some sixty corners. */
const townships = Array.from({ length: 100 }, (_, at) => ({
  code: String(320623100000 + 1000 * at),
  boundary: [bumpy(box(120 + 0.12 * (at % 10), 31.5 + 0.12 * Math.floor(at / 10), 0.12))],
}));
const gazetteer: Gazetteer = { known: new Set(['320623000000']), cities: [], townships };

function bumpy([ring]: Polygon): Polygon {
  const corners = ring!.slice(1).flatMap(([lng, lat], at) => {
    const [fromLng, fromLat] = ring![at]!;
    return Array.from({ length: 16 }, (_, step): [number, number] => [
      fromLng + ((lng - fromLng) * step) / 16 + (step % 2) * 0.0005,
      fromLat + ((lat - fromLat) * step) / 16 + (step % 2) * 0.0005,
    ]);
  });
  return [[...corners, corners[0]!]];
}

const pairs = (positions: readonly (readonly [lat: number, lng: number])[]) =>
  positions.map(([lat, lng]) => `${lat.toFixed(4)},${lng.toFixed(4)}`).join(' ');
const over = (polygon: string) => capMessage({ area: { polygon, '+code': geocode('320623000000') } });
/** Strips side by side that are as wide as two roundings: shrunken they all but vanish, everywhere. */
const comb = (teeth: number, width: number) =>
  pairs([
    ...Array.from({ length: teeth }, (_, at) => 120 + 1.5 * width * at).flatMap((lng): [number, number][] => [
      [31.5, lng],
      [32.7, lng],
      [32.7, lng + width],
      [31.5, lng + width],
    ]),
    [31.45, 120],
  ]);
const zigzag = (count: number, across: (at: number) => [number, number]) => pairs(Array.from({ length: count }, (_, at) => across(at)));

const worst: [what: string, xml: string][] = [
  ['a comb of strips that are 2 km wide', over(comb(110, 0.02))],
  ['a comb of narrower strips', over(comb(110, 0.0199))],
  ['a comb of as many strips as can be drawn', over(comb(2_400, 0.0005))],
  ['zigzags from south to north', over(zigzag(30_000, (at) => [31.5 + (at % 2), 120 + at * 0.00004]))],
  ['zigzags from west to east', over(zigzag(30_000, (at) => [31.5 + at * 0.00004, 120 + (at % 2)]))],
  ['zigzags aslant', over(zigzag(9_000, (at) => [31.5 + (at % 2) + at * 0.0001, 120 + (at % 2) + at * 0.0001]))],
  ['a ring that crosses itself a hundred times', over(zigzag(100, (at) => [32 + Math.sin(at * 2.4), 121 + Math.cos(at * 2.4)]))],
  ['five megabytes of words', capMessage({ info: { description: '风'.repeat(1_600_000) }, area: { '+code': geocode('320623000000') } })],
  [
    'five megabytes of blanks between references',
    capMessage({ alert: { references: ' '.repeat(5_000_000) }, area: { '+code': geocode('320623000000') } }),
  ],
  [
    'nineteen thousand codes',
    capMessage({ area: { '+code': Array.from({ length: 19_000 }, (_, at) => geocode(String(320623100000 + at))).join('') } }),
  ],
];

describe('the worst message', { timeout: 120_000 }, () => {
  const reader = new CapReader();
  // Opening the thread is part of starting, not of reading.
  beforeAll(async () => void (await reader.read(Buffer.from(over('32.4,121.0 32.6,121.1 32.4,121.1')), null)), 120_000);
  afterAll(() => reader.close());

  it.each(worst)('keeps nobody waiting: %s', async (_what, xml) => {
    const bursts = new Bursts();
    const { placed } = await readAndPlaced(Buffer.from(xml));
    expect(placed === null || placed.areas.length > 0).toBe(true);
    expect(bursts.longestMilliseconds()).toBeLessThan(100);
  });

  async function readAndPlaced(bytes: Uint8Array): Promise<{ message: ReadMessage | null; placed: Placed | null }> {
    const message = await reader.read(bytes, null).catch(() => null);
    return { message, placed: message && (await reader.place(message.gist, gazetteer)) };
  }

  it('is placed in the end, at least coarsely, and says so', async () => {
    const { placed } = await readAndPlaced(Buffer.from(over(comb(110, 0.02))));
    expect(placed).toMatchObject({ areas: ['320623000000'] });
  });
});

/**
 * How long this thread works without letting anybody else in, by the processor's time and not the wall's: what waits for the processor of
 * a busy machine blocks nobody.
 */
class Bursts {
  #at = workedMilliseconds();
  #longest = 0;
  readonly #timer = setInterval(() => this.#look(), 2);

  longestMilliseconds(): number {
    clearInterval(this.#timer);
    this.#look();
    return this.#longest;
  }

  #look(): void {
    const now = workedMilliseconds();
    this.#longest = Math.max(this.#longest, now - this.#at);
    this.#at = now;
  }
}

/** Of this thread, since it began (Linux, proc(5)). */
function workedMilliseconds(): number {
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
}
