import { describe, expect, it } from 'vitest';
import type { Polygon } from '#geo/polygon.ts';
import { retiredCodes } from '../../../geodata/seed/retired-codes.ts';
import { candidateCodes, codesIn } from '../../../server/warnings/area-codes.rules.ts';
import { placeByBoxes, placeWarning, type Gazetteer, type Whereabouts } from '../../../server/warnings/placement.rules.ts';
import { code } from '../../support/tiny-city.ts';

const village = '320623101200';
const box = (west: number, south: number, size: number): Polygon => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];
const gazetteer: Gazetteer = {
  known: new Set([...Object.values(code), village]),
  cities: [code.nantong],
  townships: [
    { code: code.yangkou, boundary: [box(121, 32, 0.1)] },
    { code: code.fengli, boundary: [box(121.1, 32, 0.1)] },
    { code: code.sanchang, boundary: [box(121.2, 32, 0.1), box(121.5, 32, 0.1)] },
  ],
};
const place = (where: Partial<Whereabouts>) =>
  placeWarning({ geocodes: [], polygons: [], rough: false, unread: false, ...where }, gazetteer);

describe('a code', () => {
  it('of ours is placed exactly, at the level it names', () => {
    expect(place({ geocodes: [code.yangkou] })).toEqual({ placement: 'exact', areas: [code.yangkou], unknownCodes: [], notes: [] });
    expect(place({ geocodes: [village] })).toMatchObject({ placement: 'exact', areas: [village] });
  });

  it('of six or nine digits means the area with that beginning', () => {
    expect(place({ geocodes: ['320623', '320614418'] }).areas).toEqual([code.sanchang, code.rudong].sort());
  });

  it('of a township we do not know falls back to its county, coarsely', () => {
    expect(place({ geocodes: ['320623199000'] })).toEqual({ placement: 'coarse', areas: [code.rudong], unknownCodes: [], notes: [] });
  });

  it('of a village we do not know falls back to its township, else to its county', () => {
    expect(place({ geocodes: ['320623101999'] })).toMatchObject({ placement: 'coarse', areas: [code.yangkou] });
    expect(place({ geocodes: ['320623199999'] })).toMatchObject({ placement: 'coarse', areas: [code.rudong] });
  });

  it('of a county we do not know is kept, never widened to the city', () => {
    expect(place({ geocodes: ['320699000000'] })).toMatchObject({ placement: 'unplaced', areas: [], unknownCodes: ['320699000000'] });
  });

  it('of the province means our city in it', () => {
    expect(place({ geocodes: ['320000000000'] })).toMatchObject({ placement: 'exact', areas: [code.nantong] });
    expect(place({ geocodes: ['330000000000'] })).toMatchObject({ placement: 'unplaced' });
  });

  it('of another system is kept as unknown beside those that are known', () => {
    expect(place({ geocodes: ['NLZ031', code.rudong] })).toMatchObject({
      placement: 'exact',
      areas: [code.rudong],
      unknownCodes: ['NLZ031'],
    });
  });

  it('inside another that is named too is dropped', () => {
    expect(place({ geocodes: [code.yangkou, village, code.rudong, code.haimen] }).areas).toEqual([code.haimen, code.rudong]);
  });
});

describe('a code that was retired', () => {
  const all: Gazetteer = {
    ...gazetteer,
    known: new Set(['320612', '320613', '320614', '320681', '320682', '320685'].map((six) => six.padEnd(12, '0'))),
  };
  const placed = (geocode: string) => placeWarning({ geocodes: [geocode], polygons: [], rough: false, unread: false }, all);

  it.each([
    ['320684000000', '320614000000'],
    ['320683', '320612000000'],
    ['320602000000', '320613000000'],
    ['320611000000', '320613000000'],
    ['320621000000', '320685000000'],
    ['320626', '320681000000'],
    ['320684105000', '320614000000'],
    ['320684105201', '320614000000'],
  ])('%s is placed in its successor %s, coarsely, and says so', (retired, successor) => {
    expect(placed(retired)).toEqual({
      placement: 'coarse',
      areas: [successor],
      unknownCodes: [],
      notes: [{ code: 'retired-code', path: retired }],
    });
  });

  it('is itself where a city still has it', () => {
    const old = { ...gazetteer, known: new Set(['320684000000']) };
    expect(placeWarning({ geocodes: ['320684'], polygons: [], rough: false, unread: false }, old)).toMatchObject({ placement: 'exact' });
  });

  it('has a successor that is not retired itself', () => {
    expect(retiredCodes.filter(({ successor }) => retiredCodes.some(({ code: other }) => other === successor))).toEqual([]);
  });
});

