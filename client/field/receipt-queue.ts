import type { Call, CallId, NewReceipt, ReceiptKind } from '#contract/calls.ts';
import { FieldRefusal } from './field-api.ts';

/** An answer on its way: kept until the server has taken it. */
export interface Pending {
  token: string;
  callId: CallId;
  receipt: NewReceipt;
}

export interface QueueDoors {
  send: (pending: Pending) => Promise<Call>;
  /** Survives a reload; null where the browser keeps nothing. */
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  onTaken: (call: Call) => void;
  onRefused: (code: FieldRefusal['code']) => void;
  onChange: () => void;
}

const storageKey = 'jiaoying.field.receipts';
const retry = { firstMilliseconds: 1_000, longestMilliseconds: 30_000 };

/**
 * Sends answers one after another, in the order in which they were given, each again and again under its own id until the server has
 * taken or refused it. Without a signal they wait, also through a reload of the page.
 */
export class ReceiptQueue {
  readonly #doors: QueueDoors;
  #pending: Pending[];
  #isSending = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(doors: QueueDoors) {
    this.#doors = doors;
    this.#pending = stored(doors.storage);
  }

  get size(): number {
    return this.#pending.length;
  }

  /** The kinds of answer to one call that have yet to be sent. */
  kindsFor(callId: CallId): ReceiptKind[] {
    return this.#pending.filter((pending) => pending.callId === callId).map(({ receipt }) => receipt.kind);
  }

  add(pending: Pending): void {
    this.#keep([...this.#pending, pending]);
    void this.flush();
  }

  /** Sends now what can be sent: after a start, and whenever the signal is back. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    clearTimeout(this.#timer);
    this.#isSending = true;
    while (this.#pending[0] && (await this.#sent(this.#pending[0])));
    this.#isSending = false;
  }

  /** Whether the next one may go: this one was taken, or refused for good. */
  async #sent(pending: Pending): Promise<boolean> {
    try {
      const call = await this.#doors.send(pending);
      this.#failures = 0;
      this.#drop(pending);
      this.#doors.onTaken(call);
      return true;
    } catch (error) {
      return this.#failed(pending, error instanceof FieldRefusal ? error : new FieldRefusal('field/unreachable', true));
    }
  }

  #failed(pending: Pending, refusal: FieldRefusal): boolean {
    if (refusal.isTemporary) {
      this.#tryLater();
      return false;
    }
    if (refusal.code === 'request/invalid' && pending.receipt.at) {
      // The clock of a drill was set back meanwhile, so that this answer seems to come from the future: it then counts from now.
      const { at: _, ...receipt } = pending.receipt;
      this.#keep(this.#pending.map((other) => (other === pending ? { ...pending, receipt } : other)));
      return true;
    }
    this.#drop(pending);
    this.#doors.onRefused(refusal.code);
    return true;
  }

  #tryLater(): void {
    const wait = Math.min(retry.longestMilliseconds, retry.firstMilliseconds * 2 ** this.#failures++);
    this.#timer = setTimeout(() => void this.flush(), wait * (0.75 + Math.random() / 2));
  }

  #drop(pending: Pending): void {
    this.#keep(this.#pending.filter((other) => other.receipt.receiptId !== pending.receipt.receiptId));
  }

  #keep(pending: Pending[]): void {
    this.#pending = pending;
    try {
      this.#doors.storage?.setItem(storageKey, JSON.stringify(pending));
    } catch {
      // A full or forbidden storage costs the answers only on a reload; they are still sent from memory.
    }
    this.#doors.onChange();
  }
}

function stored(storage: QueueDoors['storage']): Pending[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isPending) : [];
  } catch {
    return [];
  }
}

function isPending(kept: unknown): kept is Pending {
  const { token, callId, receipt } = (kept ?? {}) as Partial<Pending>;
  return typeof token === 'string' && typeof callId === 'string' && typeof receipt?.receiptId === 'string';
}
