import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { CallId, CallRow, NewReceipt } from '#contract/calls.ts';
import type { ClientToServer, CallRing, ServerToClient } from '#contract/socket.ts';
import { sendReceipt, type Answer } from './desk.ts';

const patienceMilliseconds = 60_000;

/** A responder's open page without its pixels: it is rung, says that it showed the ring and that it is there, and sends receipts. */
export class Device {
  readonly rings: CallRing[] = [];
  /** Calls of which it was told that they are no longer what it shows. */
  readonly changed: CallId[] = [];
  /** Resolves once the server has let it in. */
  readonly linked: Promise<void>;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #url: string;
  readonly #watchers = new Set<() => void>();

  /** `reconnects`: as a page does that could not get through. */
  constructor(url: string, call: Pick<CallRow, 'fieldUrl'>, { reconnects = false } = {}) {
    this.#url = url;
    const token = new URL(call.fieldUrl, url).searchParams.get('token') ?? '';
    this.#socket = io(url, { transports: ['websocket'], auth: { token }, reconnection: reconnects, forceNew: true });
    this.linked = new Promise((fulfil) => this.#socket.once('connect', fulfil));
    this.#socket.on('ring', (ring, shown) => {
      this.rings.push(ring);
      shown(true);
      for (const look of [...this.#watchers]) look();
    });
    this.#socket.on('check', (here) => here(true));
    this.#socket.on('callChanged', (callId) => {
      this.changed.push(callId);
      for (const look of [...this.#watchers]) look();
    });
  }

  /** Resolves once it has been rung so many times. */
  async rung(times = 1): Promise<CallRing> {
    await this.#until(`ring ${times}`, () => this.rings.length >= times);
    return this.rings.at(-1)!;
  }

  /** Resolves once it has been told that this call has changed. */
  told(callId: CallId): Promise<void> {
    return this.#until(`the change of ${callId}`, () => this.changed.includes(callId));
  }

  send<T>(call: Pick<CallRow, 'id' | 'fieldUrl'>, kind: string): Promise<Answer<T>> {
    return sendReceipt<T>(this.#url, call, { receiptId: randomUUID(), kind });
  }

  /** Answers over its open line, as a page does; resolves with whether it was taken. */
  async say(call: Pick<CallRow, 'id'>, receipt: NewReceipt): Promise<boolean> {
    return (await this.#socket.emitWithAck('receipt', call.id, receipt)).ok;
  }

  close(): void {
    this.#socket.disconnect();
  }

  #until(what: string, holds: () => boolean): Promise<void> {
    return new Promise((fulfil, reject) => {
      const patience = setTimeout(() => {
        this.#watchers.delete(look);
        reject(new Error(`Waited in vain for: ${what}`));
      }, patienceMilliseconds);
      const look = () => {
        if (!holds()) return;
        clearTimeout(patience);
        this.#watchers.delete(look);
        fulfil();
      };
      this.#watchers.add(look);
      look();
    });
  }
}
