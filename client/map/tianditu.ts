import type { LayerSpecification, RasterSourceSpecification } from 'maplibre-gl';
import { onlineBaseIds, type OnlineBaseId } from '../layers/layer-set.ts';
import { opacityOf, visibility, type Look } from '../cartography/look.ts';

/** A base picture and its annotation in Web Mercator. */
const tiandituLayersOf: Record<OnlineBaseId, readonly [string, string]> = {
  tiandituMap: ['vec', 'cva'],
  tiandituImagery: ['img', 'cia'],
};
const hosts = [0, 1, 2, 3, 4, 5, 6, 7];

/** Empty without a key: the default map asks nobody outside for anything. */
export function tiandituSources(key: string | null): Record<string, RasterSourceSpecification> {
  if (!key) return {};
  return Object.fromEntries(namesOf().map((name) => [sourceOf(name), sourceFor(name, key)]));
}

/** The online pictures that a key unlocks, each shown only when the layer list says so. */
export function tiandituLayers(look: Look): LayerSpecification[] {
  if (!look.tiandituKey) return [];
  return onlineBaseIds.flatMap((id) =>
    tiandituLayersOf[id].map((name): LayerSpecification => ({
      id: sourceOf(name),
      type: 'raster',
      source: sourceOf(name),
      layout: visibility(look, id),
      paint: { 'raster-opacity': opacityOf(look, id) },
    })),
  );
}

function namesOf(): string[] {
  return onlineBaseIds.flatMap((id) => [...tiandituLayersOf[id]]);
}

function sourceOf(name: string): string {
  return `tianditu-${name}`;
}

function sourceFor(name: string, key: string): RasterSourceSpecification {
  const query = new URLSearchParams({
    SERVICE: 'WMTS',
    REQUEST: 'GetTile',
    VERSION: '1.0.0',
    LAYER: name,
    STYLE: 'default',
    TILEMATRIXSET: 'w',
    FORMAT: 'tiles',
  });
  const tiles = hosts.map(
    (host) =>
      `https://t${host}.tianditu.gov.cn/${name}_w/wmts?${query.toString()}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`,
  );
  return { type: 'raster', tiles, tileSize: 256, maxzoom: 18, attribution: '天地图' };
}
