/** What was typed into a search box as names are kept: full-width letters narrowed, and no blank inside or beside Chinese words. */
export function needleOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\u200b\u2060\ufeff]+/gu, ' ')
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .trim();
}
