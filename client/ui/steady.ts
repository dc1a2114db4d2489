import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { StrayClicks } from './stray-clicks.ts';

/** As long as a hand may still be about to press again. */
const holdMilliseconds = 1_000;

/**
 * What lies above the rest of the screen and comes and goes by itself pushes the rest about, under the pointer. So it keeps its height
 * while the pointer is on it and a moment longer; and a press elsewhere that was meant for what lay there before goes nowhere, and says so.
 */
export class Steady implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #sizes = new ResizeObserver(() => this.#resized());
  readonly #clicks = new StrayClicks();
  readonly #onStray: () => void;
  #height = 0;
  #isHeld = false;
  #letting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, onStray: () => void) {
    this.#host = host;
    this.#onStray = onStray;
    host.addController(this);
  }

  hostConnected(): void {
    this.#sizes.observe(this.#host);
    this.#host.addEventListener('pointerenter', this.#hold);
    this.#host.addEventListener('pointerleave', this.#release);
    window.addEventListener('pointermove', this.#pointed, { capture: true, passive: true });
    window.addEventListener('pointerdown', this.#pressed, true);
    window.addEventListener('click', this.#clicked, true);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#host.removeEventListener('pointerenter', this.#hold);
    this.#host.removeEventListener('pointerleave', this.#release);
    window.removeEventListener('pointermove', this.#pointed, true);
    window.removeEventListener('pointerdown', this.#pressed, true);
    window.removeEventListener('click', this.#clicked, true);
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
    if (offsetHeight !== this.#height) this.#clicks.moved(performance.now());
    this.#height = offsetHeight;
    if (this.#isHeld) this.#keep();
  }

  #keep(): void {
    this.#host.style.minHeight = `${this.#host.offsetHeight}px`;
  }

  readonly #pointed = ({ clientX: x, clientY: y, timeStamp: at }: PointerEvent) => this.#clicks.pointed({ x, y, at });

  readonly #pressed = (event: PointerEvent) => {
    const { clientX: x, clientY: y, timeStamp: at } = event;
    this.#clicks.pressed({ x, y, at }, event.composedPath()[0] ?? null);
  };

  /** Keys and scripts press what they name; only a pointer presses a place. */
  readonly #clicked = (event: MouseEvent) => {
    const path = event.composedPath();
    if (!event.isTrusted || event.detail === 0 || path.includes(this.#host)) return;
    const target = path[0] ?? null;
    const meant = this.#clicks.meant(target);
    if (meant === target) return;
    event.stopPropagation();
    event.preventDefault();
    if (meant instanceof Element && meant.isConnected) meant.dispatchEvent(clickLike(event));
    else this.#onStray();
  };
}

function clickLike({ clientX, clientY }: MouseEvent): MouseEvent {
  return new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, clientX, clientY });
}
