/** They change how a neighbour looks, and are nothing by themselves. */
const selectors = /[\ufe00-\ufe0f\u200b-\u200d\u2060\ufeff]|[\u{e0100}-\u{e01ef}]/gu;

/**
 * Texts of which each character can be drawn, wherever they stand in the data: one that the font has not, a rare one of a name, is named by
 * its code, U+20BB7. An empty box would be any of ten thousand.
 */
export function legible<T>(data: T, canDraw: (codePoint: number) => boolean): T {
  if (typeof data === 'string') return written(data, canDraw) as T;
  if (Array.isArray(data)) return data.map((one: unknown) => legible(one, canDraw)) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, legible<unknown>(value, canDraw)])) as T;
}

function written(text: string, canDraw: (codePoint: number) => boolean): string {
  return text.replace(selectors, '').replace(/[^\n\r\t\x20-\x7e]/gu, (character) => {
    const codePoint = character.codePointAt(0)!;
    return canDraw(codePoint) ? character : `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}
