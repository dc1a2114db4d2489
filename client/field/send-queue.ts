import { FieldRefusal } from './field-api.ts';

/** Something on its way to the server, kept until it was taken. */
export interface Item {
  readonly id: string;
  /** Ascending in the order in which they were given. */
  readonly order: number;
  /** Why the server has refused it for good; it waits aside, until the page is opened again or has another link. */
  readonly refused?: FieldRefusal['code'];
}

/** Where items outlive a reload of the page. A browser that keeps nothing has an empty one. */
export interface QueueStorage<T> {
  all: () => Promise<T[]>;
  put: (item: T) => Promise<void>;
  remove: (item: T) => Promise<void>;
}

export interface QueueDependencies<T> {
  /** Rejects with a {@link FieldRefusal} when it was not taken. */
  send: (item: T) => Promise<void>;
  /** Whether an item may go now; asked again at every flush. */
  isReady: (item: T) => boolean;
  storage: QueueStorage<T>;
  /** The item as it may be sent once more after a final refusal, or null when nothing can be mended. */
  mended: (item: T, refusal: FieldRefusal) => T | null;
  /** Whether an item is kept aside after a final refusal; else it is given up. */
  isKept: (item: T, refusal: FieldRefusal) => boolean;
  onRefused: (item: T, refusal: FieldRefusal) => void;
  onChange: () => void;
}

const retry = { firstMilliseconds: 1_000, longestMilliseconds: 30_000 };

/**
 * Sends items one after another, in the order in which they were given, each again and again under its own id until the server has
 * taken or refused it. Without a signal they wait, also through a reload of the page. What was refused steps aside for the others, and
 * stays on the device.
 */
export class SendQueue<T extends Item> {
  readonly #dependencies: QueueDependencies<T>;
  #items: readonly T[] = [];
  #isSending = false;
  #failures = 0;
  /** What the server takes later, as there was too much of it: the others need not wait for it. */
  readonly #later = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dependencies: QueueDependencies<T>) {
    this.#dependencies = dependencies;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** Takes up what an earlier page left behind, and sends it. */
  async load(): Promise<void> {
    const kept = (await this.#dependencies.storage.all()).map(asNew);
    const known = new Set(this.#items.map(({ id }) => id));
    this.#set([...this.#items, ...kept.filter(({ id }) => !known.has(id))].sort((a, b) => a.order - b.order));
    await this.flush();
  }

  /** Resolves when the item would survive a reload; it is sent without waiting for that. */
  async add(item: T): Promise<void> {
    const kept = this.#dependencies.storage.put(item);
    this.#set([...this.#items, item]);
    void this.flush();
    await kept;
  }

  /** Puts everything that waits into its storage once more: it may have been lost there. */
  keepAgain(): void {
    for (const item of this.#items) void this.#dependencies.storage.put(item);
  }

  /** Sends once more what was refused: there may be another link by which it is taken. */
  async tryRefused(): Promise<void> {
    if (!this.#items.some(({ refused }) => refused !== undefined)) return;
    this.#set(this.#items.map(asNew));
    await this.flush();
  }

  #drop(id: string): void {
    const item = this.#items.find((other) => other.id === id);
    if (!item) return;
    void this.#dependencies.storage.remove(item);
    this.#set(this.#items.filter((other) => other !== item));
  }

  /** Sends now what can be sent: after a start, and whenever the signal is back. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    clearTimeout(this.#timer);
    this.#isSending = true;
    this.#later.clear();
    while (await this.#sentFirst());
    this.#isSending = false;
  }

  /** Whether the next one may go: this one was taken, or refused for good. */
  async #sentFirst(): Promise<boolean> {
    const item = this.#items.find((each) => each.refused === undefined && !this.#later.has(each.id) && this.#dependencies.isReady(each));
    if (!item) return false;
    try {
      await this.#dependencies.send(item);
      this.#failures = 0;
      this.#drop(item.id);
      return true;
    } catch (error) {
      return this.#failed(item, FieldRefusal.of(error));
    }
  }

  #failed(item: T, refusal: FieldRefusal): boolean {
    if (refusal.isTemporary) {
      this.#tryLater();
      if (refusal.code !== 'receipt/too-many') return false;
      this.#later.add(item.id);
      return true;
    }
    const mended = this.#dependencies.mended(item, refusal);
    if (mended) {
      this.#replace(item, mended);
      return true;
    }
    this.#dependencies.onRefused(item, refusal);
    if (this.#dependencies.isKept(item, refusal)) this.#replace(item, { ...item, refused: refusal.code });
    else this.#drop(item.id);
    return true;
  }

  #replace(item: T, by: T): void {
    void this.#dependencies.storage.put(by);
    this.#set(this.#items.map((other) => (other === item ? by : other)));
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    const wait = Math.min(retry.longestMilliseconds, retry.firstMilliseconds * 2 ** this.#failures++);
    this.#timer = setTimeout(() => void this.flush(), wait * (0.75 + Math.random() / 2));
  }

  #set(items: readonly T[]): void {
    this.#items = items;
    this.#dependencies.onChange();
  }
}

function asNew<T extends Item>(item: T): T {
  if (item.refused === undefined) return item;
  const { refused: _, ...rest } = item;
  return rest as T;
}
