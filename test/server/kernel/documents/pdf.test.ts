import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { charactersOf } from '../../../../server/kernel/documents/font-characters.ts';
import { legible } from '../../../../server/kernel/documents/legible.ts';
import { makePdf, type PdfDocument } from '../../../../server/kernel/documents/pdf.ts';
import { qrPng } from '../../../../server/kernel/documents/qr-png.ts';

const document: PdfDocument = {
  ...{ title: '叫应单', styles: {}, footer: '第 1 号', stamp: '演练' },
  content: [{ text: '浒路村 测试0110' }, { image: 'code', width: 60 }],
  codes: { code: 'https://nantong.example/field?token=abc' },
};

async function printed(wanted: PdfDocument): Promise<Buffer> {
  return (await makePdf(wanted)).bytes;
}

describe('a printed document', () => {
  it('is a whole PDF with its Chinese font embedded and its code drawn', async () => {
    const text = (await printed(document)).toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(text).toContain('NotoSansSC');
    expect(text).toContain('/FontFile2');
    expect(text.match(/\/Subtype \/Image/g)).toHaveLength(1);
  });

  it('names characters by their code that its font cannot draw', async () => {
    const canDraw = charactersOf(
      fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
    );
    const names = legible({ content: ['𪚥塘 收到', { text: '𬎆村\u{e0100}' }], footer: '第 1 号' }, canDraw);
    for (const text of [names.content[0] as string, (names.content[1] as { text: string }).text]) {
      expect(Array.from(text).every((character) => canDraw(character.codePointAt(0)!))).toBe(true);
    }
    expect(names.content[0]).toMatch(/^(U\+2A6A5|𪚥)塘 收到$/);
    expect(names.footer).toBe('第 1 号');
    expect((await printed({ ...document, content: [{ text: '𠮷家村、𪚥塘、𬎆、𰻝' }] })).length).toBeGreaterThan(1_000);
  });

  it('leaves out what only changes how a neighbour looks', () => {
    expect(legible('a𠮷龘\u{10ffff}👍\ufe0f', (codePoint) => codePoint < 0x10000)).toBe('aU+20BB7龘U+10FFFFU+1F44D');
  });

  it('fails as a whole when it cannot be laid out', async () => {
    await expect(printed({ ...document, content: [{ image: 'unknown' }] })).rejects.toThrow();
  });

  it('reads no file and no address that a text names', async () => {
    await expect(printed({ ...document, content: [{ image: '/etc/passwd' }] })).rejects.toThrow();
    await expect(printed({ ...document, content: [{ image: 'http://127.0.0.1:1/x.png' }] })).rejects.toThrow();
  });

  it('tells how far it is, and in the end how many pages it has', async () => {
    const body = Array.from({ length: 120 }, (_, row) => [`第 ${row} 行`, { image: 'code', width: 60 }]);
    const shares: number[] = [];
    const { pages } = await makePdf(
      { ...document, content: [{ table: { body }, layout: 'lightHorizontalLines' }] },
      { onShare: (share) => shares.push(share) },
    );
    expect(pages).toBeGreaterThan(8);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([0.3, 0.5, 0.95].map((share) => shares.some((told) => told >= share && told <= 1))).toEqual([true, true, true]);
  });

  it('is given up at once when nobody waits for it any more, and not begun when nobody did', async () => {
    const cut = new AbortController();
    const body = Array.from({ length: 2_000 }, (_, row) => [`第 ${row} 行`]);
    const long = { ...document, content: [{ table: { body }, layout: 'lightHorizontalLines' }] };
    const left = makePdf(long, { signal: cut.signal, onShare: () => cut.abort(new Error('left')) });
    await expect(left).rejects.toThrow('left');
    await expect(makePdf(long, { signal: cut.signal })).rejects.toThrow('left');
  });
});

describe('a code to scan', () => {
  it('is a picture of one bit for each module, with its three corners', () => {
    const png = qrPng('https://nantong.example/field?token=abc');
    const size = png.readUInt32BE(16);
    const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    const isDark = (x: number, y: number) => (rows[y * (1 + Math.ceil(size / 8)) + 1 + (x >> 3)]! & (0x80 >> (x & 7))) === 0;
    const corners = [
      [4, 4],
      [size - 5, 4],
      [4, size - 5],
    ] as const;
    expect(corners.map(([x, y]) => isDark(x, y))).toEqual([true, true, true]);
    expect(isDark(3, 3)).toBe(false);
    expect((size - 8 - 21) % 4).toBe(0);
  });
});
