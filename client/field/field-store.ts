import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PendingPhoto, PendingReceipt } from './outbox.ts';
import type { Known } from './responder.ts';
import type { Item, Shelf } from './send-queue.ts';

interface FieldSchema extends DBSchema {
  receipt: { key: string; value: PendingReceipt };
  photo: { key: string; value: PendingPhoto };
  known: { key: typeof knownKey; value: Known };
}

/** There is one page: what it knew last. */
const knownKey = 'last';

/** Some browsers never say whether they will open a database; the page must not wait for them. */
const patienceMilliseconds = 3_000;

/**
 * What this device keeps while there is no signal and no page: in IndexedDB. A browser that forbids it keeps nothing: answers are then
 * sent from memory as long as the page is open.
 */
export class FieldStore {
  readonly #database: Promise<IDBPDatabase<FieldSchema> | null>;

  constructor(factory: Promise<IDBPDatabase<FieldSchema>> = opened()) {
    const late = new Promise<null>((fulfil) => setTimeout(() => fulfil(null), patienceMilliseconds));
    this.#database = Promise.race([factory, late]).catch(() => null);
  }

  /** Answers; those that an older page kept in another place are taken over first, once. */
  receipts(older: Pick<Storage, 'getItem' | 'removeItem'> | null, now: number): Shelf<PendingReceipt> {
    const shelf = this.#shelf('receipt');
    return {
      ...shelf,
      all: async () => {
        const left = olderReceipts(older, now);
        // Under the id of the receipt: taken over again after a crash in between, it is still one.
        for (const pending of left) await shelf.put(pending);
        const all = await shelf.all();
        older?.removeItem(olderKey);
        const known = new Set(all.map(({ id }) => id));
        return [...left.filter(({ id }) => !known.has(id)), ...all];
      },
    };
  }

  photos(): Shelf<PendingPhoto> {
    return this.#shelf('photo');
  }

  async known(): Promise<Known | null> {
    return (await this.#try((database) => database.get('known', knownKey))) ?? null;
  }

  async keepKnown(known: Known): Promise<void> {
    await this.#try((database) => database.put('known', known, knownKey));
  }

  async forgetKnown(): Promise<void> {
    await this.#try((database) => database.delete('known', knownKey));
  }

  #shelf<Name extends 'receipt' | 'photo'>(name: Name): Shelf<FieldSchema[Name]['value']> {
    return {
      all: async () => (await this.#try((database) => database.getAll(name))) ?? [],
      put: async (item) => void (await this.#try((database) => database.put(name, item))),
      remove: async ({ id }: Item) => void (await this.#try((database) => database.delete(name, id))),
    };
  }

  /** A full or broken disk costs what would have outlived a reload, never the page. */
  async #try<T>(act: (database: IDBPDatabase<FieldSchema>) => Promise<T>): Promise<T | undefined> {
    const database = await this.#database;
    return database ? act(database).catch(() => undefined) : undefined;
  }
}

function opened(): Promise<IDBPDatabase<FieldSchema>> {
  return openDB<FieldSchema>('jiaoying-field', 1, {
    upgrade: (database) => {
      database.createObjectStore('receipt', { keyPath: 'id' });
      database.createObjectStore('photo', { keyPath: 'id' });
      database.createObjectStore('known');
    },
    // A newer page in another window wants to change the shelves: this one works on from memory.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
  });
}

const olderKey = 'jiaoying.field.receipts';

/** What pages before the database wrote into localStorage, in its order; anything else there is ignored. */
function olderReceipts(storage: Pick<Storage, 'getItem'> | null, now: number): PendingReceipt[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(olderKey) ?? '[]');
    const receipts = Array.isArray(kept) ? kept.filter(isPending) : [];
    return receipts.map((pending, at) => ({ ...pending, id: pending.receipt.receiptId, order: now - receipts.length + at }));
  } catch {
    return [];
  }
}

function isPending(kept: unknown): kept is Omit<PendingReceipt, keyof Item> {
  const { token, callId, receipt } = (kept ?? {}) as Partial<PendingReceipt>;
  return typeof token === 'string' && typeof callId === 'string' && typeof receipt?.receiptId === 'string';
}
