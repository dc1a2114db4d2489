import { BrokenBytes, type ByteReader, type ByteWriter } from './varint.ts';

/** What opens the bytes of a layer: enough to read the columns that follow, as JSON behind four bytes that name the format. */
export interface LayerHeader {
  id: string;
  count: number;
  /** South-west corner of the rows, in cells of the grid. */
  origin: [number, number];
  columns: { name: string; values: string[] }[];
  numbers: string[];
}

const magic = new TextEncoder().encode('JYL1');
const mostBytes = 65_536;
const mostColumns = 16;

export function writeHeader(out: ByteWriter, header: LayerHeader): void {
  const text = new TextEncoder().encode(JSON.stringify(header));
  out.bytes(magic);
  out.unsigned(text.length);
  out.bytes(text);
}

/** Throws {@link BrokenBytes} for anything that is not such a header. */
export function readHeader(read: ByteReader): LayerHeader {
  if (read.bytes(magic.length).some((byte, at) => byte !== magic[at])) throw new BrokenBytes('not a layer');
  const length = read.unsigned();
  if (length > mostBytes) throw new BrokenBytes('header too long');
  const header = parseJson(read.bytes(length));
  if (!isHeader(header)) throw new BrokenBytes('not a header of a layer');
  return header;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BrokenBytes('header is not JSON');
  }
}

// By hand, not by zod: the field page and workers decode layers without carrying a validator.
function isHeader(value: unknown): value is LayerHeader {
  if (!isObject(value)) return false;
  return (
    typeof value.id === 'string' &&
    isWhole(value.count) &&
    isListOf(value.origin, 2, Number.isSafeInteger) &&
    (value.origin as unknown[]).length === 2 &&
    isListOf(value.columns, mostColumns, isColumn) &&
    isListOf(value.numbers, mostColumns, isString)
  );
}

function isColumn(value: unknown): boolean {
  return isObject(value) && isString(value.name) && isListOf(value.values, 256, isString);
}

function isListOf(value: unknown, most: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isItem);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
