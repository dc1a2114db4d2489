import { registerLayers } from '#contract/layers.ts';
import { liveCatalogue, registerCatalogue } from '../../geodata/layers/catalogue.ts';

/** Every layer in the order of the layer list: what needs a person first, the quiet registers last. */
export const layerOrder = ['warnings', 'silence', 'typhoon', ...registerLayers] as const;
export type LayerId = (typeof layerOrder)[number];

/** For those who may read the tree of posts; off until somebody switches it on. */
export const brokenLinksId = 'brokenLinks' as const;

/** What a new screen shows. */
export const defaultVisible: ReadonlySet<string> = new Set(
  [...liveCatalogue, ...registerCatalogue].filter((layer) => layer.visible).map((layer) => layer.id),
);

/** Base pictures that only a customer's key unlocks; off until somebody switches them on. */
export const onlineBaseIds = ['tiandituMap', 'tiandituImagery'] as const;
export type OnlineBaseId = (typeof onlineBaseIds)[number];
