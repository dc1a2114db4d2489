import type { Call, CallId, NewReceipt } from '#contract/calls.ts';
import type { FieldCall, FieldPage, ReachedCall } from '#contract/field.ts';
import type { CallRing } from '#contract/socket.ts';
import { FieldRefusal } from './field-api.ts';
import { firstToShow, incidentTime, isOwed, phaseOf, takesOver, type KeptCall } from './field.view.ts';
import { newId } from './new-id.ts';
import type { DeviceOutbox } from './outbox.ts';

/** What a person says about one call: the one whose message was read, which need not be on the page any more. */
export type GivenAnswer = Omit<NewReceipt, 'receiptId' | 'at' | 'device'> & { callId: CallId; photo?: Blob };

/** What the page has read, as it is kept on the device: with the links by which it was read. */
export interface KeptPage {
  token: string;
  page: FieldPage;
  held: readonly KeptCall[];
  shown: CallId | null;
  /** Milliseconds of the device's clock. */
  readAt: number;
}

export interface ResponderDependencies {
  readPage: (token: string) => Promise<FieldPage>;
  readCall: (of: { token: string; callId: CallId }) => Promise<FieldCall>;
  outbox: Pick<DeviceOutbox, 'add'>;
  /** The name that this device gave itself. */
  device: string;
  /** Milliseconds of the device's clock. */
  now: () => number;
  /** A link that let this page in does so no longer. */
  onTurnedAway: () => void;
  onChange: () => void;
}

/** What the page knows: whose it is, the call it shows, all others that concern this person, and what went wrong. */
export class Responder {
  held: KeptCall | null = null;
  page: FieldPage | null = null;
  /** Why there is nothing new to show. */
  refusal: FieldRefusal['code'] | null = null;
  notice: 'newer' | 'changed' | 'reminder' | 'allClear' | null = null;
  token = '';
  readonly #dependencies: ResponderDependencies;
  readonly #calls = new Map<CallId, KeptCall>();
  readonly #rung = new Set<number>();
  /** Links that do not let in any more. */
  readonly #dead = new Set<string>();
  #readAt = 0;

  constructor(dependencies: ResponderDependencies) {
    this.#dependencies = dependencies;
  }

