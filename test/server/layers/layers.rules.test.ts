import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registerCatalogue } from '../../../geodata/layers/catalogue.ts';
import { dotColumns, rollUp, rollUpColumns } from '../../../server/layers/layers.rules.ts';

const hazards = registerCatalogue.find((layer) => layer.id === 'hazards')!;
const evacuees = registerCatalogue.find((layer) => layer.id === 'evacuees')!;

function townships(...people: number[]) {
  return people.map((count, index) => ({ code: `32062310${index}000`, lng: 121, lat: 32, people: count }));
}

function shown(...people: number[]) {
  return rollUp(townships(...people)).map(({ people: number, state }) => `${number} ${state}`);
}

describe('a roll-up of people by township', () => {
  it('tells the numbers from five up', () => {
    expect(shown(5, 120)).toEqual(['5 counted', '120 counted']);
  });

  it('hides a number under five', () => {
    expect(shown(4, 1, 120)).toEqual(['0 underFive', '0 underFive', '120 counted']);
  });

  it('withholds the next smallest where a single hidden number followed from the total', () => {
    expect(shown(4, 120, 9, 30)).toEqual(['0 underFive', '120 counted', '0 withheld', '30 counted']);
  });

  it('has nothing to withhold where all there is is hidden', () => {
    expect(shown(3)).toEqual(['0 underFive']);
  });

  it('never leaves a number under five to be read or subtracted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 20 }), (people) => {
        const rolled = rollUp(townships(...people));
        const hidden = rolled.filter((township) => township.state !== 'counted');
        expect(rolled.every((township) => township.people === 0 || township.people >= 5)).toBe(true);
        expect(hidden.length).not.toBe(1);
      }),
    );
  });

  it('becomes columns that name the township by the first nine digits of its code', () => {
    const columns = rollUpColumns(evacuees, rollUp(townships(3, 8, 40)));
    expect([...columns.ids]).toEqual([320623100, 320623101, 320623102]);
    expect([...columns.numbers[0]!.values]).toEqual([0, 0, 40]);
    expect(Array.from(columns.columns[0]!.bytes, (byte) => columns.columns[0]!.values[byte])).toEqual(['underFive', 'withheld', 'counted']);
  });
});

describe('records as columns', () => {
  const dot = { id: 9, lng: 121, lat: 32, category: 'slope', state: 'closed', grade: 'serious' };

  it('carry each slug as its number in the dictionary', () => {
    const { columns } = dotColumns(hazards, [dot]);
    expect(columns.map(({ name, values, bytes }) => [name, values[bytes[0]!]])).toEqual([
      ['category', 'slope'],
      ['state', 'closed'],
      ['grade', 'serious'],
    ]);
  });

  it('draw a type that an import brought along as other', () => {
    const { columns } = dotColumns(hazards, [{ ...dot, category: 'meteorite' }]);
    expect(columns[0]!.values[columns[0]!.bytes[0]!]).toBe('other');
  });

  it('refuse a state that the ledger does not have', () => {
    expect(() => dotColumns(hazards, [{ ...dot, state: 'lost' }])).toThrow('No word for state of record 9');
  });
});
