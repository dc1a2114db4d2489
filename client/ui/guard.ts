import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Longer than the second click of a double click, and than a hand takes to see that something else has come under it. */
const guardMilliseconds = 700;

/**
 * Keeps a button that rings people from being pressed by a click that was meant for what lay there before: for a moment after the dialog
 * has opened, or its picture has changed, the button is not to be had.
 */
export class Guard implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isUp(): boolean {
    return this.#timer !== undefined;
  }

  /** From now on for a moment. `then`: once it is over and the button can be pressed. */
  raise(then?: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#host.requestUpdate();
      if (then) void this.#host.updateComplete.then(then);
    }, guardMilliseconds);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
