import { afterEach, describe, expect, it } from 'vitest';
import { EscapeOf, escapes } from '../../../client/ui/escapes.ts';

const open: EscapeOf[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.tell(false);
});

describe('Esc', () => {
  it('closes the card, then the selection, then the search, whichever was opened last', () => {
    const closed: string[] = [];
    for (const rank of ['palette', 'card', 'selection'] as const) {
      const escape: EscapeOf = new EscapeOf(rank, () => {
        closed.push(rank);
        escape.tell(false);
      });
      escape.tell(true);
      open.push(escape);
    }
    expect([1, 2, 3, 4].map(() => escapes.closeOne())).toEqual([true, true, true, false]);
    expect(closed).toEqual(['card', 'selection', 'palette']);
  });

  it('closes of two cards the one that was opened last', () => {
    const closed: string[] = [];
    const [first, second] = ['map', 'call'].map((name) => new EscapeOf('card', () => closed.push(name)));
    open.push(first!, second!);
    first!.tell(true);
    second!.tell(true);
    second!.tell(true);
    escapes.closeOne();
    second!.tell(false);
    escapes.closeOne();
    expect(closed).toEqual(['call', 'map']);
  });
});
