import { type LayerHeader, readHeader, writeHeader } from './layer-header.ts';
import { BrokenBytes, ByteReader, ByteWriter } from './varint.ts';
import { axisBits, cellAt, zOrder } from './z-order.ts';

/**
 * A whole register as columns: what the map draws, without names. Row `i` of every column is the same record.
 *
 * On the wire the rows are sorted along a Z-order curve and each position is the gap to the one before it, in cells of 1e-5 degree
 * (under 0.6 m of rounding): about three bytes for a point anywhere in a city, where GeoJSON takes some 130. The bytes say nothing but
 * the rows: a register that changed only where the asker cannot see is, for the asker, the same bytes under the same ETag.
 */
export interface LayerColumns {
  /** Layer id of the catalogue. */
  id: string;
  count: number;
  /** Degrees, interleaved: lng, lat, lng, lat ... */
  positions: Float64Array;
  ids: Uint32Array;
  columns: ByteColumn[];
  numbers: NumberColumn[];
}

/** One of at most 256 words for each row. */
export interface ByteColumn {
  name: string;
  /** The dictionary: slugs, as the catalogue lists them. */
  values: readonly string[];
  /** Index into `values`. */
  bytes: Uint8Array;
}

/** A count for each row. */
interface NumberColumn {
  name: string;
  values: Uint32Array;
}

const cellsPerDegree = 1e5;
const world = { x: 180 * cellsPerDegree, y: 90 * cellsPerDegree };

/** The same rows in any order give the same bytes. Throws a RangeError for rows off the earth or columns too short: a bug of the caller. */
export function encodeColumns(layer: LayerColumns): Uint8Array {
  const { places, origin } = placesOf(layer);
  const order = orderOf(places, layer.ids);
  const out = new ByteWriter();
  writeHeader(out, headerOf(layer, origin));
  let place = 0;
  for (const row of order) {
    out.unsigned(places[row]! - place);
    place = places[row]!;
  }
  let id = 0;
  for (const row of order) {
    out.signed(layer.ids[row]! - id);
    id = layer.ids[row]!;
  }
  for (const column of layer.columns) out.bytes(Uint8Array.from(order, (row) => byteAt(column, row)));
  for (const column of layer.numbers) for (const row of order) out.unsigned(numberAt(column, row));
  return out.finish();
}

/** The layer, in the order of the wire. Throws {@link BrokenBytes} for bytes that are not a layer, before allocating for them. */
export function decodeColumns(bytes: Uint8Array): LayerColumns {
  const read = new ByteReader(bytes);
  const header = readHeader(read);
  const { id, count } = header;
  // Every row takes at least a byte of place and a byte of id: a count beyond that is a lie, and never allocated for.
  if (count * 2 > read.left) throw new BrokenBytes('cut short');
  const positions = readPositions(read, header);
  const ids = readIds(read, count);
  const columns = header.columns.map((column) => ({ ...column, bytes: readBytes(read, column.values.length, count) }));
  const numbers = header.numbers.map((name) => ({ name, values: Uint32Array.from({ length: count }, () => uint32(read.unsigned())) }));
  if (read.left > 0) throw new BrokenBytes('more bytes than rows');
  return { id, count, positions, ids, columns, numbers };
}

function placesOf(layer: LayerColumns): { places: Float64Array; origin: [number, number] } {
  const cells = Float64Array.from(layer.positions, (degrees) => Math.round(degrees * cellsPerDegree));
  let [west, south] = [world.x, world.y];
  for (let row = 0; row < layer.count; row++) {
    const [x, y] = [cells[2 * row]!, cells[2 * row + 1]!];
    if (!isOnEarth(x, y)) throw new RangeError(`Row ${row} of ${layer.id} is not on the earth`);
    west = Math.min(west, x);
    south = Math.min(south, y);
  }
  const places = Float64Array.from({ length: layer.count }, (_, row) => zOrder(cells[2 * row]! - west, cells[2 * row + 1]! - south));
  return { places, origin: [west, south] };
}

/** Row numbers along the curve; equal places by id, so that the same rows always make the same bytes. */
function orderOf(places: Float64Array, ids: Uint32Array): Uint32Array {
  if (places.length !== ids.length) throw new RangeError('As many ids as positions');
  return Uint32Array.from(places, (_, row) => row).sort((a, b) => places[a]! - places[b]! || ids[a]! - ids[b]!);
}

function headerOf({ id, count, columns, numbers }: LayerColumns, origin: [number, number]): LayerHeader {
  return {
    id,
    count,
    origin,
    columns: columns.map(({ name, values }) => ({ name, values: [...values] })),
    numbers: numbers.map(({ name }) => name),
  };
}

function byteAt(column: ByteColumn, row: number): number {
  const byte = column.bytes[row];
  if (byte === undefined || byte >= column.values.length) throw new RangeError(`Row ${row} of column ${column.name} has no value`);
  return byte;
}

function numberAt(column: NumberColumn, row: number): number {
  const value = column.values[row];
  if (value === undefined) throw new RangeError(`Row ${row} of column ${column.name} has no value`);
  return value;
}

function readPositions(read: ByteReader, header: LayerHeader): Float64Array {
  const positions = new Float64Array(2 * header.count);
  let place = 0;
  for (let row = 0; row < header.count; row++) {
    place += read.unsigned();
    if (place >= 2 ** (2 * axisBits)) throw new BrokenBytes('a place off the curve');
    const cell = cellAt(place);
    const [x, y] = [header.origin[0] + cell.x, header.origin[1] + cell.y];
    if (!isOnEarth(x, y)) throw new BrokenBytes('a place off the earth');
    positions[2 * row] = x / cellsPerDegree;
    positions[2 * row + 1] = y / cellsPerDegree;
  }
  return positions;
}

function isOnEarth(x: number, y: number): boolean {
  return Math.abs(x) <= world.x && Math.abs(y) <= world.y;
}

function readIds(read: ByteReader, count: number): Uint32Array {
  let id = 0;
  return Uint32Array.from({ length: count }, () => (id = uint32(id + read.signed())));
}

function readBytes(read: ByteReader, values: number, count: number): Uint8Array {
  const bytes = read.bytes(count);
  if (bytes.some((byte) => byte >= values)) throw new BrokenBytes('a value without a word');
  return bytes;
}

function uint32(value: number): number {
  if (value < 0 || value > 0xffffffff) throw new BrokenBytes('an id past 32 bits');
  return value;
}
