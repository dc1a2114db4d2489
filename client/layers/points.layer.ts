import type { Feature, FeatureCollection, Point } from 'geojson';
import type { ExpressionSpecification, GeoJSONSourceDiff, LayerSpecification } from 'maplibre-gl';
import type { ByteColumn, LayerColumns } from '#contract/layer-columns.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import { registerIcon } from '../map/icons.ts';
import { opacityOf, paletteOf, visibility, type Look } from '../map/look.ts';
import { dotsFromZoom, layerLooks } from './layer-looks.ts';

/** Rows that facts changed since the register was read: indexes into its dictionaries. */
export type ChangedRows = ReadonlyMap<number, { category?: number; state?: number }>;
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
  changed: { category?: number; state?: number } | undefined,
): PointProperties {
  const own = Object.fromEntries(columns.map(({ name, values, bytes }) => [name, values[bytes[row]!]!]));
  return changed ? { ...own, ...wordsOf(columns, changed) } : own;
}

function wordsOf(columns: readonly ByteColumn[], row: { category?: number; state?: number }): PointProperties {
  const words = columns.flatMap(({ name, values }) => {
    const word = name === 'category' || name === 'state' ? values[row[name] ?? -1] : undefined;
    return word === undefined ? [] : [[name, word] as const];
  });
  return Object.fromEntries(words);
}

export function sourceOf(id: RegisterLayerId): string {
  return `register-${id}`;
}

/** The style layers of one register that answer to a pointer. */
export function pointLayerIds(id: RegisterLayerId): string[] {
  return layerLooks[id].dense ? [`${id}-dots`, `${id}-icons`] : [`${id}-icons`];
}

/** Dense registers: dots that are texture from afar and records from near. Others: icons at every zoom. */
export function pointLayers(look: Look, id: RegisterLayerId): LayerSpecification[] {
  if (!layerLooks[id].dense) return [iconLayer(look, id, 0)];
  return [dotLayer(look, id), ...(layerLooks[id].shape === 'person' ? [] : [iconLayer(look, id, dotsFromZoom(id) + 1.5)])];
}

function dotLayer(look: Look, id: RegisterLayerId): LayerSpecification {
  const color = paletteOf(look)[layerLooks[id].color];
  const near = dotsFromZoom(id);
  const opacity = opacityOf(look, id);
  const isFaint: ExpressionSpecification = ['==', ['get', 'state'], 'closed'];
  return {
    id: `${id}-dots`,
    type: 'circle',
    source: sourceOf(id),
    minzoom: 6.5,
    ...(layerLooks[id].shape === 'person' ? {} : { maxzoom: near + 1.5 }),
    layout: visibility(look, id),
    paint: {
      'circle-color': color,
      'circle-radius': ['interpolate', ['exponential', 1.5], ['zoom'], 7, 0.7, near - 1, 1.5, near + 1, 3.2, 15, 6],
      'circle-opacity': ['interpolate', ['linear'], ['zoom'], 7.5, dim(isFaint, 0.4 * opacity), near, dim(isFaint, 0.8 * opacity)],
      'circle-stroke-color': paletteOf(look).halo,
      'circle-stroke-opacity': ['interpolate', ['linear'], ['zoom'], near, 0, near + 1, opacity],
      'circle-stroke-width': 1,
    },
  };
}

/** A closed hazard is history: a third as strong as an open one. */
function dim(isFaint: ExpressionSpecification, opacity: number): ExpressionSpecification {
  return ['case', isFaint, opacity / 3, opacity];
}

function iconLayer(look: Look, id: RegisterLayerId, minzoom: number): LayerSpecification {
  const opacity = opacityOf(look, id);
  return {
    id: `${id}-icons`,
    type: 'symbol',
    source: sourceOf(id),
    minzoom: Math.max(6.5, minzoom),
    layout: {
      ...visibility(look, id),
      'icon-image': registerIcon(id, look.theme),
      'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.3, 9, 0.46, 11, 0.7, 13, 1],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
    paint: { 'icon-opacity': dim(['==', ['get', 'state'], 'closed'], opacity) },
  };
}
