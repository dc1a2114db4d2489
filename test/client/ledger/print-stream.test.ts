import { describe, expect, it } from 'vitest';
import { readPrint } from '../../../client/ledger/print-stream.ts';

const pdf = Uint8Array.from([37, 80, 68, 70, 10, 0, 255, 10, 123]);
const head = (bytes: number) => `{"share":0.25}\n{"share":0.5}\n{"sheetId":12,"pages":3,"bytes":${bytes}}\n`;

/** The same bytes in pieces of some length, as a network may cut them. */
function inPieces(bytes: Uint8Array, length: number): ReadableStream<Uint8Array> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) => bytes.slice(at * length, (at + 1) * length));
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

const whole = (bytes = pdf.length) => Buffer.concat([Buffer.from(head(bytes)), pdf]);

describe('a print that is read while it is made', () => {
  it.each([1, 2, 7, 64, 1_000])('tells how far it is and keeps every byte, in pieces of %i', async (length) => {
    const shares: number[] = [];
    const print = await readPrint(inPieces(whole(), length), (share) => shares.push(share));
    expect(shares).toEqual([0.25, 0.5]);
    expect(print).toMatchObject({ sheetId: 12, pages: 3 });
    expect(new Uint8Array(await print.pdf.arrayBuffer())).toEqual(pdf);
  });

  it('is no print when its end is missing', async () => {
    await expect(readPrint(inPieces(whole(pdf.length + 1), 8), () => undefined)).rejects.toThrow('ended early');
    await expect(readPrint(inPieces(Buffer.from('{"share":0.5}\n'), 8), () => undefined)).rejects.toThrow('ended early');
  });
});
