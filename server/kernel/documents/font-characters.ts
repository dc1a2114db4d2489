import { readFileSync } from 'node:fs';

/** Where a font says which characters it has (OpenType 1.9, cmap): a table of tables, of which format 12 knows all planes. */
const allPlanes = 12;

/** Whether a font draws a character, by its code point. @throws for a font without a table of all planes */
export function charactersOf(path: string): (codePoint: number) => boolean {
  const font = readFileSync(path);
  const ranges = rangesIn(font.subarray(tableAt(font, 'cmap')));
  return (codePoint) => {
    let [least, most] = [0, ranges.length - 1];
    while (least <= most) {
      const middle = (least + most) >> 1;
      const [first, last] = ranges[middle]!;
      if (codePoint < first) most = middle - 1;
      else if (codePoint > last) least = middle + 1;
      else return true;
    }
    return false;
  };
}

function tableAt(font: Buffer, tag: string): number {
  const records = Array.from({ length: font.readUInt16BE(4) }, (_none, nr) => font.subarray(12 + 16 * nr, 28 + 16 * nr));
  const record = records.find((one) => one.toString('latin1', 0, 4) === tag);
  if (!record) throw new Error(`The font has no table ${tag}`);
  return record.readUInt32BE(8);
}

/** Ascending, without overlaps. */
function rangesIn(cmap: Buffer): [first: number, last: number][] {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_none, nr) => cmap.subarray(cmap.readUInt32BE(8 + 8 * nr)));
  const subtable = subtables.find((one) => one.readUInt16BE(0) === allPlanes);
  if (!subtable) throw new Error('The font does not say which characters of all planes it has');
  return Array.from({ length: subtable.readUInt32BE(12) }, (_none, nr) => [
    subtable.readUInt32BE(16 + 12 * nr),
    subtable.readUInt32BE(20 + 12 * nr),
  ]);
}
