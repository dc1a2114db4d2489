import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanPhoto } from '../../../../server/kernel/documents/photo.ts';
import { Refusal } from '../../../../server/kernel/refusal.ts';
import { aBomb, aDrawing, anExecutable, aPhotoFromAPhone } from '../../../support/pictures.ts';

const codeOf = (bytes: Buffer) =>
  cleanPhoto(bytes).then(
    () => 'kept',
    (error: unknown) => (error instanceof Refusal ? error.code : `threw ${String(error)}`),
  );

describe('a photo', () => {
  it('is written anew: upright, at most 1600 pixels long, without a word about who took it', async () => {
    const { jpeg, width, height } = await cleanPhoto(await aPhotoFromAPhone());
    expect({ width, height }).toEqual({ width: 1067, height: 1600 });
    const kept = await sharp(jpeg).metadata();
    expect({ format: kept.format, width: kept.width, exif: kept.exif, xmp: kept.xmp, icc: kept.icc }).toEqual({
      format: 'jpeg',
      width: 1067,
    });
    expect(jpeg.includes('SecretMaker')).toBe(false);
  });

  it('says where it was taken', async () => {
    const { position } = await cleanPhoto(await aPhotoFromAPhone({ width: 40, height: 30 }));
    expect(position?.lng).toBeCloseTo(121.04, 6);
    expect(position?.lat).toBeCloseTo(32.505, 6);
  });

  it.each(['png', 'webp', 'avif'] as const)('may come as %s, small as it is, and from no known place', async (format) => {
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 4, background: '#48a8' } })
      .toFormat(format)
      .toBuffer();
    expect(await cleanPhoto(bytes)).toMatchObject({ width: 64, height: 48, position: null });
  });
});

describe('what is no photo', () => {
  it.each([
    ['an executable, whatever it is called', anExecutable],
    ['a drawing, which might ask for files', aDrawing],
    ['nothing', Buffer.alloc(0)],
    ['a page of HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['the beginning of a picture alone', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['a moving picture', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64')],
  ])('is refused: %s', async (_what, bytes) => {
    expect(await codeOf(bytes)).toBe('photo/not-an-image');
  });

  it('is refused when it was cut off on the way', async () => {
    const whole = await aPhotoFromAPhone({ width: 400, height: 300 });
    expect(await codeOf(whole.subarray(0, whole.length / 2))).toBe('photo/not-an-image');
  });

  it('is refused before it unpacks to more pixels than a camera takes', async () => {
    const bomb = await aBomb();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await codeOf(bomb)).toBe('photo/too-many-pixels');
  });

  it('is refused or kept, whatever was done to its bytes, and never ends the process', async () => {
    const whole = await aPhotoFromAPhone({ width: 64, height: 48 });
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        expect(['kept', 'photo/not-an-image', 'photo/too-many-pixels']).toContain(await codeOf(bytes));
      }),
      { numRuns: 60 },
    );
  });
});
