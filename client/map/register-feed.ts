import type { LayerColumns } from '#contract/layer-columns.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import { noRows, pointChanges, pointFeatures, sourceOf, type ChangedRows } from '../layers/points.layer.ts';
import type { SourceData } from './feeds.ts';
import type { MapCanvas } from './canvas.ts';

/** Feeds each register to the map once, and after that only the rows that facts change. */
export class RegisterFeed {
  readonly #canvas: Pick<MapCanvas, 'feed' | 'patch'>;
  readonly #fed = new Map<RegisterLayerId, { layer: LayerColumns; rows: ChangedRows }>();

  constructor(canvas: Pick<MapCanvas, 'feed' | 'patch'>) {
    this.#canvas = canvas;
  }

  /** Returns whether anything was drawn anew. */
  show(id: RegisterLayerId, layer: LayerColumns, rows: ChangedRows = noRows): boolean {
    const before = this.#fed.get(id);
    this.#fed.set(id, { layer, rows });
    if (before?.layer !== layer) return this.#canvas.feed(sourceOf(id), pointFeatures(layer, rows) satisfies SourceData);
    if (before.rows === rows) return false;
    // Rows that are not among the changed ones any more (another incident, an earlier time) need the register's own state again.
    if ([...before.rows.keys()].some((row) => !rows.has(row))) return this.#canvas.feed(sourceOf(id), pointFeatures(layer, rows));
    const changes = pointChanges(layer, before.rows, rows);
    if (changes) this.#canvas.patch(sourceOf(id), changes);
    return changes !== null;
  }
}
