import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Area, AreaCode } from '#contract/areas.ts';
import {
  areaTreeOf,
  extentOf,
  inOrder,
  peopleIn,
  rowsOf,
  tickOf,
  toggled,
  type AreaNode,
  type Chosen,
} from '../../../client/warnings/area-tree.view.ts';

const area = (code: AreaCode, parentCode: AreaCode | null, [level, nameZh, initials = '']: [Area['level'], string, string?]): Area => ({
  ...{ code, parentCode, level, nameZh, nameEn: nameZh, initials },
  ...{ kind: 'statistical', center: [121, 32], unverified: false },
});
const [city, rudong, haimen] = ['320600000000', '320623000000', '320614000000'];
const [yangkou, fengli, sanchang] = ['320623101000', '320623108000', '320614418000'];
const places = new Map(
  [
    area(city, null, ['city', '南通市']),
    area(rudong, city, ['county', '如东县', 'rdx']),
    area(haimen, city, ['county', '海门区', 'hmq']),
    area(yangkou, rudong, ['township', '洋口镇', 'ykz']),
    area(fengli, rudong, ['township', '丰利镇', 'flz']),
    area(sanchang, haimen, ['township', '三厂街道', 'scjd']),
  ].map((each) => [each.code, each]),
);
const tree = areaTreeOf(places, city);
const node = (code: AreaCode): AreaNode => tree.byCode.get(code)!;
const chosen = (...codes: AreaCode[]): Chosen => new Set(codes);
const click = (codes: Chosen, ...clicks: AreaCode[]) => clicks.reduce((now, code) => toggled(node(code), now), codes);

describe('the tree of areas', () => {
  it('names the largest areas that fit what was clicked', () => {
    expect([...click(chosen(), yangkou)]).toEqual([yangkou]);
    expect([...click(chosen(), yangkou, fengli)]).toEqual([rudong]);
    expect([...click(chosen(), yangkou, fengli, sanchang)]).toEqual([city]);
  });

  it('leaves the other parts where one part is taken out', () => {
    expect(inOrder(click(chosen(city), yangkou), tree)).toEqual([fengli, haimen]);
    expect([...click(chosen(rudong), rudong)]).toEqual([]);
  });

  it('takes in the parts of an area that is chosen whole', () => {
    expect([...click(chosen(yangkou), rudong)]).toEqual([rudong]);
    expect(click(chosen(yangkou, sanchang), city).size).toBe(1);
  });

  it('ticks wholly, partly or not', () => {
    const some = chosen(yangkou);
    expect([city, rudong, yangkou, fengli, haimen].map((code) => tickOf(node(code), some))).toEqual([
      'some',
      'some',
      'all',
      'none',
      'none',
    ]);
    expect(tickOf(node(sanchang), chosen(city))).toBe('all');
  });

  it('says how far the choice reaches', () => {
    expect(extentOf(chosen(city), tree)).toEqual({ townships: 3, counties: 2 });
    expect(extentOf(chosen(fengli), tree)).toEqual({ townships: 1, counties: 1 });
    expect(extentOf(chosen(), tree)).toEqual({ townships: 0, counties: 0 });
  });

  it('counts people below an area with its own', () => {
    const counts = new Map([
      [rudong, 1],
      [yangkou, 20],
      [sanchang, 4],
    ]);
    expect([city, rudong, haimen, fengli].map((code) => peopleIn(node(code), counts))).toEqual([25, 21, 4, undefined]);
  });

  it('shows a county only its own part', () => {
    const own = areaTreeOf(places, rudong);
    expect([...own.byCode.keys()]).toEqual([rudong, yangkou, fengli]);
    expect([...toggled(own.byCode.get(fengli)!, chosen(yangkou))]).toEqual([rudong]);
  });

  it('unfolds what is opened, or what a search finds, by name or initials', () => {
    const codes = (opened: AreaCode[], search = '') =>
      rowsOf(tree, new Set(opened), search).map(
        ({
          node: {
            area: { code },
          },
        }) => code,
      );
    expect(codes([])).toEqual([city]);
    expect(codes([city, haimen])).toEqual([city, rudong, haimen, sanchang]);
    expect(codes([], 'ykz')).toEqual([city, rudong, yangkou]);
    expect(codes([], '三厂')).toEqual([city, haimen, sanchang]);
    expect(codes([], '如皋')).toEqual([]);
  });

  it('is as it was after the same area was clicked twice, whatever was chosen', () => {
    const codes = fc.constantFrom(city, rudong, haimen, yangkou, fengli, sanchang);
    const townships = (now: Chosen) => [yangkou, fengli, sanchang].filter((code) => tickOf(node(code), now) === 'all');
    fc.assert(
      fc.property(fc.array(codes), codes, (clicks, again) => {
        const before = click(chosen(), ...clicks);
        const after = click(before, again);
        const wasWhole = tickOf(node(again), before) === 'all';
        expect(tickOf(node(again), after)).toBe(wasWhole ? 'none' : 'all');
        // Nothing outside of what was clicked has changed.
        const outside = (now: Chosen) => townships(now).filter((code) => !code.startsWith(again.replace(/0+$/, '')));
        expect(outside(after)).toEqual(outside(before));
        // No area is named beside one that holds it.
        for (const code of after) expect(tickOf(node(code), new Set([...after].filter((each) => each !== code)))).not.toBe('all');
      }),
    );
  });
});
