import type { Feature, FeatureCollection, Point } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Area, AreaCode, AreaLevel } from '#contract/areas.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { Silence } from '../calls/silence.layer.ts';
import { denseLayerIds, layerLooks } from '../cartography/layer-looks.ts';
import type { RollUp } from '../layers/roll-up.layer.ts';
import { silentShare } from '../state/select.ts';
import { shortEnglish, wholePercent } from '../words/format.ts';
import { sayIn } from '../words/words.ts';
import { nameProperty, paletteOf, type Look } from '../cartography/look.ts';
import { registerMark } from '../cartography/icons.ts';

interface AreaLabel {
  code: AreaCode;
  level: AreaLevel;
  nameZh: string;
  nameEn: string;
  /** Whole percent of those who owe an answer that are silent; absent where nobody does. */
  silentPercent?: number;
}

/** Names of the city and its counties, with the share of those who owe an answer that is silent. */
export function countyLabels(areas: readonly Area[], counties: ReadonlyMap<AreaCode, Silence>): FeatureCollection<Point, AreaLabel> {
  const labelled = areas.filter(({ level }) => level === 'city' || level === 'county');
  return collect(labelled, ({ code }) => {
    const silence = counties.get(code);
    const share = silence ? silentShare(silence) : null;
    return share === null ? {} : { silentPercent: wholePercent(share) };
  });
}

/** Names of townships, with the counts of the dense registers under the layer's id. */
export function townshipLabels(areas: readonly Area[], counts: ReadonlyMap<RegisterLayerId, RollUp>): FeatureCollection<Point, AreaLabel> {
  const townships = areas.filter(({ level }) => level === 'township');
  return collect(townships, ({ code }) =>
    Object.fromEntries([...counts].flatMap(([id, rollUp]) => (rollUp.has(code) ? [[id, rollUp.get(code)!]] : []))),
  );
}

function collect(areas: readonly Area[], more: (area: Area) => object): FeatureCollection<Point, AreaLabel> {
  const features = areas.flatMap((area): Feature<Point, AreaLabel>[] => {
    const { code, level, nameZh, nameEn, center } = area;
    if (!center) return [];
    return [
      {
        type: 'Feature',
        properties: { code, level, nameZh, nameEn: shortEnglish(nameEn), ...more(area) },
        geometry: { type: 'Point', coordinates: center },
      },
    ];
  });
  return { type: 'FeatureCollection', features };
}

export function boundaryLineLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const line = (level: AreaLevel, paint: string, width: ExpressionSpecification): LayerSpecification => ({
    id: `${level}-lines`,
    type: 'line',
    source: 'boundaries',
    minzoom: level === 'township' ? 8 : 6,
    filter: ['==', ['get', 'level'], level],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': paint, 'line-width': width },
  });
  return [
    line('township', color.township, ['interpolate', ['linear'], ['zoom'], 8, 0.4, 12, 1.4]),
    line('county', color.county, ['interpolate', ['linear'], ['zoom'], 6, 0.6, 12, 2.4]),
  ];
}

/** Townships are named from here on; before it only their counts are shown. Whole zooms: text is laid out once per tile. */
const namesFromZoom = 10;
const countsUntilZoom = 11;

/** Names of townships stand under the counts of their silence, names of counties above everything. */
export function townshipLabelLayers(look: Look): LayerSpecification[] {
  return [townshipLayer(look)];
}

export function countyLabelLayers(look: Look): LayerSpecification[] {
  return [countyLayer(look), cityLayer(look)];
}

function countyLayer(look: Look): LayerSpecification {
  const color = paletteOf(look);
  const share: ExpressionSpecification = [
    'concat',
    '\n',
    sayIn(look.locale, 'map/silent-share'),
    ' ',
    ['to-string', ['get', 'silentPercent']],
    '%',
  ];
  const second: ExpressionSpecification = look.visible.has('silence') ? ['case', ['has', 'silentPercent'], share, ''] : ['literal', ''];
  return {
    id: 'county-names',
    type: 'symbol',
    source: 'county-labels',
    minzoom: 7,
    maxzoom: 12.5,
    filter: ['==', ['get', 'level'], 'county'],
    layout: {
      'text-field': ['format', ['get', nameProperty(look)], {}, second, { 'font-scale': 0.8, 'text-color': color.soft }],
      'text-font': ['bold'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 7, 12, 9, 15, 12, 18],
      'text-line-height': 1.3,
      // English names are long: one that would lie over its neighbour's steps aside, and breaks, instead of vanishing.
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.8,
      'text-max-width': 9,
      'text-padding': 1,
      'symbol-sort-key': -1,
    },
    paint: { 'text-color': color.text, 'text-halo-color': color.halo, 'text-halo-width': 1.6 },
  };
}

function cityLayer(look: Look): LayerSpecification {
  const color = paletteOf(look);
  return {
    id: 'city-name',
    type: 'symbol',
    source: 'county-labels',
    maxzoom: 7,
    filter: ['==', ['get', 'level'], 'city'],
    layout: { 'text-field': ['get', nameProperty(look)], 'text-font': ['bold'], 'text-size': 13, 'symbol-sort-key': -2 },
    paint: { 'text-color': color.text, 'text-halo-color': color.halo, 'text-halo-width': 1.6 },
  };
}

function townshipLayer(look: Look): LayerSpecification {
  const color = paletteOf(look);
  const name: ExpressionSpecification = ['get', nameProperty(look)];
  const counts = countSections(look, denseLayerIds);
  // From afar there is room for one count only, and people come first.
  const first = countSections(look, denseLayerIds.filter((id) => look.visible.has(id)).slice(0, 1));
  const named = (rest: readonly unknown[]) => formatOf([name, {}, ...rest]);
  return {
    id: 'township-names',
    type: 'symbol',
    source: 'township-labels',
    minzoom: 7.8,
    layout: {
      'text-field': ['step', ['zoom'], formatOf(first), namesFromZoom, named(['\n', {}, ...counts]), countsUntilZoom, named([])],
      'text-font': ['regular'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 8.3, 10.5, 10, 12, 13, 14],
      'text-anchor': 'top',
      'text-offset': [0, 1],
      'text-line-height': 1.35,
      'text-max-width': 40,
      'text-padding': 3,
    },
    paint: { 'text-color': color.soft, 'text-halo-color': color.halo, 'text-halo-width': 1.4 },
  };
}

/** A format of sections that were put together one by one, which its tuple type cannot say. */
function formatOf(sections: readonly unknown[]): ExpressionSpecification {
  return ['format', ...sections] as unknown as ExpressionSpecification;
}

/** The visible dense layers' counts, each behind its layer's mark and in its colour; at least an empty section, as a format must have. */
function countSections(look: Look, ids: readonly RegisterLayerId[]): unknown[] {
  const color = paletteOf(look);
  const shown = ids.filter((id) => look.visible.has(id));
  if (shown.length === 0) return ['', {}];
  return shown.flatMap((id, at) => {
    const mark = ['image', ['case', ['has', id], registerMark(id, look.theme), '']];
    const text = ['case', ['has', id], ['concat', ' ', ['get', id]], ''];
    return [...(at > 0 ? ['  ', {}] : []), mark, {}, text, { 'text-color': color[layerLooks[id].color] }];
  });
}
