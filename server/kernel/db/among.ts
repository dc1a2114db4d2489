/** A condition of SQL: whether a column holds one of these words, which are the contract's own and never anybody's input. */
export function among(column: string, words: readonly string[]): string {
  return `${column} in (${words.map((word) => `'${word}'`).join(', ')})`;
}

/** How many rows fulfil a condition. */
export function countOf(condition: string): string {
  return `count(*) filter (where ${condition})::int`;
}
