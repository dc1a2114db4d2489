import type { Call, CallId, NewReceipt, ReceiptKind } from '#contract/calls.ts';
import type { FieldRefusal } from './field-api.ts';
import { SendQueue, type Item, type QueueStorage } from './send-queue.ts';

/** An answer on its way; its id is that of the receipt. */
export interface PendingReceipt extends Item {
  token: string;
  callId: CallId;
  /** Where it speaks of a household that hangs on the call; absent in what an earlier version of this page has kept. */
  householdId?: number | null;
  receipt: NewReceipt;
  /** Links by which it was refused already. */
  tried?: readonly string[];
}

/** The photo of an answer on its way; its id is that of the receipt. */
export interface PendingPhoto extends Item {
  token: string;
  photo: Blob;
}

export interface DeviceOutboxDependencies {
  sendReceipt: (pending: PendingReceipt) => Promise<Call>;
  sendPhoto: (pending: PendingPhoto) => Promise<void>;
  receipts: QueueStorage<PendingReceipt>;
  photos: QueueStorage<PendingPhoto>;
  /** The links by which this page is let in now. */
  links: () => readonly string[];
  /** Milliseconds of the device's clock. */
  now: () => number;
  onTaken: (call: Call, householdId: number | null, kind: ReceiptKind) => void;
  onRefused: (code: FieldRefusal['code']) => void;
  onChange: () => void;
}

/** Everything that this device has yet to tell: answers first, in their order; then their photos, which no answer ever waits for. */
export class DeviceOutbox {
  readonly #dependencies: DeviceOutboxDependencies;
  readonly #receipts: SendQueue<PendingReceipt>;
  readonly #photos: SendQueue<PendingPhoto>;
  #order = 0;

  constructor(dependencies: DeviceOutboxDependencies) {
    this.#dependencies = dependencies;
    this.#receipts = new SendQueue({
      send: async (pending) =>
        dependencies.onTaken(await dependencies.sendReceipt(pending), pending.householdId ?? null, pending.receipt.kind),
      isReady: () => true,
      storage: dependencies.receipts,
      mended: (pending, refusal) => byAnotherLink(pending, refusal, dependencies.links()) ?? inPlainForm(pending, refusal),
      // Whatever the server has against it: what somebody has answered is not thrown away.
      isKept: () => true,
      onRefused: (_, { code }) => dependencies.onRefused(code),
      onChange: () => {
        dependencies.onChange();
        void this.#photos.flush();
      },
    });
    this.#photos = new SendQueue({
      send: dependencies.sendPhoto,
      // The server takes a photo only for a receipt that it knows; a photo of a refused one waits beside it.
      isReady: ({ id }) => !this.#receipts.items.some((pending) => pending.id === id),
      storage: dependencies.photos,
      mended: () => null,
      // A picture that is none, or one too many, will never be taken.
      isKept: (_, { code }) => !code.startsWith('photo/'),
      onRefused: (_, { code }) => dependencies.onRefused(code),
      onChange: dependencies.onChange,
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

  /** Sends once more what was refused. */
  async tryRefused(): Promise<void> {
    await this.#receipts.tryRefused();
    await this.#photos.tryRefused();
  }

  /** Sends now what can be sent: after a start, and whenever the signal is back. */
  async flush(): Promise<void> {
    await this.#receipts.flush();
    await this.#photos.flush();
  }

  /** By the clock, so that it ascends through reloads; never the same twice. */
  #next(): number {
    this.#order = Math.max(this.#order + 1, this.#dependencies.now());
    return this.#order;
  }
}

/** A link that has run out or was withdrawn meanwhile says nothing against the answer. */
function byAnotherLink(pending: PendingReceipt, { code }: FieldRefusal, links: readonly string[]): PendingReceipt | null {
  if (!code.startsWith('token/')) return null;
  const tried = [...(pending.tried ?? []), pending.token];
  const token = links.find((link) => !tried.includes(link));
  return token === undefined ? null : { ...pending, token, tried };
}

/** What stands beside the answer goes first, its words and counts last: the answer itself has no form that could be wrong. */
function inPlainForm(pending: PendingReceipt, { code }: FieldRefusal): PendingReceipt | null {
  if (code !== 'request/invalid') return null;
  const { receiptId, kind, at, device, position, note, counts } = pending.receipt;
  const hasMore = at !== undefined || device !== undefined || position !== undefined;
  if (hasMore) return { ...pending, receipt: { receiptId, kind, ...(note !== undefined && { note }), ...(counts && { counts }) } };
  return note === undefined && counts === undefined ? null : { ...pending, receipt: { receiptId, kind } };
}
