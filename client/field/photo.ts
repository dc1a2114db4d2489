import { uprightExif, withExif } from './exif.ts';

/** As the server keeps it; more would only cost the person's signal. */
const longestPixels = 1600;
const quality = 0.8;
/** Not worth drawing again. */
const smallBytes = 400_000;

/**
 * A photo made small for a bad signal, with the notes of the camera (where it was taken) still in it: the server reads them and keeps
 * them apart. What this browser cannot draw goes as it is, and the server says whether it takes it.
 */
export async function smallPhoto(file: Blob): Promise<Blob> {
  if (file.size <= smallBytes) return file;
  const drawn = await redrawn(file).catch(() => null);
  return drawn && drawn.size < file.size ? withNotes(drawn, file) : file;
}

async function redrawn(file: Blob): Promise<Blob | null> {
  // Upright, as the camera was held.
  const image = await createImageBitmap(file);
  const scale = Math.min(1, longestPixels / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((fulfil) => canvas.toBlob(fulfil, 'image/jpeg', quality));
}

async function withNotes(drawn: Blob, original: Blob): Promise<Blob> {
  const exif = uprightExif(new Uint8Array(await original.slice(0, 1 << 17).arrayBuffer()));
  if (!exif) return drawn;
  return new Blob([withExif(new Uint8Array(await drawn.arrayBuffer()), exif)], { type: drawn.type });
}
