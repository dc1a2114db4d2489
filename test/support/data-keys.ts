import { DataKey } from '../../server/kernel/sealing/data-key.ts';

/** Keys of tests, in hex as an operator would set them. */
export const dataKeys = {
  first: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
  second: '202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f',
  third: '404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f',
} as const;

export function dataKey(which: keyof typeof dataKeys): DataKey {
  return new DataKey(Buffer.from(dataKeys[which], 'hex'));
}
