import { gzipSync } from 'node:zlib';
import { decodeColumns, type LayerColumns } from '#contract/layer-columns.ts';
import { Desk } from '../support/desk.ts';
import { timed, type Figure } from './measure.ts';

const layers = ['hazards', 'evacuees', 'shelters', 'supplyPoints', 'teams', 'enterprises', 'stations'];

/** Each layer as it travels, beside the same rows as GeoJSON under the same compression. */
export async function measureLayers(engine: string, url: string): Promise<Figure[]> {
  const duty = await Desk.of(url, 'duty');
  const figures: Figure[] = [];
  let total = 0;
  for (const layer of layers) {
    const fetched = await timed(() => duty.get<ArrayBuffer>(`/api/layers/${layer}`, { 'accept-encoding': 'gzip' }));
    const bytes = Number(fetched.result.headers.get('content-length'));
    const asGeoJson = await timed(() => Promise.resolve(gzipSync(geoJson(decodeColumns(new Uint8Array(fetched.result.body))))));
    const beside = { what: 'GeoJSON', value: asGeoJson.result.length / 1024 };
    figures.push({ engine, what: `layer ${layer}, on the wire`, value: bytes / 1024, unit: 'KB', beside });
    figures.push({
      engine,
      what: `layer ${layer}, first request`,
      value: fetched.milliseconds,
      unit: 'ms',
      beside: { what: 'writing GeoJSON alone', value: asGeoJson.milliseconds },
    });
    total += bytes;
  }
  figures.push({ engine, what: 'all layers, on the wire', value: total / 1024, unit: 'KB' });
  return figures;
}

function geoJson({ count, ids, positions, columns }: LayerColumns): string {
  const features = Array.from({ length: count }, (_, row) => ({
    type: 'Feature',
    id: ids[row],
    geometry: { type: 'Point', coordinates: [positions[2 * row], positions[2 * row + 1]] },
    properties: Object.fromEntries(columns.map((column) => [column.name, column.values[column.bytes[row]!]])),
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}
