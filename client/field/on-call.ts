import type { CallId } from '#contract/calls.ts';
import type { ReachedCall } from '#contract/field.ts';
import type { CallRing } from '#contract/socket.ts';
import { Alarm } from './alarm.ts';
import { deviceName } from './device.ts';
import { readCall, readPage, sendPhoto, sendReceipt, type FieldRefusal } from './field-api.ts';
import { FieldLink } from './field-link.ts';
import { FieldStore } from './field-store.ts';
import { isOwed } from './field.view.ts';
import { clearNotices, showNotice, type DeviceNotification } from './notices.ts';
import { DeviceOutbox } from './outbox.ts';
import { Responder, type GivenAnswer } from './responder.ts';
import { Wake } from './wake.ts';

const openAgainMilliseconds = 3_000;
const keepAfterMilliseconds = 500;
/** What has no level rings as an orange warning does. */
const orderRing = 'orange';
/** A reminder or an all-clear is told, not rung until somebody reacts. */
const shortBursts = 2;

export interface OnCallDependencies {
  /** Draws what is known now. */
  onChange: () => void;
  /** Another call than the one before rings on the page. */
  onTakenOver: () => void;
  /** Resolves when that is on the screen. */
  drawn: () => Promise<unknown>;
  /** What the phone shall show of a ring that nobody sees. */
  noticeOf: (ring: CallRing) => Pick<DeviceNotification, 'title' | 'body'>;
}

