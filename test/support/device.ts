import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { CallRow } from '#contract/calls.ts';
import type { ClientToServer, Ring, ServerToClient } from '#contract/socket.ts';
import { sendReceipt, type Answer } from './desk.ts';

/** A responder's open page without its pixels: it is rung, says that it showed the ring, and sends receipts. */
export class Device {
  readonly rings: Ring[] = [];
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #url: string;
  readonly #watchers = new Set<() => void>();

  constructor(url: string, call: Pick<CallRow, 'fieldUrl'>) {
    this.#url = url;
    const token = new URL(call.fieldUrl, url).searchParams.get('token') ?? '';
    this.#socket = io(url, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
    this.#socket.on('ring', (ring, shown) => {
      this.rings.push(ring);
      shown(true);
      for (const look of [...this.#watchers]) look();
    });
  }

  /** Resolves once it has been rung so many times. */
  rung(times = 1): Promise<Ring> {
    return new Promise((fulfil) => {
      const look = () => {
        if (this.rings.length < times) return;
        this.#watchers.delete(look);
        fulfil(this.rings.at(-1)!);
      };
      this.#watchers.add(look);
      look();
    });
  }

  send<T>(call: Pick<CallRow, 'id' | 'fieldUrl'>, kind: string): Promise<Answer<T>> {
    return sendReceipt<T>(this.#url, call, { receiptId: randomUUID(), kind });
  }

  close(): void {
    this.#socket.disconnect();
  }
}
