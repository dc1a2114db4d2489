import type { CallSheet, SheetLine } from '#contract/sheets.ts';

/**
 * The line that was typed: whole as printed, or without the number of the sheet that lies open. Only what can be one line is found:
 * the check digit is never filled in.
 */
export function lineTyped(sheet: CallSheet, typed: string): SheetLine | null {
  const digits = typed.normalize('NFKC').match(/\d+/g) ?? [];
  const wanted = digits.length === 2 ? [String(sheet.id), ...digits] : digits;
  if (wanted.length !== 3) return null;
  const code = [Number(wanted[0]), wanted[1]!.padStart(3, '0'), wanted[2]].join('-');
  return sheet.lines.find((line) => line.code === code) ?? null;
}

/** The number of a sheet, from its number or from the code of one of its lines. */
export function sheetTyped(typed: string): number | null {
  const [first] = /\d+/.exec(typed.normalize('NFKC')) ?? [];
  const number = Number(first);
  return first && Number.isSafeInteger(number) && number > 0 ? number : null;
}

export function answeredLines({ lines }: CallSheet): number {
  return lines.filter(({ state }) => state === 'answered').length;
}

/** The word for how a line stands: an order is accepted where a warning is heard. */
export function stateKey({ state, progress, needHelp, cannot }: SheetLine, noticeKind: CallSheet['noticeKind']): string {
  if (needHelp) return 'call/needHelp';
  const replies = noticeKind === 'order' ? 'orderReply' : 'call';
  if (cannot) return `${replies}/cannot`;
  return state === 'answered' && progress ? `${replies}/${progress}` : `call/${state}`;
}