/** Everything behind the page of a person on call: what rings, what is known, what waits to be sent. Draws nothing. */
export class OnCall {
  isLinked = false;
  isSoundOn = false;
  /** How often something has rung aloud since the page was opened. */
  rings = 0;
  notTaken: FieldRefusal['code'] | null = null;
  /** Counts what has changed: by it an element that draws from here knows that it must. */
  revision = 0;
  readonly alarm = new Alarm();
  readonly outbox: DeviceOutbox;
  readonly responder: Responder;
  readonly #dependencies: OnCallDependencies;
  readonly #store = new FieldStore({ onReopened: () => this.#keepAgain() });
  readonly #wake = new Wake();
  #link: FieldLink | null = null;
  /** Something rang while nobody could see the page. */
  #rangUnseen = false;
  #isAsking = false;
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(dependencies: OnCallDependencies) {
    this.#dependencies = dependencies;
    const now = () => Date.now();
    this.outbox = new DeviceOutbox({
      sendReceipt: (pending) => (this.#link?.carries(pending.token) ? this.#link.send(pending) : sendReceipt(pending)),
      sendPhoto,
      receipts: this.#store.receipts(pageStorage(), now()),
      photos: this.#store.photos(),
      links: () => linksOf(this.responder.held?.token, this.responder.token),
      now,
      onTaken: (call, householdId, kind) => {
        this.responder.taken(call, householdId);
        // The answer says how the call stands, not how the call for help does.
        if (kind === 'needHelp' || kind === 'helped') this.#helpChanged(call.id);
      },
      onRefused: (code) => this.#refused(code),
      onChange: () => this.#draw(),
    });
    const device = deviceName(pageStorage());
    this.responder = new Responder({
      ...{ readPage, readCall, outbox: this.outbox, device, now },
      onTurnedAway: () => void this.#turnedAway(),
      onChange: () => this.#changed(),
    });
  }

  /**
   * Shows what was kept, then asks the server.
   *
   * @param token of the link by which the page was opened; empty when it was opened from the home screen: then the last one counts
   */
  async start(token: string): Promise<void> {
    window.addEventListener('online', () => void this.outbox.flush());
    document.addEventListener('visibilitychange', () => this.#cameBack());
    const sending = this.outbox.load();
    const known = await this.#store.known();
    const isOurs = known && (!token || known.token === token || known.held.some((held) => held.token === token));
    if (isOurs) this.responder.restore(known);
    await this.#open(linksOf(token, ...(isOurs ? [known.token, this.responder.held?.token] : [])));
    await sending;
  }

  /** The person touched the page: nothing needs to ring on, and browsers now allow sound. */
  async touched(): Promise<void> {
    this.alarm.stop();
    if (this.isSoundOn) return;
    await this.alarm.unlock();
    this.isSoundOn = this.alarm.isUnlocked;
    this.#draw();
  }

  async tryRing(): Promise<void> {
    await this.touched();
    this.alarm.ring('blue', 1);
  }

  dismissNotTaken(): void {
    this.notTaken = null;
    this.#draw();
  }

  answer(answer: GivenAnswer): void {
    this.alarm.stop();
    this.notTaken = null;
    this.responder.answer(answer);
  }

  answerFor(row: ReachedCall): void {
    this.notTaken = null;
    this.responder.answerFor(row);
  }

  async show(callId: CallId): Promise<void> {
    if (!(await this.responder.show(callId))) this.#refused('field/unreachable');
  }

  /** Reads the lists again: they are long and change with every answer of others, so only when somebody looks at them. */
  async reread(): Promise<void> {
    await this.responder.reread();
  }

  /** Opens the first of these links that the server lets in. */
  async #open([token, ...others]: readonly string[]): Promise<void> {
    if (!token) return this.#draw();
    const isWorthTrying = await this.responder.open(token);
    if (isWorthTrying) setTimeout(() => void this.#open([token, ...others]), openAgainMilliseconds);
    else if (this.responder.refusal && others.length > 0) return this.#open(others);
    else if (this.responder.refusal) return this.#forget();
    if (!this.responder.page) return;
    this.#connect();
    void this.outbox.tryRefused();
  }

  /** Another link that is known here may still let this page in. */
  async #turnedAway(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    await this.#open(linksOf(this.responder.held?.token, this.responder.token));
    this.#isAsking = false;
  }

  /** Links that were withdrawn or have run out leave nothing behind on the device but answers that wait. */
  async #forget(): Promise<void> {
    this.#link?.close();
    this.#link = null;
    this.responder.forget();
    clearTimeout(this.#keeping);
    await this.#store.forgetKnown();
  }

  /** Refused links are not offered to the socket: it would be sent away again and again. */
  #connect(): void {
    this.#link ??= new FieldLink(() => this.responder.held?.token ?? this.responder.token, {
      onRing: (ring) => this.#ring(ring),
      onCallChanged: (callId) => void this.responder.refresh(callId),
      onHelpChanged: (callId) => this.#helpChanged(callId),
      onLinked: (isLinked) => this.#linked(isLinked),
    });
  }

  /** It may have been asked by another call of the person than the one that is shown. */
  #helpChanged(callId: CallId): void {
    const shown = this.responder.held?.field.call.id;
    for (const id of new Set([shown, callId])) if (id) void this.responder.refresh(id);
  }

  #linked(isLinked: boolean): void {
    this.isLinked = isLinked;
    this.#draw();
    if (!isLinked) return;
    void this.outbox.flush();
    this.#refresh();
  }

  async #ring(ring: CallRing): Promise<boolean> {
    const before = this.responder.held?.field.call.id;
    const heard = this.responder.ring(ring);
    if (this.responder.held?.field.call.id !== before) this.#dependencies.onTakenOver();
    if (heard === 'long') this.alarm.ring(ring.field.level ?? orderRing);
    if (heard === 'short') this.alarm.ring(ring.field.level ?? orderRing, shortBursts);
    if (heard === 'long') this.rings += 1;
    if (document.hidden) void showNotice({ callId: ring.field.call.id, isQuiet: heard === 'silent', ...this.#dependencies.noticeOf(ring) });
    await this.#dependencies.drawn();
    this.#rangUnseen ||= document.hidden;
    return !document.hidden;
  }

  #cameBack(): void {
    if (document.hidden) return;
    void clearNotices();
    this.#wake.renew();
    if (this.#rangUnseen) this.#link?.renew();
    this.#rangUnseen = false;
    this.#refresh();
  }

  #refresh(): void {
    const callId = this.responder.held?.field.call.id;
    void (callId ? this.responder.refresh(callId) : this.responder.reread());
  }

  #changed(): void {
    const { held } = this.responder;
    const isWaitedFor = held !== null && isOwed(held.field);
    if (!isWaitedFor) this.alarm.stop();
    this.#wake.keep(isWaitedFor);
    // A burst of changes is written once.
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void this.#keep(), keepAfterMilliseconds);
    this.#draw();
  }

  async #keep(): Promise<void> {
    if (this.responder.known) await this.#store.keepKnown(this.responder.known);
  }

  #keepAgain(): void {
    this.outbox.keepAgain();
    void this.#keep();
  }

  #draw(): void {
    this.revision++;
    this.#dependencies.onChange();
  }

  #refused(code: FieldRefusal['code']): void {
    this.notTaken = code;
    this.#draw();
    if (code.startsWith('token/')) void this.#turnedAway();
  }
}

/** Each once. */
function linksOf(...tokens: readonly (string | undefined)[]): string[] {
  return [...new Set(tokens)].filter((token): token is string => Boolean(token));
}

/** Null where the browser forbids it. */
function pageStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
