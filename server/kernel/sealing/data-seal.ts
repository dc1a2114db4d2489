import type { DataKey } from './data-key.ts';
import { lookups, personalColumns, type Lookup, type PersonalColumn } from './personal-columns.ts';

/** How everything begins that is sealed: `~jy1:key:table.column:sealed`. */
const beginning = '~jy1:';
const form = /^~jy1:([0-9a-f]{8}):([a-z_]+\.[a-z_]+):([\w-]+)$/;

/** Stands for what does not open: it was changed, moved, or sealed by a key that is not here. Nobody can dial it or take it for a name. */
export const unreadable = '\ufffd';

export interface UnsealedColumn {
  column: string;
  /** Null: it does not open. */
  text: string | null;
}

/**
 * Seals personal texts for their column, and opens them again. The column is sealed in: a value that is moved to another column does not
 * open there. Without a key everything stays as it is.
 */
export class DataSeal {
  static readonly none = new DataSeal(null);

  /** Seals, and says by what rows are found. */
  readonly key: DataKey | null;
  /** Opens what was sealed before the key was changed. */
  readonly oldKey: DataKey | null;

  constructor(key: DataKey | null, oldKey: DataKey | null = null) {
    this.key = key;
    this.oldKey = oldKey;
  }

  /** Nothing, and a text without a character, stay what they are. */
  seal<T extends string | null>(column: PersonalColumn, text: T): T | string {
    if (this.key === null || text === null || text === '') return text;
    const about = `${beginning}${this.key.id}:${column}`;
    return `${about}:${this.key.values.seal(text, about)}`;
  }

  /** By what a row is looked for. */
  lookup(by: Lookup, text: string): string {
    const plain = lookups[by](text);
    return this.key === null ? plain : this.key.lookup(by, plain);
  }

  /** @returns null where it is not sealed: a text of somebody's that only begins in the same way is theirs */
  open(value: string): UnsealedColumn | null {
    if (!isSealed(value)) return null;
    const [, id, column, sealed] = form.exec(value) ?? [];
    if (id === undefined || column === undefined || sealed === undefined || !(column in personalColumns)) return null;
    const key = [this.key, this.oldKey].find((one) => one?.id === id);
    if (!key) return { column, text: null };
    try {
      return { column, text: key.values.open(sealed, `${beginning}${id}:${column}`) };
    } catch {
      return { column, text: null };
    }
  }
}

export function isSealed(value: string): boolean {
  return value.startsWith(beginning);
}

/** How everything begins that a key has sealed. */
export function sealedBy(key: DataKey): string {
  return `${beginning}${key.id}:`;
}
