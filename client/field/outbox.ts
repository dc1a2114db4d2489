import type { Call, CallId, NewReceipt, ReceiptKind } from '#contract/calls.ts';
import type { FieldRefusal } from './field-api.ts';
import { SendQueue, type Item, type Shelf } from './send-queue.ts';

/** An answer on its way; its id is that of the receipt. */
export interface PendingReceipt extends Item {
  token: string;
  callId: CallId;
  /** Where it speaks of a household that hangs on the call; absent in what an earlier version of this page has kept. */
  householdId?: number | null;
  receipt: NewReceipt;
}

/** The photo of an answer on its way; its id is that of the receipt. */
export interface PendingPhoto extends Item {
  token: string;
  photo: Blob;
}

export interface OutboxDoors {
  sendReceipt: (pending: PendingReceipt) => Promise<Call>;
  sendPhoto: (pending: PendingPhoto) => Promise<void>;
  receipts: Shelf<PendingReceipt>;
  photos: Shelf<PendingPhoto>;
  /** Milliseconds of the device's clock. */
  now: () => number;
  onTaken: (call: Call, householdId: number | null, kind: ReceiptKind) => void;
  onRefused: (code: FieldRefusal['code']) => void;
  onChange: () => void;
}

/** Everything that this device has yet to tell: answers first, in their order; then their photos, which no answer ever waits for. */
export class Outbox {
  readonly #doors: OutboxDoors;
  readonly #receipts: SendQueue<PendingReceipt>;
  readonly #photos: SendQueue<PendingPhoto>;
  #order = 0;

  constructor(doors: OutboxDoors) {
    this.#doors = doors;
    this.#receipts = new SendQueue({
      send: async (pending) => doors.onTaken(await doors.sendReceipt(pending), pending.householdId ?? null, pending.receipt.kind),
      isReady: () => true,
      shelf: doors.receipts,
      mended: withoutTime,
      onRefused: ({ id }, { code }) => {
        this.#photos.drop(id);
        doors.onRefused(code);
      },
      onChange: () => {
        doors.onChange();
        void this.#photos.flush();
      },
    });
    this.#photos = new SendQueue({
      send: doors.sendPhoto,
      // The server takes a photo only for a receipt that it knows.
      isReady: ({ id }) => !this.#receipts.items.some((pending) => pending.id === id),
      shelf: doors.photos,
      mended: () => null,
      onRefused: (_, { code }) => doors.onRefused(code),
      onChange: doors.onChange,
    });
  }

  /** Answers and photos that have yet to be taken. */
  get size(): number {
    return this.#receipts.items.length + this.#photos.items.length;
  }

  /** The kinds of answer to one call, or for a household that hangs on it, that have yet to be sent. */
  kindsFor(callId: CallId, householdId: number | null = null): ReceiptKind[] {
    const isAsked = (pending: PendingReceipt) => pending.callId === callId && (pending.householdId ?? null) === householdId;
    return this.#receipts.items.filter(isAsked).map(({ receipt }) => receipt.kind);
  }

  /** Takes up what an earlier page left behind. */
  async load(): Promise<void> {
    await this.#receipts.load();
    await this.#photos.load();
  }

  /** Sends an answer and its photo, now or when there is a signal. Resolves when both would survive a reload. */
  async add({ photo, ...pending }: Omit<PendingReceipt, keyof Item> & { photo?: Blob }): Promise<void> {
    const { token, receipt } = pending;
    const item = { id: receipt.receiptId, order: this.#next() };
    // Side by side: the answer must not wait until the disk has taken its photo.
    await Promise.all([this.#receipts.add({ ...item, ...pending }), photo && this.#photos.add({ ...item, token, photo })]);
  }

  /** Keeps once more what waits: what the device had kept may be lost. */
  keepAgain(): void {
    this.#receipts.keepAgain();
    this.#photos.keepAgain();
  }

  /** Sends now what can be sent: after a start, and whenever the signal is back. */
  async flush(): Promise<void> {
    await this.#receipts.flush();
    await this.#photos.flush();
  }

  /** By the clock, so that it ascends through reloads; never the same twice. */
  #next(): number {
    this.#order = Math.max(this.#order + 1, this.#doors.now());
    return this.#order;
  }
}

/** The clock of a drill may have been set back meanwhile, so that an answer seems to come from the future: it then counts from now. */
function withoutTime(pending: PendingReceipt, { code }: FieldRefusal): PendingReceipt | null {
  if (code !== 'receipt/from-the-future' || pending.receipt.at === undefined) return null;
  const { at: _, ...receipt } = pending.receipt;
  return { ...pending, receipt };
}
