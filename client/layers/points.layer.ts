import type { Feature, FeatureCollection, Point } from 'geojson';
import type { ExpressionSpecification, GeoJSONSourceDiff, LayerSpecification } from 'maplibre-gl';
import type { ByteColumn, LayerColumns } from '#contract/layer-columns.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import { registerIcon } from '../cartography/icons.ts';
import { opacityOf, paletteOf, visibility, type Look } from '../cartography/look.ts';
import { dotsFromZoom, layerLooks } from '../cartography/layer-looks.ts';

/** Rows that facts changed since the register was read: slugs. */
export type ChangedRows = ReadonlyMap<number, { category?: string; state?: string }>;
/** Slugs by column name, as the catalogue lists them. */
export type PointProperties = Record<string, string>;

export const noRows: ChangedRows = new Map();

/** One point for each record, with the words of its columns; a roll-up has no records and gives none. */
export function pointFeatures(layer: LayerColumns, changed: ChangedRows): FeatureCollection<Point, PointProperties> {
  if (isRollUp(layer)) return { type: 'FeatureCollection', features: [] };
  const features = Array.from(layer.ids, (id, row): Feature<Point, PointProperties> => ({
    type: 'Feature',
    id,
    properties: propertiesOf(layer.columns, row, changed.get(id)),
    geometry: { type: 'Point', coordinates: [layer.positions[2 * row]!, layer.positions[2 * row + 1]!] },
  }));
  return { type: 'FeatureCollection', features };
}

/** What must be patched in a drawn source so that it shows `after` instead of `before`; null when nothing differs. */
export function pointChanges(layer: LayerColumns, before: ChangedRows, after: ChangedRows): GeoJSONSourceDiff | null {
  const known = new Set(layer.ids);
  const update = [...after].flatMap(([id, row]) => {
    if (before.get(id) === row || !known.has(id)) return [];
    return [{ id, addOrUpdateProperties: Object.entries(wordsOf(layer.columns, row)).map(([key, value]) => ({ key, value })) }];
  });
  return update.length > 0 ? { update } : null;
}

/** Whether the asker was sent counts by township instead of one point a person. */
export function isRollUp(layer: LayerColumns): boolean {
  return layer.numbers.some(({ name }) => name === 'people');
}

function propertiesOf(
  columns: readonly ByteColumn[],
  row: number,
  changed: { category?: string; state?: string } | undefined,
): PointProperties {
  const own = Object.fromEntries(columns.map(({ name, values, bytes }) => [name, values[bytes[row]!]!]));
  return changed ? { ...own, ...wordsOf(columns, changed) } : own;
}

function wordsOf(columns: readonly ByteColumn[], row: { category?: string; state?: string }): PointProperties {
  const words = columns.flatMap(({ name, values }) => {
    const word = name === 'category' || name === 'state' ? row[name] : undefined;
    return word !== undefined && values.includes(word) ? [[name, word] as const] : [];
  });
  return Object.fromEntries(words);
}

export function sourceOf(id: RegisterLayerId): string {
  return `register-${id}`;
}

/** The style layers of one register that answer to a pointer. */
export function pointLayerIds(id: RegisterLayerId): string[] {
  return hasIcons(id) ? [`${id}-dots`, `${id}-icons`] : [`${id}-dots`];
}

/** Dots from afar, icons from near; people stay dots. */
export function pointLayers(look: Look, id: RegisterLayerId): LayerSpecification[] {
  return hasIcons(id) ? [dotLayer(look, id), iconLayer(look, id)] : [dotLayer(look, id)];
}

function hasIcons(id: RegisterLayerId): boolean {
  return layerLooks[id].shape !== 'person';
}

function iconsFromZoom(id: RegisterLayerId): number {
  return layerLooks[id].dense ? dotsFromZoom(id) + 1.5 : 9.5;
}

function dotLayer(look: Look, id: RegisterLayerId): LayerSpecification {
  const { color, dense } = layerLooks[id];
  const opacity = opacityOf(look, id);
  const near = dense ? dotsFromZoom(id) : 9;
  return {
    id: `${id}-dots`,
    type: 'circle',
    source: sourceOf(id),
    minzoom: 6.5,
    ...(hasIcons(id) ? { maxzoom: iconsFromZoom(id) } : {}),
    layout: visibility(look, id),
    paint: {
      'circle-color': paletteOf(look)[color],
      'circle-radius': dense
        ? ['interpolate', ['exponential', 1.5], ['zoom'], 7, 0.7, near - 1, 1.5, near + 1, 3.2, 15, 6]
        : ['interpolate', ['linear'], ['zoom'], 7, 1.2, 9.5, 3],
      'circle-opacity': ['interpolate', ['linear'], ['zoom'], 7.5, dim(0.4 * opacity), near, dim(0.85 * opacity)],
      'circle-stroke-color': paletteOf(look).halo,
      'circle-stroke-opacity': dense ? ['interpolate', ['linear'], ['zoom'], near, 0, near + 1, opacity] : opacity,
      'circle-stroke-width': dense ? 1 : 0.6,
    },
  };
}

/** A closed hazard is history: a quarter as strong as an open one. */
function dim(opacity: number): ExpressionSpecification {
  return ['case', ['==', ['get', 'state'], 'closed'], opacity / 4, opacity];
}

function iconLayer(look: Look, id: RegisterLayerId): LayerSpecification {
  return {
    id: `${id}-icons`,
    type: 'symbol',
    source: sourceOf(id),
    minzoom: iconsFromZoom(id),
    layout: {
      ...visibility(look, id),
      'icon-image': registerIcon(id, look.theme),
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9.5, 0.5, 11, 0.7, 13, 1],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
    paint: { 'icon-opacity': dim(opacityOf(look, id)) },
  };
}
