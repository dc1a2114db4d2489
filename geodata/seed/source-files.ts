import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

type Position = number[];

/** Of a GeoJSON FeatureCollection, what the seed reads: areas and their properties. */
interface AreaFeature<P> {
  type: 'Feature';
  properties: P;
  geometry: { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] };
}

/** The rows of a CSV file beside the seed, by the names of its header. */
export function sourceRows<C extends string>(name: string): Record<C, string>[] {
  return parse(sourceText(`seed/sources/${name}`), { columns: true, bom: true, skip_empty_lines: true });
}

/** The areas of a GeoJSON file, by its path from geodata. */
export function sourceAreas<P>(path: string): AreaFeature<P>[] {
  // Our own files, carried with the project: their shape is tested, not parsed again at every start.
  return (JSON.parse(sourceText(path)) as { features: AreaFeature<P>[] }).features;
}

/** A file of ours, by its path from geodata: the same one from where this was written and from inside a bundle. */
export function sourceText(path: string): string {
  return readFileSync(new URL(import.meta.resolve(`#root/geodata/${path}`)), 'utf8');
}

export function ringsOf(feature: AreaFeature<unknown>): Position[][] {
  return feature.geometry.type === 'Polygon' ? feature.geometry.coordinates : feature.geometry.coordinates.flat();
}
