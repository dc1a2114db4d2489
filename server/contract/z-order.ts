/**
 * The place of a grid cell along the Z-order (Morton) curve: the bits of x and y interleaved. Cells that are near on the map are mostly
 * near on the curve, and one number holds both coordinates.
 *
 * @param x column, 0 to 2^26 - 1
 * @param y row, 0 to 2^26 - 1
 * @returns 0 to 2^52 - 1, exact in a double
 */
export function zOrder(x: number, y: number): number {
  return interleave(x >>> halfBits, y >>> halfBits) * lowWord + interleave(x & halfMask, y & halfMask);
}

/** The grid cell at a place of the curve: the inverse of {@link zOrder}. */
export function cellAt(place: number): { x: number; y: number } {
  const high = Math.floor(place / lowWord);
  const low = place % lowWord;
  return {
    x: gather(high) * (halfMask + 1) + gather(low),
    y: gather(high >>> 1) * (halfMask + 1) + gather(low >>> 1),
  };
}

/** Bits for each axis; 2 x 26 bits are the most that a double holds exactly. */
export const axisBits = 26;

const halfBits = axisBits / 2;
const halfMask = 2 ** halfBits - 1;
const lowWord = 2 ** axisBits;

function interleave(x: number, y: number): number {
  return spread(x) + spread(y) * 2;
}

/** abcd -> 0a0b0c0d, for 13 bits. */
function spread(bits: number): number {
  let spaced = (bits | (bits << 8)) & 0x00ff00ff;
  spaced = (spaced | (spaced << 4)) & 0x0f0f0f0f;
  spaced = (spaced | (spaced << 2)) & 0x33333333;
  return (spaced | (spaced << 1)) & 0x55555555;
}

/** 0a0b0c0d -> abcd. */
function gather(spaced: number): number {
  let bits = spaced & 0x55555555;
  bits = (bits | (bits >>> 1)) & 0x33333333;
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff;
  return (bits | (bits >>> 8)) & 0x0000ffff;
}
