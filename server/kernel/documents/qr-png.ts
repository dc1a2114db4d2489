import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/**
 * Every reader undoes whichever of the eight masks a code names. Trying all of them for the one with the fewest unlucky patterns, as the
 * standard advises, was a quarter of the time of a print; squares in turn keep the random bits of our links even.
 */
const maskPattern = 0;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** ISO/IEC 18004 asks for four modules of white around a code: with fewer a reader may take two that stand close for one. */
const quietModules = 4;

/**
 * A QR code (ISO/IEC 18004, level L, with its quiet zone) as a PNG of one pixel per module, one bit per pixel. A printer scales it
 * without blur; drawn as thousands of squares it would make a document twenty times as large and slow.
 */
export function qrPng(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'L', border: quietModules, maskPattern });
  const rows = data.map((modules) => rowOf(modules));
  return Buffer.concat([signature, chunk('IHDR', header(size)), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND')]);
}

/** Grey of one bit, not interlaced. */
function header(size: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(size, 4);
  bytes[8] = 1;
  return bytes;
}

/** No filter, then the pixels, eight to a byte: a dark module is 0. */
function rowOf(modules: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(1 + Math.ceil(modules.length / 8));
  modules.forEach((isDark, at) => {
    if (!isDark) bytes[1 + (at >> 3)]! |= 0x80 >> (at & 7);
  });
  return bytes;
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
