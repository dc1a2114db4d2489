import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Warning, WarningId } from '#contract/warnings.ts';
import { changesBetween, isChanged, versionBefore, versionsOf } from '../../../client/warnings/versions.view.ts';
import { wordDiff } from '../../../client/warnings/word-diff.view.ts';
import { aWarning } from '../../support/builders.ts';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}` as WarningId;
const version = (n: number, about: Partial<Warning> = {}): Warning =>
  aWarning({ id: id(n), version: n, sent: `2023-07-28T0${n}:00:00.000Z`, ...about });
const held = (...warnings: Warning[]) => new Map(warnings.map((warning) => [warning.id, warning]));
const told = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => ({ same: text, added: `+${text}+`, removed: `-${text}-` })[kind])
    .join('');

describe('the versions of a warning', () => {
  const warnings = held(
    version(1, { state: 'superseded' }),
    version(2, { supersedes: [id(1)], state: 'cancelled' }),
    version(3, { supersedes: [id(2)], msgType: 'Cancel', state: 'ended' }),
    version(4),
  );

  it('are found from each of them, the newest first, and those of another warning are not', () => {
    for (const from of [1, 2, 3]) expect(versionsOf(warnings, id(from)).map(({ version: n }) => n)).toEqual([3, 2, 1]);
    expect(versionsOf(warnings, id(4)).map(({ version: n }) => n)).toEqual([4]);
  });

  it('each know the one before, the newest of several, and none in logs that did not say', () => {
    expect(versionBefore(warnings, warnings.get(id(3))!)?.id).toBe(id(2));
    expect(versionBefore(warnings, version(5, { supersedes: [id(2), id(4), id(1)] }))?.id).toBe(id(4));
    expect(versionBefore(warnings, version(5))).toBeNull();
  });
});

describe('what changed between two versions', () => {
  it('tells a whole that shrank to its parts from places that came or went', () => {
    const [city, parts] = [version(1, { areas: ['320600000000'] }), version(2, { areas: ['320612000000', '320623000000'] })];
    const narrowed = [{ from: '320600000000', to: ['320612000000', '320623000000'] }];
    expect(changesBetween(city, parts)).toMatchObject({ areasAdded: [], areasRemoved: [], narrowed });
    expect(changesBetween(parts, city)).toMatchObject({ areasAdded: ['320600000000'], areasRemoved: [], narrowed: [] });
  });

  it('is the level, the areas that came and went, the end and the words', () => {
    const before = version(1, { level: 'blue', areas: ['320623000000', '320681000000'], description: '风力7级。' });
    const after = version(2, { level: 'orange', areas: ['320681000000', '320612000000'], description: '风力10级。', expires: null });
    const changes = changesBetween({ ...before, expires: '2023-07-29T00:00:00.000Z' }, after);
    expect(changes).toMatchObject({
      level: { from: 'blue', to: 'orange' },
      areasAdded: ['320612000000'],
      areasRemoved: ['320623000000'],
      expires: { from: '2023-07-29T00:00:00.000Z', to: null },
    });
    expect(changes.texts.map(({ of }) => of)).toEqual(['description']);
    expect(isChanged(changesBetween(before, { ...before, version: 2 }))).toBe(false);
  });
});

describe('the difference of two texts', () => {
  it('shows a number that changed as a whole, and Chinese by the character', () => {
    expect(told('风力7级，阵风9级。', '风力10级，阵风12级。')).toBe('风力-7-+10+级，阵风-9-+12+级。');
    expect(told('请转移到高处', '请立即转移到安置点')).toBe('请+立即+转移到-高处-+安置点+');
    expect(told('Winds of 8.5 m/s by 14:00', 'Winds of 18.5 m/s by 16:00')).toBe('Winds of -8.5-+18.5+ m/s by -14:00-+16:00+');
  });

  it('is nothing for the same text, and everything for an empty one', () => {
    expect(told('风', '风')).toBe('风');
    expect(told('', '风力')).toBe('+风力+');
    expect(told('风力', '')).toBe('-风力-');
  });

  it('holds both texts whole, whatever they are', () => {
    const text = fc.string({ unit: fc.constantFrom('风', '雨', ' ', '7', '级', 'a', '。', '\n', '😀') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordDiff(before, after);
        const without = (kind: string) => pieces.filter((piece) => piece.kind !== kind).map((piece) => piece.text);
        expect([without('added').join(''), without('removed').join('')]).toEqual([before, after]);
      }),
    );
  });

  it('does not hold up the screen for texts of a size that no message has', () => {
    const [before, after] = ['风'.repeat(9_000), '雨'.repeat(9_000)];
    expect(wordDiff(before, after)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  });
});
