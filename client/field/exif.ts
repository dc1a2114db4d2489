/**
 * The EXIF segment of a JPEG, marker and length included, with its orientation set to upright: for a picture that was drawn upright
 * again. Null when there is none, or when it is not as CIPA DC-008 (EXIF 2.32) 4.5-4.6 says.
 */
export function uprightExif(jpeg: Uint8Array): Uint8Array | null {
  const at = exifAt(jpeg);
  if (at === null) return null;
  const segment = jpeg.slice(at, at + 2 + uint16(jpeg, at + 2));
  straighten(segment);
  return segment;
}

/** The JPEG with an EXIF segment put in front, where readers look for it. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(jpeg.length + exif.length);
  joined.set(jpeg.subarray(0, 2));
  joined.set(exif, 2);
  joined.set(jpeg.subarray(2), 2 + exif.length);
  return joined;
}

const startOfImage = 0xffd8;
const app1 = 0xffe1;
const startOfScan = 0xffda;

/** Goes from segment to segment before the picture itself. */
function exifAt(jpeg: Uint8Array): number | null {
  if (uint16(jpeg, 0) !== startOfImage) return null;
  for (let at = 2; at + 10 <= jpeg.length;) {
    const [marker, length] = [uint16(jpeg, at), uint16(jpeg, at + 2)];
    if (marker < 0xff00 || marker === startOfScan || length < 2) return null;
    const isExif = marker === app1 && String.fromCharCode(...jpeg.subarray(at + 4, at + 10)) === 'Exif\0\0';
    if (isExif) return at + 2 + length <= jpeg.length ? at : null;
    at += 2 + length;
  }
  return null;
}

const tiffStart = 10;
const orientationTag = 0x0112;

/** Writes 1, upright, where the first directory says how the camera was held. */
function straighten(segment: Uint8Array): void {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  if (segment.length < tiffStart + 8) return;
  const isLittle = view.getUint16(tiffStart) === 0x4949;
  const directory = tiffStart + view.getUint32(tiffStart + 4, isLittle);
  if (directory + 2 > segment.length) return;
  const entries = view.getUint16(directory, isLittle);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > segment.length) return;
    if (view.getUint16(at, isLittle) === orientationTag) view.setUint16(at + 8, 1, isLittle);
  }
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
