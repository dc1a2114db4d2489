import { registerLayers, type RegisterLayerId } from '#contract/layers.ts';
import { registerCatalogue } from '../../geodata/layers/catalogue.ts';
import type { Palette } from './palette.ts';
import type { SymbolShape } from './shapes.ts';

/** How a register layer is drawn. */
export interface LayerLook {
  shape: SymbolShape;
  color: keyof Palette;
  /** Too many to tell apart from afar: faint dots there, and a count in each township. */
  dense: boolean;
}

export const layerLooks: Readonly<Record<RegisterLayerId, LayerLook>> = {
  evacuees: { shape: 'person', color: 'people', dense: true },
  shelters: { shape: 'shelter', color: 'shelter', dense: false },
  teams: { shape: 'team', color: 'ok', dense: false },
  supplyPoints: { shape: 'supply', color: 'supply', dense: false },
  hazards: { shape: 'hazard', color: 'hazard', dense: true },
  enterprises: { shape: 'enterprise', color: 'enterprise', dense: true },
  stations: { shape: 'station', color: 'station', dense: false },
};

export const denseLayerIds: readonly RegisterLayerId[] = registerLayers.filter((id) => layerLooks[id].dense);

/** Registers from the bottom up: what endangers, who is in danger, who helps. */
export const drawingOrder: readonly RegisterLayerId[] = [
  'hazards',
  'enterprises',
  'evacuees',
  'shelters',
  'supplyPoints',
  'teams',
  'stations',
];

/** From this zoom on each record is looked at as itself. */
export function dotsFromZoom(id: RegisterLayerId): number {
  return registerCatalogue.find((layer) => layer.id === id)?.dotsFromZoom ?? 0;
}

export function isRegisterLayer(id: string): id is RegisterLayerId {
  return Object.hasOwn(layerLooks, id);
}
