import type { LayerEntry } from '#contract/layers.ts';
import type { LayerCounts } from '../desk/feature.ts';
import { brokenLinksId, layerOrder, onlineBaseIds, type LayerId, type OnlineBaseId } from './layer-set.ts';

export interface LayerListRow {
  id: LayerId | OnlineBaseId | typeof brokenLinksId;
  /** How many the layer holds; null where counting means nothing or nothing is known yet. */
  count: number | null;
  /** When the register last changed; null for what follows the incident. */
  updatedAt: string | null;
  /** Key of the words that name its source. */
  attributionKey: string | null;
  isRollUp: boolean;
  failed: boolean;
}

/** The rows of the layer list, in its order. */
export function layerRows(known: {
  catalogue: readonly LayerEntry[];
  /** Of the layers that follow the incident, by their nouns; null where nothing is known of it yet. */
  counts: LayerCounts;
  failed: ReadonlySet<string>;
  hasTianditu: boolean;
  /** How many dead ends the tree has; null before they are read, undefined for whoever may not. */
  brokenLinks?: number | null;
}): LayerListRow[] {
  const { brokenLinks } = known;
  const ids: readonly LayerListRow['id'][] = [
    ...layerOrder,
    ...(brokenLinks === undefined ? [] : [brokenLinksId]),
    ...(known.hasTianditu ? onlineBaseIds : []),
  ];
  return ids.map((id) => {
    const entry = known.catalogue.find((each) => each.id === id);
    const register = entry?.kind === 'register' ? entry : null;
    return {
      id,
      count: id === brokenLinksId ? (brokenLinks ?? null) : register ? register.count : (known.counts[id] ?? null),
      updatedAt: register?.updatedAt ?? null,
      attributionKey: entry?.attributionKey ?? null,
      isRollUp: register?.detail === 'rollUp',
      failed: known.failed.has(id),
    };
  });
}
