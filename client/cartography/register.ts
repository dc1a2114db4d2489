import { decodeColumns, type LayerColumns } from '#contract/layer-columns.ts';
import type { LayerEntry, RegisterLayerId } from '#contract/layers.ts';
import type { RevealedPerson } from '#contract/people.ts';
import type { RecordCard } from '#contract/records.ts';
import { boundariesOf, noBoundaries, type Boundaries, type BoundaryCollection } from './boundaries.ts';
import { signal } from '../state/signals.ts';

/** What is read from the server for the map; `api` is one. */
export interface RegisterSource {
  layers(): Promise<LayerEntry[]>;
  boundaries(): Promise<BoundaryCollection>;
  layer(id: RegisterLayerId): Promise<Uint8Array>;
  records(id: RegisterLayerId, ids: readonly number[]): Promise<RecordCard[]>;
  reveal(personId: number, purpose: string): Promise<RevealedPerson>;
}

const firstRetryMs = 4_000;
const longestRetryMs = 120_000;

/**
 * The registers on this screen: catalogue, outlines, and the layers that were asked for. Each layer is fetched once, when it is first
 * shown; facts patch what is drawn, so nothing here is ever polled.
 */
export class Register {
  readonly #source: RegisterSource;
  readonly #catalogue = signal<readonly LayerEntry[]>([]);
  readonly #boundaries = signal<Boundaries>(noBoundaries);
  readonly #layers = signal<ReadonlyMap<RegisterLayerId, LayerColumns>>(new Map());
  readonly #failed = signal<ReadonlySet<RegisterLayerId>>(new Set());
  readonly #asked = new Set<RegisterLayerId>();
  readonly #retries = new Map<RegisterLayerId, ReturnType<typeof setTimeout>>();

  constructor(source: RegisterSource) {
    this.#source = source;
  }

  get catalogue(): readonly LayerEntry[] {
    return this.#catalogue.get();
  }

  get boundaries(): Boundaries {
    return this.#boundaries.get();
  }

  get layers(): ReadonlyMap<RegisterLayerId, LayerColumns> {
    return this.#layers.get();
  }

  /** Layers that could not be read: shown as such, and asked for again with {@link again}, or by themselves after a while. */
  get failed(): ReadonlySet<RegisterLayerId> {
    return this.#failed.get();
  }

  /** Reads the catalogue and the outlines; again after a sign-in, because what one may see depends on who one is. */
  async open(): Promise<void> {
    this.#asked.clear();
    for (const timer of this.#retries.values()) clearTimeout(timer);
    this.#layers.set(new Map());
    this.#failed.set(new Set());
    const [catalogue, boundaries] = await Promise.all([this.#source.layers(), this.#source.boundaries()]);
    this.#catalogue.set(catalogue);
    this.#boundaries.set(boundariesOf(boundaries));
  }

  /** Fetches those of the layers that were never asked for; the map says what it wants at every drawing. */
  async want(ids: readonly RegisterLayerId[]): Promise<void> {
    await Promise.all(ids.filter((id) => !this.#asked.has(id)).map((id) => this.#fetch(id, firstRetryMs)));
  }

  /** Fetches a layer that failed, now. */
  async again(id: RegisterLayerId): Promise<void> {
    clearTimeout(this.#retries.get(id));
    await this.#fetch(id, firstRetryMs);
  }

  records(id: RegisterLayerId, ids: readonly number[]): Promise<RecordCard[]> {
    return this.#source.records(id, ids);
  }

  reveal(personId: number, purpose: string): Promise<RevealedPerson> {
    return this.#source.reveal(personId, purpose);
  }

  /** Each failure doubles the wait for the next try: a server that is down must not be asked by every map every second. */
  async #fetch(id: RegisterLayerId, retryMs: number): Promise<void> {
    this.#asked.add(id);
    try {
      const layer = decodeColumns(await this.#source.layer(id));
      this.#layers.set(new Map(this.#layers.get()).set(id, layer));
      this.#failed.set(without(this.#failed.get(), id));
    } catch {
      // One layer that cannot be read must not blank the others; the list says so and offers to try again.
      this.#retries.set(
        id,
        setTimeout(() => void this.#fetch(id, Math.min(retryMs * 2, longestRetryMs)), retryMs),
      );
      this.#failed.set(new Set(this.#failed.get()).add(id));
    }
  }
}

function without<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  if (!set.has(value)) return set;
  const next = new Set(set);
  next.delete(value);
  return next;
}
