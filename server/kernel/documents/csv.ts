import { cellText, type Cell } from './cell.ts';

/** Excel takes a file for UTF-8 only when it begins with it. */
export const byteOrderMark = '\ufeff';

/** One line of a table (RFC 4180). What comes from people has to be made {@link harmless} before. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? kept(cell) : cellText(cell))).join(',')}\r\n`;
}

/**
 * A text that a spreadsheet would take for something else when the file is opened by a double click, the code of an area for 3.2E+11, a
 * telephone for a number without its zero, a house for a day, begins with a tab, which is not shown and makes it a text.
 */
function kept(text: string): string {
  return /^(0\d+|\d{11,}|\d+(\.\d+)?[eE][+-]?\d+|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?)$/.test(text) ? `\t${text}` : text;
}

/**
 * What would begin a formula begins with an apostrophe instead: a note that somebody wrote on a phone must not run on a desk. Chinese
 * and Japanese spreadsheets read the full-width signs alike.
 */
export function harmless(cell: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
