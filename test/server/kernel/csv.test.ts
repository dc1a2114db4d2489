import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, harmless } from '../../../server/kernel/csv.ts';

describe('a line of a table', () => {
  it('is read back as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 2, maxLength: 6 }), (cells) => {
        const clean = cells.map((cell) => cell.replaceAll('\ufeff', ''));
        expect(parse(csvLine(clean), { relaxColumnCount: true, recordDelimiter: '\r\n' })).toEqual([clean]);
      }),
    );
  });

  it.each(['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', ' =1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    'never begins a formula: %j',
    (cell) => {
      expect(harmless(cell)).toBe(`'${cell}`);
    },
  );

  it.each(['', '收到', '2026-07-26 12:00:00', '138****1234', 'a=b'])('leaves %j as it is', (cell) => {
    expect(harmless(cell)).toBe(cell);
  });
});
