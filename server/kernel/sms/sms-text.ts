/** How much more a reading has to convince than the one that the label names. */
const labelCounts = 0.15;

/**
 * The text of a short message. Its label (SMPP 3.4, 5.2.19) is believed unless another reading of the bytes makes much better sense:
 * gateways label ASCII as UCS-2, GBK as 15, 4 or nothing, and a person at the desk would recognise each at sight.
 */
export function smsText(bytes: Buffer, coding: number): string {
  const labelled = labelOf(coding);
  const read = readings.flatMap(({ name, decode }) => {
    const text = decode(bytes);
    return text === null ? [] : [{ text, sense: senseOf(text, name) + (name === labelled ? labelCounts : 0) }];
  });
  const [best] = read.toSorted((one, other) => other.sense - one.sense);
  return (best?.text ?? '').replace(/^\ufeff/, '');
}

export function ucs2Bytes(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

type Name = 'ascii' | 'ucs2' | 'gbk' | 'utf8' | 'ucs2le' | 'latin1';

/** General coding groups say it in two bits (3GPP TS 23.038, 4); 15 is the GBK of Chinese gateways. */
function labelOf(coding: number): Name {
  if (coding === 15) return 'gbk';
  if (coding === 3) return 'latin1';
  return coding < 0xc0 && (coding & 0x0c) === 0x08 ? 'ucs2' : 'ascii';
}

/** What is plain ASCII has one reading of that kind, whichever of the codings that hold it the label names. */
const readings: readonly { name: Name; decode: (bytes: Buffer) => string | null }[] = [
  { name: 'ascii', decode: (bytes) => (isAscii(bytes) ? bytes.toString('latin1') : null) },
  { name: 'ucs2', decode: (bytes) => strictly('utf-16be', bytes) },
  { name: 'gbk', decode: (bytes) => (isAscii(bytes) ? null : strictly('gb18030', bytes)) },
  { name: 'utf8', decode: (bytes) => (isAscii(bytes) ? null : strictly('utf-8', bytes)) },
  { name: 'ucs2le', decode: (bytes) => strictly('utf-16le', bytes) },
  { name: 'latin1', decode: (bytes) => (isAscii(bytes) ? null : bytes.toString('latin1')) },
];

const isAscii = (bytes: Buffer) => bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || isSpace(byte));

const isSpace = (byte: number) => byte === 0x09 || byte === 0x0a || byte === 0x0d;

function strictly(encoding: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** From 0, nonsense, to 1, plain writing; a delivery receipt and words that only letters make are beyond doubt. */
function senseOf(text: string, name: Name): number {
  if (name === 'ascii') return senseOfAscii(text);
  const characters = Array.from(text);
  return characters.reduce((sum, character) => sum + senseOfOne(character), 0) / Math.max(characters.length, 1);
}

/** Common characters in UCS-2 are often pairs of ASCII as well, but of a kind that nobody writes: 收到 is "e6R0". */
function senseOfAscii(text: string): number {
  if (/\bid:.*\bstat:/is.test(text)) return 3;
  const words = text.split(/[ ,.!?'-]+/);
  const isWords = (words.length > 1 || /^[a-z]{3}/.test(text)) && words.every((word) => /^[A-Z]?[a-z]*$/.test(word));
  return isWords || /^[\d\W]+$/.test(text) ? 1.2 : 0.5;
}

function senseOfOne(character: string): number {
  if (commonHanzi().has(character)) return 1;
  // Latin letters stand among Chinese ones now and then, and in every wrong reading.
  if (/\w/.test(character)) return 0.7;
  if (/[\n\r\t\x20-\x7e]|[\u3000-\u303f\uff01-\uff5e\u2018-\u201f\u2026\u2014]/.test(character)) return 1;
  if (/\p{Extended_Pictographic}|[\ufe0f\u20e3\u200d\ufeff]/u.test(character)) return 0.8;
  if (/\p{Script=Han}/u.test(character)) return 0.3;
  return /[\p{C}\ufffd]/u.test(character) ? -1 : 0;
}

let hanzi: ReadonlySet<string> | undefined;

/** The 6,763 of GB/T 2312, which nearly everything is written with: rows 16 to 87 of its table. */
function commonHanzi(): ReadonlySet<string> {
  hanzi ??= new Set(
    Array.from({ length: 72 * 94 }, (_none, at) =>
      new TextDecoder('gbk').decode(Buffer.from([0xb0 + Math.floor(at / 94), 0xa1 + (at % 94)])),
    ),
  );
  return hanzi;
}
