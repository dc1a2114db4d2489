import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PendingPhoto, PendingReceipt } from './outbox.ts';
import type { KeptPage } from './responder.ts';
import type { Item, QueueStorage } from './send-queue.ts';

interface FieldSchema extends DBSchema {
  receipt: { key: string; value: PendingReceipt };
  photo: { key: string; value: PendingPhoto };
  known: { key: typeof knownKey; value: KeptPage };
}

/** There is one page: what it knew last. */
const knownKey = 'last';

/** Some browsers never say whether they will open a database; the page must not wait for them. */
const patienceMilliseconds = 3_000;
const comeBackTimes = 20;

type Database = IDBPDatabase<FieldSchema>;

export interface FieldStoreDependencies {
  /** @param onLost told when the browser has closed the database, as phones do behind pages that are in the background */
  open: (onLost: () => void) => Promise<Database>;
  /** It was lost and is open again. What still waits is to be put back: it may have failed meanwhile, or the disk been cleared. */
  onReopened: () => void;
}

/**
 * What this device keeps while there is no signal and no page: in IndexedDB. A browser that forbids it keeps nothing: answers are then
 * sent from memory as long as the page is open.
 */
export class FieldStore {
  readonly #dependencies: FieldStoreDependencies;
  #database: Promise<Database | null>;
  /** This browser lets itself be asked for its database again. */
  #wasOpen = false;

  constructor(dependencies: Partial<FieldStoreDependencies> = {}) {
    this.#dependencies = { open: opened, onReopened: () => undefined, ...dependencies };
    this.#database = this.#opened();
  }

  /** Answers; those that an older page kept in another place are taken over first, once. */
  receipts(older: EarlierStorage | null, now: number): QueueStorage<PendingReceipt> {
    const own = this.#storageOf('receipt');
    return {
      ...own,
      all: async () => {
        const left = olderReceipts(older, now);
        // Under the id of the receipt: taken over again after a crash in between, it is still one.
        for (const pending of left) await own.put(pending);
        const all = await own.all();
        const known = new Set(all.map(({ id }) => id));
        // Only what has arrived here may go there: a disk that is full takes nothing.
        if (left.every(({ id }) => known.has(id))) older?.removeItem(olderKey);
        return [...left.filter(({ id }) => !known.has(id)), ...all];
      },
      remove: async (item) => {
        await own.remove(item);
        forgetOlder(older, item.id);
      },
    };
  }

  photos(): QueueStorage<PendingPhoto> {
    return this.#storageOf('photo');
  }

  async known(): Promise<KeptPage | null> {
    return (await this.#try((database) => database.get('known', knownKey))) ?? null;
  }

  async keepKnown(known: KeptPage): Promise<void> {
    await this.#try((database) => database.put('known', known, knownKey));
  }

  async forgetKnown(): Promise<void> {
    await this.#try((database) => database.delete('known', knownKey));
  }

  #storageOf<Name extends 'receipt' | 'photo'>(name: Name): QueueStorage<FieldSchema[Name]['value']> {
    return {
      all: async () => (await this.#try((database) => database.getAll(name))) ?? [],
      put: async (item) => void (await this.#try((database) => database.put(name, item))),
      remove: async ({ id }: Item) => void (await this.#try((database) => database.delete(name, id))),
    };
  }

  /** A full or broken disk costs what would have outlived a reload, never the page. */
  async #try<T>(act: (database: Database) => Promise<T>): Promise<T | undefined> {
    const asked = this.#database;
    try {
      const database = (await asked) ?? (this.#wasOpen ? await this.#again(asked) : null);
      return database ? await act(database) : undefined;
    } catch (error) {
      if (!isClosed(error)) return undefined;
      const database = await this.#again(asked);
      return database ? act(database).catch(() => undefined) : undefined;
    }
  }

  #opened(): Promise<Database | null> {
    const opening: Promise<Database | null> = Promise.race([this.#dependencies.open(() => void this.#comeBack(opening)), pause()]).then(
      (database) => {
        this.#wasOpen ||= database !== null;
        return database;
      },
      () => null,
    );
    return opening;
  }

  /** While it is still being closed it does not open; later than this, what is to be kept next opens it. */
  async #comeBack(lost: Promise<Database | null>): Promise<void> {
    let asked = this.#again(lost);
    for (let left = comeBackTimes; left > 0 && !(await asked); left--) {
      await pause();
      asked = this.#again(asked);
    }
  }

  /** Opens again what was lost: once, however many things failed by it. */
  #again(lost: Promise<Database | null>): Promise<Database | null> {
    if (this.#database !== lost) return this.#database;
    this.#database = this.#opened();
    void this.#database.then((database) => database && this.#dependencies.onReopened());
    return this.#database;
  }
}

function pause(): Promise<null> {
  return new Promise((fulfil) => setTimeout(() => fulfil(null), patienceMilliseconds));
}

/** What a database says that was closed; anything else would fail again. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError';
}

async function opened(onLost: () => void): Promise<Database> {
  return openDB<FieldSchema>('jiaoying-field', 1, {
    upgrade: (database) => {
      database.createObjectStore('receipt', { keyPath: 'id' });
      database.createObjectStore('photo', { keyPath: 'id' });
      database.createObjectStore('known');
    },
    // A newer page in another window wants to change what is stored: this one works on from memory.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
    terminated: onLost,
  });
}

const olderKey = 'jiaoying.field.receipts';
type EarlierStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** One that was taken, where no database has taken it over. */
function forgetOlder(storage: EarlierStorage | null, id: string): void {
  const left = olderReceipts(storage, 0);
  if (!storage || !left.some((pending) => pending.id === id)) return;
  storage.setItem(olderKey, JSON.stringify(left.filter((pending) => pending.id !== id)));
}

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
