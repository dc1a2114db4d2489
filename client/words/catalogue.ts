/** One thing the screen says, in both languages; ICU message syntax. A missing half does not compile. */
export interface Pair {
  zh: string;
  en: string;
}

export type Catalogue = Record<string, Pair>;
