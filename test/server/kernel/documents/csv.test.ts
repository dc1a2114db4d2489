import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, harmless } from '../../../../server/kernel/documents/csv.ts';

describe('a line of a table', () => {
  it('is read back as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 2, maxLength: 6 }), (cells) => {
        // Texts that only look like numbers are marked, see below.
        const clean = cells.map((cell) => cell.replaceAll('\ufeff', '').replace(/^[\d.eE/+-]+$/, ''));
        expect(parse(csvLine(clean), { relaxColumnCount: true, recordDelimiter: '\r\n' })).toEqual([clean]);
      }),
    );
  });

  it.each(['320623101000', '13800000000', '051385112345', '01', '1E5', '3-4', '2026/11/30', '12.5'])(
    'keeps %s a text where a double click opens the file',
    (cell) => {
      expect(csvLine([cell, 7])).toBe(`"\t${cell}",7\r\n`);
    },
  );

  it.each(['收到', '7', '138****1234', '1234567890', 'A1', '3号'])('writes %s as it is', (cell) => {
    expect(csvLine([cell])).toBe(`${cell}\r\n`);
  });

  it('leaves numbers and moments what they are', () => {
    expect(csvLine([320623101000, { moment: '2026-11-30 08:00:00' }])).toBe('320623101000,2026-11-30 08:00:00\r\n');
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
