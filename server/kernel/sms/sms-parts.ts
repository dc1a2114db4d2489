/** Where a part belongs in the message that was cut up. */
export interface PartPlace {
  /** The same in every part of one message. */
  reference: number;
  total: number;
  /** From 1. */
  nr: number;
}

/** The header of a part, its length first: one element, concatenation with a reference of eight bits. */
export function partHeader({ reference, total, nr }: PartPlace): Buffer {
  return Buffer.from([5, concatenated, 3, reference & 0xff, total, nr]);
}

const concatenated = 0x00;
const concatenatedWide = 0x08;

/**
 * The body of a message that may begin with a header, and its place where it is a part. `isMarked`: whether its class says that it has a
 * header; gateways forget to, and the usual header of a part is recognised all the same. One that makes no sense is passed over.
 */
export function withoutHeader(bytes: Buffer, isMarked: boolean): { body: Buffer; place: PartPlace | null } {
  const end = 1 + (bytes[0] ?? 0);
  if (!isMarked && !looksLikeHeader(bytes)) return { body: bytes, place: null };
  if (end > bytes.length) return { body: bytes, place: null };
  return { body: bytes.subarray(end), place: placeIn(bytes.subarray(1, end)) };
}

function looksLikeHeader(bytes: Buffer): boolean {
  return bytes.length > 6 && bytes[0] === 5 && bytes[1] === concatenated && bytes[2] === 3 && isPlace(bytes[4]!, bytes[5]!);
}

function placeIn(header: Buffer): PartPlace | null {
  for (let at = 0; at + 2 <= header.length; at += 2 + header[at + 1]!) {
    const [id, length] = [header[at], header[at + 1]];
    if (id === concatenated && length === 3 && at + 5 <= header.length) return place(header[at + 2]!, header[at + 3]!, header[at + 4]!);
    if (id === concatenatedWide && length === 4 && at + 6 <= header.length) {
      return place(header.readUInt16BE(at + 2), header[at + 4]!, header[at + 5]!);
    }
  }
  return null;
}

/** Null for a message that is its only part, or says of itself what cannot be. */
export function place(reference: number, total: number, nr: number): PartPlace | null {
  return isPlace(total, nr) ? { reference, total, nr } : null;
}

function isPlace(total: number, nr: number): boolean {
  return total > 1 && total <= 255 && nr >= 1 && nr <= total;
}
