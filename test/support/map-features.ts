import { callsOnMap } from '../../client/calls/calls-map.ts';
import { helpOnMap } from '../../client/help/help-map.ts';
import { registersOnMap } from '../../client/layers/registers-map.ts';
import { groundOnMap } from '../../client/map/ground-map.ts';
import { MapFeatures } from '../../client/map/map-features.ts';
import { typhoonsOnMap } from '../../client/typhoons/typhoons-map.ts';
import { warningsOnMap } from '../../client/warnings/warnings-map.ts';

/** What the map of the desk is made of, without the elements of the desk, which need a browser. */
export const onMap = [callsOnMap, warningsOnMap, typhoonsOnMap, registersOnMap, helpOnMap, groundOnMap];

export function mapFeatures(): MapFeatures {
  return new MapFeatures(onMap.map((feature) => feature()));
}

/** The sources that are fed as a whole, of a scene. */
export function fedSources(features: MapFeatures): string[] {
  return features.all.flatMap(({ fed = {} }) => Object.keys(fed)).filter((id) => !id.startsWith('register-'));
}
