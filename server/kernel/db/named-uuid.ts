import { createHash } from 'node:crypto';

/**
 * The id that belongs to a name: the same name always gives the same one, so what comes in twice under its name counts once.
 *
 * A UUID of version 8 (RFC 9562, 5.8): the first 122 bits of the name's SHA-256 that the format leaves free.
 */
export function namedUuid(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
