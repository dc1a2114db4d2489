import { CapError } from './cap-error.ts';

/** As WHATWG names them; GBK and GB2312 are read as their superset. */
const encodings: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/**
 * The text of a CAP message as received: UTF-8, or UTF-16 or GB18030 where a byte order mark or the XML declaration says so.
 *
 * @throws CapError for another encoding, and for bytes that are none of their encoding: a character is never replaced silently
 */
export function decodeCap(bytes: Uint8Array): string {
  const declared = marked(bytes) ?? declaredIn(bytes);
  const encoding = encodings[declared.toLowerCase()];
  if (!encoding) throw new CapError('malformed', [{ path: 'encoding', reason: 'unknown-encoding' }]);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new CapError('malformed', [{ path: 'encoding', reason: 'wrong-bytes' }]);
  }
}

/** What a byte order mark, or the two bytes of `<` where it is missing, say. */
function marked([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return null;
}

function declaredIn(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  // A declaration that can be read byte by byte is not in UTF-16, whatever it claims: it was converted on its way and not rewritten.
  return /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}
