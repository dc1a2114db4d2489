import type { Call, CallId, NewReceipt } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
import type { Ring } from '#contract/socket.ts';
import { FieldRefusal } from './field-api.ts';
import { incidentTime, isOwed, phaseOf, takesOver, type Held } from './field.view.ts';
import { newId } from './new-id.ts';
import type { ReceiptQueue } from './receipt-queue.ts';

export type Answer = Omit<NewReceipt, 'receiptId' | 'at'>;

export interface ResponderDoors {
  read: (token: string) => Promise<FieldCall>;
  queue: Pick<ReceiptQueue, 'add'>;
  /** Milliseconds of the device's clock. */
  now: () => number;
  onChange: () => void;
}

/** What the page knows: the call it shows, others of the same person, and what went wrong. */
export class Responder {
  held: Held | null = null;
  /** Why there is nothing to show. */
  refusal: FieldRefusal['code'] | null = null;
  notice: 'newer' | 'changed' | null = null;
  readonly #doors: ResponderDoors;
  readonly #calls = new Map<CallId, Held>();
  readonly #rung = new Set<number>();

  constructor(doors: ResponderDoors) {
    this.#doors = doors;
  }

  /** Other calls of this person that wait for an answer, the newest first. */
  get others(): Held[] {
    const owed = [...this.#calls.values()].filter((held) => isOwed(held.field) && held.field.call.id !== this.held?.field.call.id);
    return owed.sort((a, b) => Date.parse(b.field.call.calledAt) - Date.parse(a.field.call.calledAt));
  }

  /** Reads the call of a link. @returns whether it is worth trying again */
  async open(token: string): Promise<boolean> {
    try {
      this.#keep(token, await this.#doors.read(token), true);
      this.refusal = null;
      return false;
    } catch (error) {
      const refusal = error instanceof FieldRefusal ? error : new FieldRefusal('field/unreachable', true);
      this.refusal = refusal.code;
      return refusal.isTemporary;
    } finally {
      this.#doors.onChange();
    }
  }

  /** @returns whether this is to be heard: a ring that comes again after a lost connection is only drawn again */
  ring({ attemptId, token, field }: Ring): boolean {
    const isFirst = !this.#rung.has(attemptId);
    this.#rung.add(attemptId);
    const before = this.held?.field.call.id;
    this.#keep(token, field, takesOver(field, this.held?.field ?? null));
    if (before && before !== this.held?.field.call.id) this.notice = 'newer';
    this.refusal = null;
    this.#doors.onChange();
    return isFirst && isOwed(field);
  }

  /** Reads a call again of which something has changed. */
  async refresh(callId: CallId): Promise<void> {
    const known = this.#calls.get(callId);
    if (!known) return;
    try {
      const field = await this.#doors.read(known.token);
      // Asked after the wait: a newer call may have taken the page meanwhile, and what it says must stand.
      const isShown = this.held?.field.call.id === callId;
      const isOver = !isOwed(field) && phaseOf(field) !== 'answered';
      if (isShown && isOver && phaseOf(field) !== phaseOf(known.field)) this.notice = 'changed';
      this.#keep(known.token, field, isShown);
      this.#doors.onChange();
    } catch {
      // The next change, or the page coming back into view, reads it again; what is shown stays until then.
    }
  }

  show(held: Held): void {
    this.held = held;
    this.notice = null;
    this.#doors.onChange();
  }

  dismissNotice(): void {
    this.notice = null;
    this.#doors.onChange();
  }

  answer(answer: Answer): void {
    if (!this.held) return;
    const at = incidentTime(this.held, this.#doors.now()).toISOString();
    this.#doors.queue.add({
      token: this.held.token,
      callId: this.held.field.call.id,
      receipt: { ...answer, receiptId: newId(), at },
    });
  }

  /** The server has taken an answer: so the call stands now. */
  taken(call: Call): void {
    const known = this.#calls.get(call.id);
    if (known)
      this.#keep(
        known.token,
        { ...known.field, call, now: incidentTime(known, this.#doors.now()).toISOString() },
        this.held?.field.call.id === call.id,
      );
    this.#doors.onChange();
  }

  #keep(token: string, field: FieldCall, show: boolean): void {
    const held = { token, field, readAt: this.#doors.now() };
    this.#calls.set(field.call.id, held);
    if (show) this.held = held;
  }
}
