import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uprightExif, withExif } from '../../../client/field/exif.ts';

/** A directory of one entry: how the camera was held, in either order of bytes. */
function exifSegment(orientation: number, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(36));
  view.setUint16(0, 0xffe1);
  view.setUint16(2, 34);
  for (const [at, byte] of [0x45, 0x78, 0x69, 0x66, 0, 0].entries()) view.setUint8(4 + at, byte);
  view.setUint16(10, isLittle ? 0x4949 : 0x4d4d);
  view.setUint16(12, 42, isLittle);
  view.setUint32(14, 8, isLittle);
  view.setUint16(18, 1, isLittle);
  view.setUint16(20, 0x0112, isLittle);
  view.setUint16(22, 3, isLittle);
  view.setUint32(24, 1, isLittle);
  view.setUint16(28, orientation, isLittle);
  return new Uint8Array(view.buffer);
}

const comment = [0xff, 0xfe, 0, 4, 1, 2];
const picture = [0xff, 0xda, 0, 2, 9, 9, 9, 9, 9, 9, 0xff, 0xd9];
const jpeg = (...parts: Iterable<number>[]) => Uint8Array.from([0xff, 0xd8, ...parts.flatMap((part) => [...part])]);

describe('the notes of a camera', () => {
  it.each([true, false])('are found behind other segments, and say upright (little-endian: %s)', (isLittle) => {
    expect(uprightExif(jpeg(comment, exifSegment(6, isLittle), picture))).toEqual(exifSegment(1, isLittle));
  });

  it('are put in front of a picture that was drawn again', () => {
    const exif = exifSegment(1, true);
    expect(withExif(jpeg(picture), exif)).toEqual(jpeg(exif, picture));
    expect(uprightExif(withExif(jpeg(comment, picture), exif))).toEqual(exif);
  });

  it.each([
    ['no picture at all', new Uint8Array()],
    ['no JPEG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['none before the picture', jpeg(picture, exifSegment(6, true))],
    ['cut off', jpeg(exifSegment(6, true).slice(0, 20))],
    ['a length of nothing', jpeg([0xff, 0xe1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('are none in %s', (_, bytes) => {
    expect(uprightExif(bytes)).toBeNull();
  });

  it('never lead out of the bytes, whatever these say', () => {
    const wild = fc.uint8Array({ minLength: 0, maxLength: 64 });
    fc.assert(
      fc.property(wild, fc.nat(30), (bytes, from) => {
        const segment = exifSegment(3, false);
        segment.set(bytes.subarray(0, segment.length - 10 - (from % 20)), 10 + (from % 20));
        expect(() => uprightExif(jpeg(segment, bytes))).not.toThrow();
      }),
      { seed: 20, numRuns: 500 },
    );
  });
});
