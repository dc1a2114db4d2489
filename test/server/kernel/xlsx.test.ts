import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { xlsx } from '../../../server/kernel/xlsx.ts';

async function* pages(...rows: string[][][]): AsyncGenerator<string[][], void> {
  for (const page of rows) yield await Promise.resolve(page);
}

async function partsOf(made: AsyncIterable<Uint8Array>): Promise<Record<string, string>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of made) chunks.push(chunk);
  return Object.fromEntries(Object.entries(unzipSync(Buffer.concat(chunks))).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, isArray: (name) => name === 'row' || name === 'c' });

describe('a workbook', () => {
  it('holds every row of every page as texts', async () => {
    const parts = await partsOf(
      xlsx(
        '台账',
        pages(
          [['编号', '备注']],
          [
            ['A1', '=HYPERLINK("x")'],
            ['A2', 'a<b & "c"\u0001\n二'],
          ],
        ),
      ),
    );
    const sheet = parser.parse(parts['xl/worksheets/sheet1.xml']!) as {
      worksheet: { sheetData: { row: { c: { is: { t: { '#text': string } }; '@_t': string }[] }[] } };
    };
    const rows = sheet.worksheet.sheetData.row.map(({ c }) => c.map((cell) => [cell['@_t'], cell.is.t['#text']]));
    expect(rows).toEqual([
      [
        ['inlineStr', '编号'],
        ['inlineStr', '备注'],
      ],
      [
        ['inlineStr', 'A1'],
        ['inlineStr', '=HYPERLINK("x")'],
      ],
      [
        ['inlineStr', 'A2'],
        ['inlineStr', 'a<b & "c"�\n二'],
      ],
    ]);
  });

  it('names its parts as a spreadsheet looks for them', async () => {
    const parts = await partsOf(xlsx('a/b:c', pages([])));
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
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
