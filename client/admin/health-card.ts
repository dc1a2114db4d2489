import type { ReactiveController, ReactiveControllerHost } from 'lit';

const readMilliseconds = 60_000;

/** How a state of the system's health is coloured: what is switched off has none. */
export const healthTones = { ok: 'ok', off: '', late: 'bad', failing: 'bad' } as const;

/** Reads what a card shows when it comes onto the page, and each minute while it stands there. */
export class ReadEachMinute implements ReactiveController {
  readonly #read: () => unknown;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, read: () => unknown) {
    this.#read = read;
    host.addController(this);
  }

  hostConnected(): void {
    this.#read();
    this.#timer = setInterval(this.#read, readMilliseconds);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
