import { describe, expect, it } from 'vitest';
import { intentOf, keyOwner } from '../../../client/calls/board-keys.ts';
import { whyNot } from '../../../client/calls/deeds.view.ts';
import { allOrNone, extended, nothingSelected, toggled } from '../../../client/calls/selection.ts';
import { aRow, callId } from '../../support/calls-on-screen.ts';

const order = [1, 2, 3, 4, 5].map(callId);

describe('marking calls', () => {
  it('marks and unmarks one', () => {
    const one = toggled(nothingSelected, callId(2));
    expect([...one.ids]).toEqual([callId(2)]);
    expect(toggled(one, callId(2)).ids.size).toBe(0);
  });

  it('marks everything between, in either direction, and keeps what was marked', () => {
    const begun = toggled(toggled(nothingSelected, callId(5)), callId(3));
    expect([...extended(begun, callId(1), order).ids].sort()).toEqual([1, 2, 3, 5].map(callId));
    expect([...extended(begun, callId(4), order).ids].sort()).toEqual([3, 4, 5].map(callId));
  });

  it('begins anew when the line it began at is gone', () => {
    expect(extended({ ids: new Set(), anchor: callId(9) }, callId(2), order)).toEqual({ ids: new Set([callId(2)]), anchor: callId(2) });
  });

  it('marks all, and none when all were marked', () => {
    const all = allOrNone(nothingSelected, order);
    expect(all.ids.size).toBe(5);
    expect(allOrNone(all, order)).toBe(nothingSelected);
  });
});

describe('the keys of the board', () => {
  const press = (key: string, about: Partial<KeyboardEvent> = {}) =>
    intentOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...about }, 12);

  it.each([
    ['ArrowDown', { do: 'move', by: 1, extends: false }],
    ['PageUp', { do: 'move', by: -12, extends: false }],
    ['End', { do: 'edge', end: 'last' }],
    [' ', { do: 'mark' }],
    ['Enter', { do: 'enter' }],
    ['e', { do: 'act', what: 'escalateNow' }],
    ['p', { do: 'print' }],
    ['Escape', null],
    ['R', { do: 'act', what: 'reassign' }],
    ['?', null],
    ['/', null],
  ] as const)('%s', (key, intent) => {
    expect(press(key)).toEqual(intent);
  });

  it('extends with Shift, takes all with Ctrl+A, and leaves other chords to the browser', () => {
    expect(press('ArrowUp', { shiftKey: true })).toEqual({ do: 'move', by: -1, extends: true });
    expect(press('a', { ctrlKey: true })).toEqual({ do: 'all' });
    expect(press('r', { ctrlKey: true })).toBeNull();
    expect(press('ArrowLeft', { altKey: true })).toBeNull();
  });
});

describe('the owner of the keys', () => {
  it.each([
    ['marked people, whatever else is open', { marked: true, card: true, area: true }, 'marked'],
    ['the card, before the area behind it', { marked: false, card: true, area: true }, 'card'],
    ['the area that is meant', { marked: false, card: false, area: true }, 'area'],
    ['the line one stands on', { marked: false, card: false, area: false }, 'line'],
  ] as const)('is one: %s', (_, open, owner) => {
    expect(keyOwner(open)).toBe(owner);
  });
});

describe('what may be done', () => {
  const silent = aRow();
  const answered = aRow({ state: 'answered' });

  it.each([
    ['answer', [silent], null],
    ['answer', [silent, silent], 'deed/answer.one'],
    ['note', [answered], null],
    ['escalateNow', [answered], 'deed/all-answered'],
    ['escalateNow', [answered, silent], null],
    ['callAgain', [], 'deed/nobody'],
  ] as const)('%s', (deed, calls, why) => {
    expect(whyNot(deed, calls)).toBe(why);
  });
});
