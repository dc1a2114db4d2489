import exifr from 'exifr';
import sharp from 'sharp';
import { Refusal } from '../refusal.ts';
import { KeyedMutex } from '../async/keyed-mutex.ts';

/** What a phone's camera makes today is below 50 megapixels; a picture that claims more is most likely made to fill the memory. */
const maxPixels = 50_000_000;
/** Enough to read a sign on a door from across the street. */
const longerSidePixels = 1600;
const jpegQuality = 80;
const decodingSeconds = 15;
/** A camera writes a few kilobytes about a picture. */
const maxExifBytes = 256_000;

// Only the formats that phones send are ever handed to a decoder, whatever a file calls itself. No caches: no picture comes twice.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'] });
sharp.cache(false);
sharp.concurrency(1);

/** A picture that is fit to be kept: nothing of the original is left but its pixels and where it was taken. */
export interface Photo {
  jpeg: Buffer;
  width: number;
  height: number;
  /** As the camera noted it, WGS 84; null when it did not. */
  position: { lng: number; lat: number } | null;
}

/** A decoded picture takes up to 150 MB: one at a time. */
const turns = new KeyedMutex();

/**
 * Decodes a picture and writes it anew: upright, at most 1600 pixels long, without metadata, so that whatever else the file carried is
 * gone. Refuses with `photo/not-an-image` what is no JPEG, PNG, WebP or AVIF, and with `photo/too-many-pixels` what is too large to
 * be decoded.
 */
export function cleanPhoto(bytes: Buffer): Promise<Photo> {
  return turns.run('photo', () => cleaned(bytes));
}

async function cleaned(bytes: Buffer): Promise<Photo> {
  const { width, height, exif } = await decoded(() => sharp(bytes, { limitInputPixels: false }).metadata());
  if (width * height > maxPixels) throw new Refusal('photo/too-many-pixels');
  const { data, info } = await decoded(() =>
    sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
      .timeout({ seconds: decodingSeconds })
      .autoOrient()
      .resize(longerSidePixels, longerSidePixels, { fit: 'inside', withoutEnlargement: true })
      // What is transparent would turn black.
      .flatten({ background: 'white' })
      .jpeg({ quality: jpegQuality, mozjpeg: false })
      .toBuffer({ resolveWithObject: true }),
  );
  return { jpeg: data, width: info.width, height: info.height, position: exif ? await positionIn(exif) : null };
}

/** Whatever the decoder cannot read, for whatever reason, is not a photo. */
async function decoded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new Refusal('photo/not-an-image');
  }
}

/** `exif` as the decoder hands it out: TIFF, after a mark of six bytes. What cannot be read is no position. */
async function positionIn(exif: Buffer): Promise<Photo['position']> {
  if (exif.length > maxExifBytes) return null;
  const tiff = exif.subarray(exif.toString('latin1', 0, 4) === 'Exif' ? 6 : 0);
  const gps = await exifr.gps(tiff).catch(() => undefined);
  const { longitude: lng, latitude: lat } = gps ?? { longitude: NaN, latitude: NaN };
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && (lng !== 0 || lat !== 0) ? { lng, lat } : null;
}
