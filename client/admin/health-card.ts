import { css, type ReactiveController, type ReactiveControllerHost } from 'lit';

const readMilliseconds = 60_000;

/** How a state of the system's health is coloured: what is switched off has none. */
export const healthTones = { ok: 'good', off: '', late: 'bad', failing: 'bad' } as const;

export const healthCardStyles = css`
  :host {
    display: block;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(120px, max-content) 1fr;
    gap: 2px 12px;
    margin: 8px 0 0;
    font-size: 13px;
  }
  dt {
    grid-column: 1;
    color: var(--jy-dim);
  }
  dd {
    grid-column: 2;
    margin: 0;
    overflow-wrap: anywhere;
  }
`;

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
