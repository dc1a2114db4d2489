import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** As long as a hand may still be about to press again. */
const holdMilliseconds = 1_000;
/** A click so soon after everything below has moved was meant for what lay there before. */
const strayMilliseconds = 400;

/**
 * What lies above the rest of the screen and comes and goes by itself pushes the rest about, under the pointer. So it keeps its height
 * while the pointer is on it and a moment longer; and a click elsewhere right after it has grown or shrunk all the same goes nowhere.
 */
export class Steady implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #sizes = new ResizeObserver(() => this.#resized());
  #height = 0;
  #movedAt = -Infinity;
  #isHeld = false;
  #letting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#sizes.observe(this.#host);
    this.#host.addEventListener('pointerenter', this.#hold);
    this.#host.addEventListener('pointerleave', this.#release);
    window.addEventListener('click', this.#stray, true);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#host.removeEventListener('pointerenter', this.#hold);
    this.#host.removeEventListener('pointerleave', this.#release);
    window.removeEventListener('click', this.#stray, true);
    clearTimeout(this.#letting);
  }

  readonly #hold = () => {
    clearTimeout(this.#letting);
    this.#isHeld = true;
    this.#keep();
  };

  readonly #release = () => {
    clearTimeout(this.#letting);
    this.#letting = setTimeout(() => {
      this.#isHeld = false;
      this.#host.style.minHeight = '';
    }, holdMilliseconds);
  };

  #resized(): void {
    const { offsetHeight } = this.#host;
    if (offsetHeight !== this.#height) this.#movedAt = performance.now();
    this.#height = offsetHeight;
    if (this.#isHeld) this.#keep();
  }

  #keep(): void {
    this.#host.style.minHeight = `${this.#host.offsetHeight}px`;
  }

  /** Keys and scripts press what they name; only a pointer presses a place. */
  readonly #stray = (event: MouseEvent) => {
    const isByPointer = event.isTrusted && event.detail > 0;
    if (!isByPointer || performance.now() - this.#movedAt > strayMilliseconds || event.composedPath().includes(this.#host)) return;
    event.stopPropagation();
    event.preventDefault();
  };
}
