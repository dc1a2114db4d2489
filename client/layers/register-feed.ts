import type { LayerColumns } from '#contract/layer-columns.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { Surface } from '../cartography/map-feature.ts';
import { noRows, pointChanges, pointFeatures, sourceOf, type ChangedRows } from './points.layer.ts';

interface Shown {
  id: RegisterLayerId;
  layer: LayerColumns;
  rows?: ChangedRows | undefined;
}

/** Feeds each register to the map once, and after that only the rows that facts change. */
export class RegisterFeed {
  readonly #fed = new Map<RegisterLayerId, { layer: LayerColumns; rows: ChangedRows }>();

  /** Returns whether anything was drawn anew. */
  show(surface: Surface, { id, layer, rows = noRows }: Shown): boolean {
    const before = this.#fed.get(id);
    this.#fed.set(id, { layer, rows });
    if (before?.layer !== layer) return surface.feed(sourceOf(id), pointFeatures(layer, rows));
    if (before.rows === rows) return false;
    // Rows that are not among the changed ones any more (another incident, an earlier time) need the register's own state again.
    if ([...before.rows.keys()].some((row) => !rows.has(row))) return surface.feed(sourceOf(id), pointFeatures(layer, rows));
    const changes = pointChanges(layer, before.rows, rows);
    if (changes) surface.patch(sourceOf(id), changes);
    return changes !== null;
  }
}
