import { defaultVisible } from './layer-set.ts';
import { signal } from '../state/signals.ts';

/** Which layers are on, and how opaque each is. */
export class ShownLayers {
  readonly #visible = signal<ReadonlySet<string>>(defaultVisible);
  readonly #opacity = signal<ReadonlyMap<string, number>>(new Map());

  get visible(): ReadonlySet<string> {
    return this.#visible.get();
  }

  get opacity(): ReadonlyMap<string, number> {
    return this.#opacity.get();
  }

  toggle({ layerId, visible }: { layerId: string; visible: boolean }): void {
    const next = new Set(this.visible);
    if (visible) next.add(layerId);
    else next.delete(layerId);
    this.#visible.set(next);
  }

  fade({ layerId, opacity }: { layerId: string; opacity: number }): void {
    this.#opacity.set(new Map(this.opacity).set(layerId, opacity));
  }
}
