/** What a key asks of the board. */
export type BoardIntent =
  | { do: 'move'; by: number; extends: boolean }
  | { do: 'edge'; end: 'first' | 'last' }
  | { do: 'open' | 'close' | 'enter' | 'mark' | 'all' }
  | { do: 'act'; what: CallDeed }
  | { do: 'print' };

/** What may be done about calls from the board. */
export const callDeeds = ['callAgain', 'answer', 'escalateNow', 'reassign', 'note'] as const;
export type CallDeed = (typeof callDeeds)[number];

export const keyOfDeed: Record<CallDeed, string> = { callAgain: 'c', answer: 'a', escalateNow: 'e', reassign: 'r', note: 'n' };

/** What may be done about everybody who is silent in an area. */
export type AreaDeed = 'callAgain' | 'escalateNow' | 'print';

export const keyOfAreaDeed: Record<AreaDeed, string> = { callAgain: keyOfDeed.callAgain, escalateNow: keyOfDeed.escalateNow, print: 'p' };

/** The bar that the keys belong to: marked people before the one whose card is open, before an area; else the line that is active. */
export function keyOwner({ marked, card, area }: { marked: boolean; card: boolean; area: boolean }): 'marked' | 'card' | 'area' | 'line' {
  if (marked) return 'marked';
  if (card) return 'card';
  return area ? 'area' : 'line';
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** `page`: lines that Page Down goes by. Null: the key is not the board's. */
export function intentOf(press: Press, page: number): BoardIntent | null {
  const { key, shiftKey, altKey } = press;
  if (altKey) return null;
  if (press.ctrlKey || press.metaKey) return key === 'a' ? { do: 'all' } : null;
  const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const by = steps[key];
  if (by !== undefined) return { do: 'move', by, extends: shiftKey };
  if (key.toLowerCase() === keyOfAreaDeed.print) return { do: 'print' };
  const deed = callDeeds.find((each) => keyOfDeed[each] === key.toLowerCase());
  return deed ? { do: 'act', what: deed } : (plainKeys[key] ?? null);
}

const plainKeys: Partial<Record<string, BoardIntent>> = {
  Home: { do: 'edge', end: 'first' },
  End: { do: 'edge', end: 'last' },
  ArrowRight: { do: 'open' },
  ArrowLeft: { do: 'close' },
  Enter: { do: 'enter' },
  ' ': { do: 'mark' },
};