  /** Every call of which this device has the message, those that wait for an answer first, then the newest. */
  get all(): KeptCall[] {
    const urgency = ({ field }: KeptCall) => [isOwed(field) ? 1 : 0, Date.parse(field.call.calledAt)] as const;
    return [...this.#calls.values()].sort((a, b) => urgency(b)[0] - urgency(a)[0] || urgency(b)[1] - urgency(a)[1]);
  }

  /** How many other calls of this person wait for an answer. */
  get others(): number {
    return this.all.filter(({ field }) => field.isOwn && isOwed(field) && field.call.id !== this.held?.field.call.id).length;
  }

  /** How many others are silent for whom this person was reached, but for the one that is shown. */
  get owedByOthers(): number {
    const rung = this.all.filter(({ field }) => !field.isOwn).map(({ field }) => field);
    const silent = [...(this.page?.answersFor ?? []), ...rung].filter(isOwed).map(({ call }) => call.id);
    return new Set(silent.filter((id) => id !== this.held?.field.call.id)).size;
  }

  /** Milliseconds of the device's clock at which the lists were read; 0 before that. */
  get readAt(): number {
    return this.#readAt;
  }

  /** What is worth keeping for a page without a signal; null before anything was read. */
  get known(): KeptPage | null {
    const { token, page, held } = this;
    return page && { token, page, held: [...this.#calls.values()], shown: held?.field.call.id ?? null, readAt: this.#readAt };
  }

  /** Shows what was kept, until the server has been asked. */
  restore({ token, page, held, shown, readAt }: KeptPage): void {
    [this.token, this.page, this.#readAt] = [token, page, readAt];
    for (const one of held) this.#calls.set(one.field.call.id, one);
    this.held = (shown && this.#calls.get(shown)) ?? null;
    this.#dependencies.onChange();
  }

  /** Reads everything that a link leads to. @returns whether it is worth trying again */
  async open(token: string): Promise<boolean> {
    this.token = token;
    try {
      await this.#take(await this.#dependencies.readPage(token));
      this.refusal = null;
      return false;
    } catch (error) {
      const refusal = FieldRefusal.of(error);
      this.refusal = refusal.code;
      if (isTurnedAway(refusal)) this.#dead.add(token);
      return refusal.isTemporary;
    } finally {
      this.#dependencies.onChange();
    }
  }

  /** Reads the lists again; what is shown stays when they cannot be read. */
  async reread(): Promise<void> {
    const { token } = this;
    try {
      await this.#take(await this.#dependencies.readPage(token));
      this.#dependencies.onChange();
    } catch (error) {
      this.#notRead(token, error);
    }
  }

  /** Lets go of everything but why. */
  forget(): void {
    [this.held, this.page, this.notice] = [null, null, null];
    this.#calls.clear();
    this.#dependencies.onChange();
  }

  /** @returns how it is to be heard: a ring that comes again after a lost connection is only drawn again, and at night it is quiet */
  ring({ attemptId, token, field, purpose, isQuiet }: CallRing): 'long' | 'short' | 'silent' {
    const isFirst = !this.#rung.has(attemptId);
    this.#rung.add(attemptId);
    const before = this.held?.field.call.id;
    this.#keep(token, field, takesOver(field, this.held?.field ?? null));
    const isShown = this.held?.field.call.id === field.call.id;
    if (before && before !== this.held?.field.call.id) this.notice = 'newer';
    if (isShown && purpose !== 'call') this.notice = purpose;
    this.refusal = null;
    this.#dependencies.onChange();
    if (!isFirst || isQuiet) return 'silent';
    if (purpose !== 'call') return 'short';
    return isOwed(field) ? 'long' : 'silent';
  }

  /** Reads a call again of which something has changed. */
  async refresh(callId: CallId): Promise<void> {
    const known = this.#calls.get(callId);
    if (!known) return;
    try {
      const field = await this.#dependencies.readCall({ token: known.token, callId });
      // Asked after the wait: a newer call may have taken the page meanwhile, and what it says must stand.
      const isShown = this.held?.field.call.id === callId;
      const isOver = !isOwed(field) && phaseOf(field) !== 'answered';
      if (isShown && isOver && phaseOf(field) !== phaseOf(known.field)) this.notice = 'changed';
      this.#keep(known.token, field, isShown);
      this.#dependencies.onChange();
    } catch (error) {
      this.#notRead(known.token, error);
    }
  }

  /** Shows a call, reading its message first where this device has only its row. @returns whether it is shown */
  async show(callId: CallId): Promise<boolean> {
    if (!this.#calls.has(callId)) await this.#readReached(callId);
    const held = this.#calls.get(callId);
    if (!held) return false;
    [this.held, this.notice] = [held, null];
    this.#dependencies.onChange();
    return true;
  }

  dismissNotice(): void {
    this.notice = null;
    this.#dependencies.onChange();
  }

  answer({ callId, ...answer }: GivenAnswer): void {
    const answered = this.#calls.get(callId);
    if (answered) this.#send(answered, answer);
  }

  /** For a person who was silent and has been reached by hand. */
  answerFor(row: ReachedCall): void {
    this.#send({ token: this.token, field: row, readAt: this.#readAt }, { kind: 'heard' });
  }

  /**
   * The server has taken an answer: so the call stands now, or stands for this household. Whoever walks from door to door shows the next
   * household while the answer for the last one is still on its way: that one says nothing of what is shown.
   */
  taken(call: Call, householdId: number | null = null): void {
    const kept = this.#calls.get(call.id);
    const known = kept && householdIn(kept.field) === householdId ? kept : undefined;
    const isShown = this.held?.field.call.id === call.id;
    if (known) this.#keep(known.token, { ...known.field, call, now: incidentTime(known, this.#dependencies.now()).toISOString() }, isShown);
    if (this.page && householdId === null) {
      const answersFor = this.page.answersFor.map((row) => (row.call.id === call.id ? { ...row, call } : row));
      this.page = { ...this.page, answersFor };
    }
    this.#dependencies.onChange();
  }

  #send(
    { token, field, readAt }: { token: string; field: FieldCall | ReachedCall; readAt: number },
    { photo, ...answer }: Omit<GivenAnswer, 'callId'>,
  ): void {
    const at = incidentTime({ field, readAt }, this.#dependencies.now()).toISOString();
    const receipt = { ...answer, receiptId: newId(), at, device: this.#dependencies.device };
    const pending = { token, callId: field.call.id, householdId: householdIn(field), receipt };
    void this.#dependencies.outbox.add(photo ? { ...pending, photo } : pending);
  }

  /** What is shown stays until the next change, or the page coming back into view, reads it again; but not behind a link that is dead. */
  #notRead(token: string, error: unknown): void {
    if (!isTurnedAway(FieldRefusal.of(error))) return;
    this.#dead.add(token);
    this.#dependencies.onTurnedAway();
  }

  async #take(page: FieldPage): Promise<void> {
    [this.page, this.#readAt] = [page, this.#dependencies.now()];
    for (const [callId, { token }] of this.#calls) if (this.#dead.has(token)) this.#calls.delete(callId);
    if (this.held && this.#dead.has(this.held.token)) this.held = null;
    for (const field of page.calls) this.#keep(this.token, field, field.call.id === this.held?.field.call.id);
    const wanted = this.held ? null : firstToShow(page);
    if (wanted && !this.#calls.has(wanted)) await this.#readReached(wanted);
    if (wanted) this.held ??= this.#calls.get(wanted) ?? null;
  }

  async #readReached(callId: CallId): Promise<void> {
    const field = await this.#dependencies.readCall({ token: this.token, callId }).catch(() => null);
    if (field) this.#keep(this.token, field, false);
  }

  #keep(token: string, field: FieldCall, show: boolean): void {
    const held = { token, field, readAt: this.#dependencies.now() };
    this.#calls.set(field.call.id, held);
    if (show) this.held = held;
  }
}

/** Withdrawn, expired or never given out: asking again by the same link is no use. */
function isTurnedAway({ code }: FieldRefusal): boolean {
  return code.startsWith('token/');
}

/** Of which household answers speak; a page that was kept by an earlier version knows of none. */
function householdIn(field: FieldCall | ReachedCall): number | null {
  return 'household' in field ? (field.household?.householdId ?? null) : null;
}
