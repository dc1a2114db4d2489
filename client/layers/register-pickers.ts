import type { RegisterLayerId } from '#contract/layers.ts';
import { mostRecords } from '#contract/records.ts';
import { placeOf, type Picker } from '../cartography/pick.ts';
import { denseLayerIds, drawingOrder } from '../cartography/layer-looks.ts';
import { pointLayerIds } from './points.layer.ts';

/** Registers as they are drawn, the topmost first: the topmost record and its neighbours of the same register, each once. */
export const registerPickers: readonly Picker[] = drawingOrder.toReversed().map((layerId) => ({
  layers: pointLayerIds(layerId),
  reach: 'near',
  pick(hits, at) {
    const ids = [...new Set(hits.map(({ id }) => Number(id)))].slice(0, mostRecords);
    const [top] = hits;
    return top ? { kind: 'records', layerId, ids, lngLat: placeOf(top, at), properties: wordsOf(top.properties) } : null;
  },
}));

/** The name of a township with what is registered there. */
export const rollUpPicker: Picker = {
  layers: ['township-names'],
  reach: 'exact',
  pick([hit], at) {
    const code = hit?.properties.code;
    if (!hit || typeof code !== 'string') return null;
    const words = wordsOf(hit.properties);
    const counts = denseLayerIds.flatMap((id: RegisterLayerId) => (words[id] === undefined ? [] : [[id, words[id]] as const]));
    return { kind: 'counts', code, counts: Object.fromEntries(counts), lngLat: placeOf(hit, at) };
  },
};

/** How many dead ends the tree of posts has in an area. */
export const brokenLinkPicker: Picker = {
  layers: ['broken-link-numbers', 'broken-link-circles'],
  reach: 'exact',
  pick([hit], at) {
    const { code, count } = hit?.properties ?? {};
    return hit && typeof code === 'string' ? { kind: 'brokenLinks', code, count: Number(count), lngLat: placeOf(hit, at) } : null;
  },
};

function wordsOf(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]));
}
