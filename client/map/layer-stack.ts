import type { LayerSpecification } from 'maplibre-gl';
import { escalationLayers } from '../calls/escalations.layer.ts';
import { silenceCountLayers, silenceFillLayers } from '../calls/silence.layer.ts';
import { brokenLinkLayers } from '../layers/broken-links.layer.ts';
import { drawingOrder } from '../cartography/layer-looks.ts';
import { pointLayers } from '../layers/points.layer.ts';
import { trackLayers, typhoonLabelLayers, windCircleLayers } from '../typhoons/typhoon-style.layer.ts';
import { draftedCountLayers, draftedLayers } from '../warnings/drafted-areas.layer.ts';
import { warnedBadgeLayers, warnedFillLayers, warnedHatchLayers, warnedLineLayers } from '../warnings/warned-areas.layer.ts';
import { boundaryLineLayers, cityFillLayers, countyLabelLayers, townshipLabelLayers } from './areas.layer.ts';
import { groundLayers, warningLineLayers, waterLayers } from './basemap.ts';
import { paletteOf, type Look } from '../cartography/look.ts';
import { tiandituLayers } from './tianditu.ts';

/** The whole map as a look: every style layer from the bottom up. Which exist depends on nothing but the Tianditu key. */
export function layerStack(look: Look): LayerSpecification[] {
  return [
    ...groundLayers(look),
    ...cityFillLayers(look),
    ...waterLayers(look),
    ...tiandituLayers(look),
    ...warnedFillLayers(look),
    ...silenceFillLayers(look),
    ...boundaryLineLayers(look),
    ...warnedHatchLayers(look),
    ...warnedLineLayers(look),
    ...draftedLayers(look),
    ...windCircleLayers(look),
    ...warningLineLayers(look),
    ...drawingOrder.flatMap((id) => pointLayers(look, id)),
    ...escalationLayers(look),
    ...trackLayers(look),
    ...townshipLabelLayers(look),
    ...silenceCountLayers(look),
    ...brokenLinkLayers(look),
    ...draftedCountLayers(look),
    ...countyLabelLayers(look),
    ...warnedBadgeLayers(look),
    ...pickedLayers(look),
    ...typhoonLabelLayers(look),
  ];
}

/** A ring around what the card speaks of. */
function pickedLayers(look: Look): LayerSpecification[] {
  return [
    {
      id: 'picked-ring',
      type: 'circle',
      source: 'picked',
      paint: { 'circle-radius': 11, 'circle-opacity': 0, 'circle-stroke-color': paletteOf(look).accent, 'circle-stroke-width': 2.5 },
    },
  ];
}
