import { circle } from '@turf/turf';
import type { CapReason } from '#contract/warnings.ts';
import type { Polygon, Ring } from '#geo/polygon.ts';
import { untangledPolygons } from '#geo/untangled-polygons.ts';

/** `rough`: the shape is a cautious stand-in that covers at least what was meant. */
export interface CapShape {
  polygons: Polygon[];
  rough: boolean;
}

/** Of one message, all its shapes together: what every open map has to draw. */
export const verticesAtMost = 10_000;
const pairsAtMost = 200_000;
const thinAbove = 500;
/** A tenth of the rounding that CAP polygons may have been through: about 100 m. */
const thinningDegrees = 0.001;
/** CAP positions may be cut to two decimals; what has shrunk to a line or a point is given half of that on each side. */
const roundingDegrees = 0.01;
const radiusKilometersAtMost = 3_000;

/** A CAP `polygon`: `lat,lon` pairs between any white space, closed or not. */
export function shapeOfPolygon(text: string): CapShape | CapReason {
  const ring = ringOf(text);
  if (typeof ring === 'string') return ring;
  const thinned = ring.length > thinAbove ? thin(ring) : ring;
  if (thinned.length > verticesAtMost) return 'too-many-points';
  const { polygons, exact } = untangledPolygons(thinned);
  return { polygons: polygons.length > 0 ? polygons : [boxAround(ring)], rough: !exact };
}

/** A CAP `circle`: `lat,lon radius` with the radius in kilometres; a point is given the kilometre that it may have been rounded by. */
export function shapeOfCircle(text: string): CapShape | CapReason {
  const [pair = '', radius = '', ...rest] = unspaced(text).split(' ');
  const center = positionOf(pair);
  if (typeof center === 'string') return center;
  const kilometers = numberOf(radius);
  if (rest.length > 0 || kilometers === null) return 'not-coordinates';
  if (kilometers < 0 || kilometers > radiusKilometersAtMost || Math.abs(center[1]) + kilometers / 111 > 89) return 'out-of-range';
  const ring = circle(center, Math.max(kilometers, 1), { steps: 64, units: 'kilometers' }).geometry.coordinates[0] as Ring;
  return { polygons: [[acrossTheDateLine(ring)]], rough: false };
}

function ringOf(text: string): Ring | CapReason {
  const pairs = unspaced(text).split(' ');
  if (pairs.length > pairsAtMost) return 'too-many-points';
  const ring: Ring = [];
  for (const pair of pairs) {
    const position = positionOf(pair);
    if (typeof position === 'string') return position;
    if (!isSame(position, ring.at(-1))) ring.push(position);
  }
  if (pairs.length < 3 || (pairs.length === 3 && isSame(positionOf(pairs[0] ?? ''), positionOf(pairs[2] ?? '')))) return 'too-few-points';
  if (ring.length > 1 && isSame(ring[0], ring.at(-1))) ring.pop();
  return acrossTheDateLine([...ring, ...ring.slice(0, 1)]);
}

/** `31.99, 120.80` is not CAP, but nothing else can be meant. */
function unspaced(text: string): string {
  return text.trim().split(/\s+/).join(' ').replaceAll(' ,', ',').replaceAll(', ', ',');
}

function positionOf(pair: string): [number, number] | CapReason {
  const [latText = '', lngText = '', ...rest] = pair.split(',');
  const [lat, lng] = [numberOf(latText), numberOf(lngText)];
  if (lat === null || lng === null || rest.length > 0) return 'not-coordinates';
  return Math.abs(lat) > 90 || Math.abs(lng) > 180 ? 'out-of-range' : [lng, lat];
}

function numberOf(text: string): number | null {
  return /^[+-]?\d{1,20}(\.\d{0,30})?$/.test(text) ? Number(text) : null;
}

function isSame(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && a[0] === b[0] && a[1] === b[1];
}

/** A step of more than 180 degrees goes the other way round: longitudes run on past 180, so that the ring stays in one piece. */
function acrossTheDateLine(ring: Ring): Ring {
  let turn = 0;
  const unrolled = ring.map(([lng, lat], at): Ring[number] => {
    const before = ring[at - 1]?.[0] ?? lng;
    if (Math.abs(lng - before) > 180) turn += lng < before ? 360 : -360;
    return [lng + turn, lat];
  });
  const west = unrolled.reduce((least, [lng]) => Math.min(least, lng), Infinity);
  const shift = west < -180 ? 360 : 0;
  return unrolled.map(([lng, lat]) => [lng + shift, lat]);
}

/** Leaves out what lies nearer to the vertex before it than anyone could draw: one pass, whatever the ring is like. */
function thin(ring: Ring): Ring {
  const kept: Ring = ring.slice(0, 1);
  for (const [lng, lat] of ring) {
    const [keptLng, keptLat] = kept[kept.length - 1]!;
    if (Math.hypot(lng - keptLng, lat - keptLat) >= thinningDegrees) kept.push([lng, lat]);
  }
  if (!isSame(kept[0], kept.at(-1))) kept.push([...ring[0]!]);
  return kept;
}

function boxAround(ring: Ring): Polygon {
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
  const reach = roundingDegrees / 2;
  const [west, east] = [lngs.reduce((a, b) => Math.min(a, b)) - reach, lngs.reduce((a, b) => Math.max(a, b)) + reach];
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)) - reach, lats.reduce((a, b) => Math.max(a, b)) + reach];
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}
