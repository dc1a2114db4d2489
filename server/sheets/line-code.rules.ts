/** A line of a printed sheet. */
export interface SheetPlace {
  sheetId: number;
  line: number;
}

/** `12-034-7`: sheet, line, and a digit that tells when one was misread. Digits alone, for a number pad. */
export function lineCode({ sheetId, line }: SheetPlace): string {
  const lineText = String(line).padStart(3, '0');
  return `${sheetId}-${lineText}-${checkDigit(`${sheetId}${lineText}`)}`;
}

/**
 * What a typed code names, or null when it names nothing: any spaces and dashes, full-width digits too. No sheet's number begins with
 * zero: with its first digit misread as one, the rest would be another sheet's, which the check digit finds wrong only nine times in ten.
 */
export function placeOf(typed: string): SheetPlace | null {
  const [, sheet, line, check] = /^\D*([1-9]\d{0,8})\D+(\d{3,5})\D+(\d)\D*$/.exec(typed.normalize('NFKC')) ?? [];
  if (!sheet || !line || checkDigit(`${sheet}${line}`) !== Number(check)) return null;
  const place = { sheetId: Number(sheet), line: Number(line) };
  return place.line > 0 ? place : null;
}

/** ISO/IEC 7064, MOD 11,10: finds every single wrong digit and nearly every swap of neighbours. */
function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}
