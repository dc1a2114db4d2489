import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../server/kernel/documents/cell.ts';
import { xlsx } from '../../../../server/kernel/documents/xlsx.ts';

async function* pages(...rows: Cell[][][]): AsyncGenerator<Cell[][], void> {
  for (const page of rows) yield await Promise.resolve(page);
}

async function partsOf(made: AsyncIterable<Uint8Array>): Promise<Record<string, string>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of made) chunks.push(chunk);
  return Object.fromEntries(Object.entries(unzipSync(Buffer.concat(chunks))).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, isArray: (name) => name === 'row' || name === 'c' });

interface XmlCell {
  is?: { t: { '#text': string } };
  v?: number;
  '@_t'?: string;
  '@_s'?: string;
}

async function rowsOf(...rows: Cell[][][]): Promise<XmlCell[][]> {
  const parts = await partsOf(xlsx('台账', pages(...rows)));
  const sheet = parser.parse(parts['xl/worksheets/sheet1.xml']!) as { worksheet: { sheetData: { row: { c: XmlCell[] }[] } } };
  return sheet.worksheet.sheetData.row.map(({ c }) => c.map((cell) => (typeof cell === 'object' ? cell : {})));
}

describe('a workbook', () => {
  it('holds every row of every page, its texts as texts', async () => {
    const rows = await rowsOf(
      [['编号', '备注']],
      [
        ['A1', '=HYPERLINK("x")'],
        ['A2', 'a<b & "c"\u0001\n二'],
      ],
    );
    expect(rows.map((row) => row.map(({ is }) => is?.t['#text']))).toEqual([
      ['编号', '备注'],
      ['A1', '=HYPERLINK("x")'],
      ['A2', 'a<b & "c"�\n二'],
    ]);
    expect(new Set(rows.flat().map((cell) => cell['@_t']))).toEqual(new Set(['inlineStr']));
  });

  it('tells numbers and moments from texts, under a head of its own format', async () => {
    const [head, row] = await rowsOf([['梯级', '时间', '备注']], [[2, { moment: '2023-07-28 18:00:00' }, '']]);
    expect(head!.map((cell) => cell['@_s'])).toEqual(['2', '2', '2']);
    expect(row!.map(({ v }) => v)).toEqual([2, 45135.75, undefined]);
    expect(row!.map((cell) => cell['@_s'])).toEqual([undefined, '1', undefined]);
  });

  it('says of every row and cell where it is, over the pages and beyond Z', async () => {
    const row = Array.from({ length: 30 }, (_none, at) => (at % 3 === 0 ? '' : at));
    const parts = await partsOf(xlsx('台账', pages([row], [row, row])));
    const sheet = parts['xl/worksheets/sheet1.xml']!;
    expect([...sheet.matchAll(/<row r="(\d+)"/g)].map((match) => match[1])).toEqual(['1', '2', '3']);
    const places = [...sheet.matchAll(/<c r="([A-Z]+\d+)"/g)].map((match) => match[1]!);
    expect(places).toHaveLength(90);
    expect([places[0], places[25], places[26], places[29], places[30], places[89]]).toEqual(['A1', 'Z1', 'AA1', 'AD1', 'A2', 'AD3']);
    expect(sheet).not.toMatch(/<(row|c)(>|\/>| (?!r=))/);
  });

  it('names its parts as a spreadsheet looks for them', async () => {
    const parts = await partsOf(xlsx('a/b:c', pages([])));
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    expect(parts['xl/workbook.xml']).toContain('name="a b c"');
  });

  it('holds one page at a time', async () => {
    const row = Array.from({ length: 40 }, (_none, at) => `值 ${at}`);
    async function* many() {
      for (let page = 0; page < 60; page++) yield await Promise.resolve(Array.from({ length: 500 }, () => row));
    }
    let biggest = 0;
    for await (const chunk of xlsx('many', many())) biggest = Math.max(biggest, chunk.length);
    expect(biggest).toBeLessThan(1_000_000);
  });
});
