import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Rows kept beyond the edges, so that a fast scroll shows no gap before the next frame. */
const spareRows = 6;

/** The rows of a long list that are in sight: `first` up to, not including, `end`. */
export interface RowSpan {
  first: number;
  end: number;
}

/** The rows between two heights of a list, with some to spare at both ends. */
export function rowsBetween({ top, height }: { top: number; height: number }, rowHeight: number, count: number): RowSpan {
  const first = Math.max(0, Math.floor(top / rowHeight) - spareRows);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + spareRows);
  return { first: Math.min(first, end), end };
}

/**
 * Lets an element draw only those rows of a long list that are in sight, all of one height. The element draws again when others come
 * into sight, not at every pixel.
 */
export class RowWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #rowHeight: number;
  readonly #sizes = new ResizeObserver(() => this.#look());
  #box: HTMLElement | null = null;
  #seen: { top: number; height: number } = { top: 0, height: 1_200 };

  constructor(host: ReactiveControllerHost, rowHeight: number) {
    this.#host = host;
    this.#rowHeight = rowHeight;
    host.addController(this);
  }

  /** Call after each drawing with the element that scrolls, or null while there is none. */
  watch(box: HTMLElement | null): void {
    if (box === this.#box) return;
    this.#leave();
    this.#box = box;
    if (!box) return;
    box.addEventListener('scroll', this.#look, { passive: true });
    this.#sizes.observe(box);
  }

  rows(count: number): RowSpan {
    return rowsBetween(this.#seen, this.#rowHeight, count);
  }

  /** How many rows fit: what Page Up and Page Down go by. */
  get page(): number {
    return Math.max(1, Math.floor(this.#seen.height / this.#rowHeight) - 1);
  }

  /** Scrolls as little as brings a row into sight. */
  reveal(index: number): void {
    if (!this.#box) return;
    const top = index * this.#rowHeight;
    const { scrollTop, clientHeight } = this.#box;
    if (top < scrollTop) this.#box.scrollTop = top;
    else if (top + this.#rowHeight > scrollTop + clientHeight) this.#box.scrollTop = top + this.#rowHeight - clientHeight;
  }

  hostDisconnected(): void {
    this.#leave();
  }

  readonly #look = (): void => {
    if (!this.#box) return;
    const before = rowsBetween(this.#seen, this.#rowHeight, Number.MAX_SAFE_INTEGER);
    this.#seen = { top: this.#box.scrollTop, height: this.#box.clientHeight };
    const after = rowsBetween(this.#seen, this.#rowHeight, Number.MAX_SAFE_INTEGER);
    if (before.first !== after.first || before.end !== after.end) this.#host.requestUpdate();
  };

  #leave(): void {
    this.#box?.removeEventListener('scroll', this.#look);
    this.#sizes.disconnect();
    this.#box = null;
  }
}
