import type { LinkSocket } from '../../client/state/link.ts';

type Listener = (...args: unknown[]) => void;

/** A socket whose other end is the test: nothing connects, arrives or is acknowledged until the test says so. */
export class HandCrankedSocket implements LinkSocket {
  connected = false;
  readonly sent: { event: string; args: unknown[] }[] = [];
  readonly #listeners = new Map<string, Listener[]>();

  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener as Listener]);
  }

  emit(event: string, ...args: unknown[]): void {
    this.sent.push({ event, args });
  }

  connect(): void {
    this.connected = true;
    this.deliver('connect');
  }

  disconnect(): void {
    this.connected = false;
    this.deliver('disconnect', 'io client disconnect');
  }

  /** The server's end says something. */
  deliver(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }

  /** Answers the newest event of that name. */
  acknowledge(event: string, answer: object): void {
    const newest = this.sentOf(event).at(-1);
    if (!newest) throw new Error(`Nothing was sent as ${event}`);
    (newest.at(-1) as (answer: object) => void)(answer);
  }

  /** The arguments of each event of that name, oldest first. */
  sentOf(event: string): unknown[][] {
    return this.sent.filter((entry) => entry.event === event).map((entry) => entry.args);
  }
}
