import { describe, expect, it } from 'vitest';
import { formerlyNamed } from '../../../server/areas/former-names.rules.ts';
import { needleOf } from '../../../server/areas/needle.rules.ts';

describe('what was typed into the search box', () => {
  it.each([
    ['ｒｄ', 'rd'],
    ['如 东', '如东'],
    ['栟　茶 镇', '栟茶镇'],
    ['  Rudong   County ', 'Rudong County'],
    ['洋口 town', '洋口town'],
    ['３２０６２３', '320623'],
    ['如\u200b东', '如东'],
    ['　', ''],
  ])('%s is looked for as %s', (typed, needle) => {
    expect(needleOf(typed)).toBe(needle);
  });
});

describe('a former name', () => {
  it.each([
    ['海门市', '320614000000', 0],
    ['通州市', '320612000000', 0],
    ['港闸区', '320613000000', 0],
    ['港闸', '320613000000', 1],
    ['海安县', '320685000000', 0],
    ['gangzha', '320613000000', 1],
    ["hai'an county", '320685000000', 0],
  ])('%s leads to %s', (name, code, rank) => {
    expect(formerlyNamed(name)).toMatchObject([{ code, rank }]);
  });

  it('is not guessed from one character, nor from what is in none', () => {
    expect([formerlyNamed('市'), formerlyNamed('如东县'), formerlyNamed('')]).toEqual([[], [], []]);
  });
});