describe('several codes in one value', () => {
  it('are each one, however they are set apart, each once', () => {
    const codes = ['320623000000', '320614000000'];
    for (const value of [
      '320623000000,320614000000',
      '320623000000 320614000000',
      '320623000000、320614000000；320623000000',
      '320623000000\n\t/320614000000',
      '320623000000+320614000000',
      '320623000000-320614000000',
      '如东县320623000000，海门区：320614000000',
    ]) {
      expect(codesIn([value])).toEqual(codes);
    }
    expect(codesIn(['３２０６２３０００００0', '320623000000\u200b', '(320623000000)'])).toEqual(['320623000000']);
  });

  it('leave codes of other systems whole', () => {
    expect(codesIn(['NLZ031', 'GB-ENG.1', '320623-A', '3206230000001'])).toEqual(['NLZ031', 'GB-ENG.1', '320623-A', '3206230000001']);
  });
});

describe('what could not be read', () => {
  it('makes the rest coarse', () => {
    expect(place({ geocodes: [code.rudong], unread: true })).toMatchObject({ placement: 'coarse', areas: [code.rudong] });
  });

  it('for want of time is placed by the boxes around it, coarsely, and says so', () => {
    const where = { geocodes: [code.haimen], polygons: [box(121.05, 32.05, 0.01)], rough: false, unread: false };
    expect(placeByBoxes(where, gazetteer)).toMatchObject({
      placement: 'coarse',
      areas: [code.haimen, code.yangkou],
      notes: [{ code: 'too-complex' }],
    });
  });

  it('of thousands of unknown codes is counted, not carried', () => {
    const geocodes = Array.from({ length: 5_000 }, (_, at) => `X${at}`);
    const placed = place({ geocodes });
    expect(placed.unknownCodes).toHaveLength(100);
    expect(placed.notes).toEqual([{ code: 'codes-left-out', path: '4900' }]);
  });
});

describe('a polygon', () => {
  it('means the townships it covers', () => {
    expect(place({ polygons: [box(121.02, 32.02, 0.12)] }).areas).toEqual([code.yangkou, code.fengli]);
  });

  it('that reaches over the edge by no more than rounding does not mean the neighbour', () => {
    expect(place({ polygons: [box(121.005, 32.005, 0.103)] }).areas).toEqual([code.yangkou]);
  });

  it('smaller than rounding still means where it lies', () => {
    expect(place({ polygons: [box(121.05, 32.05, 0.005)] }).areas).toEqual([code.yangkou]);
  });

  it('reaches every part of a township', () => {
    expect(place({ polygons: [box(121.5, 32, 0.1)] }).areas).toEqual([code.sanchang]);
  });

  it('that only stands in for the real one places coarsely', () => {
    expect(place({ polygons: [box(121.02, 32.02, 0.05)], rough: true }).placement).toBe('coarse');
  });

  it('elsewhere places nothing', () => {
    expect(place({ polygons: [box(110, 20, 1)] })).toMatchObject({ placement: 'unplaced', areas: [] });
  });

  it('adds to the codes it comes with', () => {
    expect(place({ geocodes: [code.haimen], polygons: [box(121.02, 32.02, 0.05), box(121.52, 32.02, 0.05)] }).areas).toEqual([
      code.haimen,
      code.yangkou,
    ]);
  });
});

describe('the codes to look up', () => {
  it('are each code, its township and its county, once', () => {
    expect(candidateCodes([village, code.rudong, 'x'])).toEqual([village, code.yangkou, code.rudong]);
    expect(candidateCodes([code.nantong])).toEqual([code.nantong]);
  });
});
