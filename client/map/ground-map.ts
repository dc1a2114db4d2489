import type { Feature, FeatureCollection, Point } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { townshipOf, type AreaCode } from '#contract/areas.ts';
import { silenceByCounty, silencesIn } from '../calls/silence.layer.ts';
import { areaCard } from '../cartography/area-card.view.ts';
import { areaName, textLine, type Around, type Told } from '../cartography/card.ts';
import { denseLayerIds } from '../cartography/layer-looks.ts';
import { paletteOf, type Look } from '../cartography/look.ts';
import { nothingDrawn, type MapFeature, type SourceData } from '../cartography/map-feature.ts';
import type { Picked } from '../cartography/pick.ts';
import type { Scene } from '../cartography/scene.ts';
import { rollUp } from '../layers/roll-up.layer.ts';
import { remembered } from '../ui/remembered.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';
import { boundaryLineLayers, countyLabelLayers, countyLabels, townshipLabelLayers, townshipLabels } from './areas.layer.ts';
import { lineNameLayers, placeNameLayers } from './base-names.ts';
import { basemapSources, groundLayers, lineLayers } from './basemap.ts';
import { tiandituLayers } from './tianditu.ts';

/** Land, sea and the names of areas, on which everything else is drawn; and the ring around what a card speaks of. */
export function groundOnMap(): MapFeature {
  const byCounty = remembered(silenceByCounty);
  const counties = remembered(countyLabels);
  const rollUps = remembered(rollUpsOf);
  const townships = remembered(townshipLabels);
  const ring = remembered(pickedPoint);
  return {
    fed: { boundaries: {}, 'county-labels': {}, 'township-labels': {}, picked: {} },
    files: basemapSources,
    feed({ world, areas, boundaries, registers, visible, picked }) {
      const silences = visible.has('silence') ? silencesIn(world) : noSilence;
      return {
        boundaries: boundaries.features,
        'county-labels': counties(areas, byCounty(silences, areas)),
        'township-labels': townships(areas, rollUps(registers, boundaries)),
        picked: ring(picked),
      };
    },
    layers: (look) => ({
      ground: [...groundLayers(look), ...tiandituLayers(look)],
      borders: [...lineLayers(look), ...boundaryLineLayers(look)],
      places: [...lineNameLayers(look), ...placeNameLayers(look), ...townshipLabelLayers(look)],
      names: countyLabelLayers(look),
      ring: ringLayers(look),
    }),
    clickedThrough,
    cards: { area: openedArea, place: openedPlace },
  };
}

const noSilence: ReturnType<typeof silencesIn> = new Map();

const clickedThrough: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['sea', 'sea-bands', 'graticule', 'land-ocean', 'land-local', 'land-local-detail', 'land-city', 'water']
      .concat(['tianditu-vec', 'tianditu-cva', 'tianditu-img', 'tianditu-cia'])
      .concat(['canals-1', 'canals-2', 'canals-3', 'coast', 'coast-detail'])
      .concat(['roads-provincial', 'roads-national', 'roads-express', 'railways', 'bridges'])
      .map((id) => [id, 'the ground: a click tells the place']),
  ),
  ...Object.fromEntries(
    ['shoals', 'ports', 'islands', 'counties', 'cities', 'seas', 'canals', 'yangtze', 'roads'].map((id) => [
      `names-${id}`,
      'a name on the ground, whose place is told',
    ]),
  ),
  'township-lines': 'borders of the ground: a click tells the place beside them',
  'county-lines': 'borders of the ground',
  'picked-ring': 'rings what is open already',
};

function rollUpsOf(registers: Scene['registers'], boundaries: Scene['boundaries']) {
  return new Map(
    denseLayerIds.flatMap((id) => {
      const layer = registers.get(id);
      return layer && boundaries.byCode.size > 0 ? [[id, rollUp(layer, boundaries)] as const] : [];
    }),
  );
}

function pickedPoint(lngLat: Scene['picked']): SourceData {
  if (!lngLat) return nothingDrawn;
  const point: Feature<Point, object> = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...lngLat] } };
  return { type: 'FeatureCollection', features: [point] } satisfies FeatureCollection<Point, object>;
}

/** A ring around what the card speaks of. */
function ringLayers(look: Look): LayerSpecification[] {
  return [
    {
      id: 'picked-ring',
      type: 'circle',
      source: 'picked',
      paint: { 'circle-radius': 11, 'circle-opacity': 0, 'circle-stroke-color': paletteOf(look).accent, 'circle-stroke-width': 2.5 },
    },
  ];
}

function openedArea({ code, name }: Extract<Picked, { kind: 'area' }>, around: Around): Told {
  const isKnown = around.scene.areas.some((area) => area.code === code);
  if (!name || isKnown) return areaCard(code, { label: say('card/place') }, around);
  // A village has no counts of its own on the map: those of its township stand there by name.
  return { ...areaCard(townshipOf(code), { label: say('card/place') }, around), title: nameOf(name) };
}

/** Where it is, and what is known of the township that it lies in and of the position itself. */
function openedPlace({ lngLat }: Extract<Picked, { kind: 'place' }>, around: Around): Told {
  const code = around.townshipAt(lngLat);
  const names = areaChain(code, around.scene);
  const { lines, deeds } = around.about({ code, lngLat });
  return {
    label: say('card/place'),
    title: names.at(-1) ?? say('card/place'),
    lines: [
      ...(names.length > 0 ? [textLine(say('card/area'), names.join(' '))] : []),
      textLine(say('card/position'), `${lngLat[0].toFixed(5)}, ${lngLat[1].toFixed(5)}`),
      ...lines,
    ],
    deeds,
  };
}

function areaChain(code: AreaCode | undefined, { areas }: Scene): string[] {
  const township = areas.find((area) => area.code === code);
  const county = areas.find((area) => area.code === township?.parentCode);
  return [county, township].filter((area) => area !== undefined).map(areaName);
}
