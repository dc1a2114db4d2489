/** Changes to a map that copies it once, at the first change, and not at all when there is none. */
export class MapDraft<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  #copy: Map<K, V> | null = null;

  constructor(base: ReadonlyMap<K, V>) {
    this.#base = base;
  }

  get(key: K): V | undefined {
    return (this.#copy ?? this.#base).get(key);
  }

  set(key: K, value: V): void {
    this.#copy ??= new Map(this.#base);
    this.#copy.set(key, value);
  }

  done(): ReadonlyMap<K, V> {
    return this.#copy ?? this.#base;
  }
}

/** The same for a map of maps: inner maps that did not change keep their identity. */
export class NestedMapDraft<K, L, V> {
  readonly #base: ReadonlyMap<K, ReadonlyMap<L, V>>;
  readonly #changed = new Map<K, MapDraft<L, V>>();

  constructor(base: ReadonlyMap<K, ReadonlyMap<L, V>>) {
    this.#base = base;
  }

  get(outer: K, inner: L): V | undefined {
    return this.#changed.get(outer)?.get(inner) ?? this.#base.get(outer)?.get(inner);
  }

  set(outer: K, inner: L, value: V): void {
    let draft = this.#changed.get(outer);
    if (!draft) this.#changed.set(outer, (draft = new MapDraft(this.#base.get(outer) ?? new Map<L, V>())));
    draft.set(inner, value);
  }

  done(): ReadonlyMap<K, ReadonlyMap<L, V>> {
    if (this.#changed.size === 0) return this.#base;
    const next = new Map(this.#base);
    for (const [key, draft] of this.#changed) next.set(key, draft.done());
    return next;
  }
}
