import { cellText, type Cell } from './cell.ts';

/** Excel takes a file for UTF-8 only when it begins with it. */
export const byteOrderMark = '\ufeff';

/** One line of a table (RFC 4180). What comes from people has to be made {@link harmless} before. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(cellText(cell))).join(',')}\r\n`;
}

/**
 * What would begin a formula begins with an apostrophe instead: a note that somebody wrote on a phone must not run on a desk. Chinese
 * and Japanese spreadsheets read the full-width signs alike.
 */
export function harmless(cell: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
