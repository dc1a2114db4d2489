import sharp from 'sharp';

/** A picture as a phone takes it: sideways, with a maker's name, and with where it was taken: 32.505 N, 121.04 E. */
export function aPhotoFromAPhone(size: { width: number; height: number } = { width: 3000, height: 2000 }): Promise<Buffer> {
  return sharp({ create: { ...size, channels: 3, background: '#4488aa' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'SecretMaker' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '32/1 30/1 1800/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 2/1 2400/100',
      },
    })
    .jpeg()
    .toBuffer();
}

/** A few hundred kilobytes that unpack to 81 million pixels. */
export function aBomb(): Promise<Buffer> {
  return sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
}

/** What runs on Windows, whatever it is called. */
export const anExecutable = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(4096, 0x90)]);

export const aDrawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
);
