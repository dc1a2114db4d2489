import type { LedgerEntry, LedgerPage } from '#contract/ledger.ts';

/** Entries that are read page after page: each begins where the one before ended, so none can be skipped. */
export class EntryPages {
  readonly #read: (cursor: string | null) => Promise<LedgerPage>;
  readonly #pages: Promise<LedgerPage>[] = [];
  /** All that was read, newest first. */
  entries: readonly LedgerEntry[] = [];
  isWhole = false;

  constructor(read: (cursor: string | null) => Promise<LedgerPage>) {
    this.#read = read;
  }

  /** The page of this number, from 0; empty beyond the end. A page that failed is read again when it is asked for again. */
  async page(number: number): Promise<readonly LedgerEntry[]> {
    for (let at = this.#pages.length; at <= number; at++) this.#pages.push(this.#after(at));
    const { entries } = await this.#pages[number]!;
    return entries;
  }

  async #after(number: number): Promise<LedgerPage> {
    try {
      const before = number === 0 ? null : await this.#pages[number - 1]!;
      if (before?.next === null) return { entries: [], next: null };
      const page = await this.#read(before?.next ?? null);
      this.entries = [...this.entries, ...page.entries];
      this.isWhole = page.next === null;
      return page;
    } catch (error) {
      this.#pages.length = number;
      throw error;
    }
  }
}
