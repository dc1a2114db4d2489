import { encode } from 'uqr';

/** ISO/IEC 18004 asks for four modules of white around a code. */
const quietModules = 4;

/** A QR code as the path of its dark modules, one unit to a module, and the length of its side with the quiet zone. */
export function qrPath(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: quietModules });
  const path = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return { path, size };
}
