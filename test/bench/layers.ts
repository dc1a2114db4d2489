import { gzipSync } from 'node:zlib';
import type { Database } from '../../server/kernel/db/db.ts';
import { Desk } from '../support/desk.ts';
import { timed, type Figure } from './measure.ts';

/** Each layer with the query that gives the same rows and columns one by one, as a GeoJSON server would ask for them. */
const layers = {
  hazards: `select id, position, type, state, grade from hazard`,
  evacuees: `select e.person_id as id, h.position, e.category, e.needs from evacuee e join household h on h.id = e.household_id`,
  shelters: `select id, position, kind from shelter`,
  supplyPoints: `select id, position, level from supply_point`,
  teams: `select id, position, type from team`,
  enterprises: `select id, position, kind from enterprise`,
  stations: `select id, position, kind from station where position is not null`,
};
export type LayerId = keyof typeof layers;
export const layerIds = Object.keys(layers) as LayerId[];

export interface Travelled {
  kilobytes: number;
  milliseconds: number;
}

/** A layer as it travels, asked for the first time after a start: nothing is warm. */
export async function layerOnTheWire(url: string, layer: LayerId): Promise<Travelled> {
  const duty = await Desk.of(url, 'duty');
  const { result, milliseconds } = await timed(() => duty.get(`/api/layers/${layer}`, { 'accept-encoding': 'gzip' }));
  return { kilobytes: Number(result.headers.get('content-length')) / 1024, milliseconds };
}

/** The same rows written as GeoJSON by the database and compressed the same way. */
export async function layerAsGeoJson(database: Database, layer: LayerId): Promise<Travelled> {
  const { result, milliseconds } = await timed(async () => {
    const row = await database.asOwner((tx) =>
      tx.one<{ text: string }>(
        `select json_build_object('type', 'FeatureCollection', 'features', json_agg(json_build_object('type', 'Feature', 'id', id,
           'geometry', st_asgeojson(position, 6)::json, 'properties', to_jsonb(row) - 'position' - 'id')))::text as text from (${layers[layer]}) row`,
      ),
    );
    return gzipSync(row!.text);
  });
  return { kilobytes: result.length / 1024, milliseconds };
}

export function layerFigures(engine: string, ours: Record<LayerId, Travelled>, theirs: Record<LayerId, Travelled>): Figure[] {
  const figures = layerIds.flatMap((layer): Figure[] => [
    {
      engine,
      what: `layer ${layer}, on the wire`,
      value: ours[layer].kilobytes,
      unit: 'KB',
      beside: { what: 'GeoJSON', value: theirs[layer].kilobytes },
    },
    {
      engine,
      what: `layer ${layer}, first request`,
      value: ours[layer].milliseconds,
      unit: 'ms',
      beside: { what: 'GeoJSON', value: theirs[layer].milliseconds },
    },
  ]);
  const total = (side: Record<LayerId, Travelled>) => layerIds.reduce((sum, layer) => sum + side[layer].kilobytes, 0);
  figures.push({
    engine,
    what: 'all layers, on the wire',
    value: total(ours),
    unit: 'KB',
    beside: { what: 'GeoJSON', value: total(theirs) },
  });
  return figures;
}
