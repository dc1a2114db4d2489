/** What stands in a cell of a table: a text, a number, or a moment as a clock on the wall shows it, `2022-09-14 08:30:00`. */
export type Cell = string | number | { moment: string };

/** The cell where a table has nothing but texts. */
export function cellText(cell: Cell): string {
  return typeof cell === 'object' ? cell.moment : String(cell);
}
