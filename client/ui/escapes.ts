/** What Esc closes, the first of these that is open: what lies over the rest before what lies under it. */
const ranks = ['drawer', 'card', 'selection', 'palette'] as const;
type EscapeRank = (typeof ranks)[number];

interface Escape {
  rank: EscapeRank;
  close: () => void;
}

/** What is open and wants to be closed by Esc, from wherever the focus is. Dialogs are not among them: they close themselves. */
class Escapes {
  #open: Escape[] = [];

  /** Says that something is open; returns how to say that it no longer is. */
  add(rank: EscapeRank, close: () => void): () => void {
    const escape = { rank, close };
    this.#open.push(escape);
    return () => (this.#open = this.#open.filter((each) => each !== escape));
  }

  /** Closes one thing: of the foremost rank the one that was opened last. Returns whether there was any. */
  closeOne(): boolean {
    const rank = ranks.find((each) => this.#open.some((escape) => escape.rank === each));
    const last = this.#open.findLast((escape) => escape.rank === rank);
    last?.close();
    return last !== undefined;
  }
}

export const escapes = new Escapes();

/** The Esc of one thing that is open at times: told at each drawing whether it is. */
export class EscapeOf {
  readonly #rank: EscapeRank;
  readonly #close: () => void;
  #forget: (() => void) | null = null;

  constructor(rank: EscapeRank, close: () => void) {
    this.#rank = rank;
    this.#close = close;
  }

  tell(isOpen: boolean): void {
    if (isOpen === (this.#forget !== null)) return;
    this.#forget?.();
    this.#forget = isOpen ? escapes.add(this.#rank, this.#close) : null;
  }
}
