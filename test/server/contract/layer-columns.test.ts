import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumns, encodeColumns, type LayerColumns } from '#contract/layer-columns.ts';
import { BrokenBytes } from '#contract/varint.ts';

/** Half a cell of 1e-5 degree, and what a double may lose on the way. */
const roundingDegrees = 0.5e-5 + 1e-9;

interface Row {
  lng: number;
  lat: number;
  id: number;
  byte: number;
  people: number;
}

const aRow: fc.Arbitrary<Row> = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  id: fc.integer({ min: 0, max: 0xffffffff }),
  byte: fc.integer({ min: 0, max: 2 }),
  people: fc.integer({ min: 0, max: 0xffffffff }),
});

const someRows = fc.array(aRow, { maxLength: 60 });

function aLayer(rows: readonly Row[]): LayerColumns {
  return {
    id: 'hazards',
    count: rows.length,
    positions: Float64Array.from(rows.flatMap((row) => [row.lng, row.lat])),
    ids: Uint32Array.from(rows, (row) => row.id),
    columns: [{ name: 'category', values: ['积水', 'slope', 'other'], bytes: Uint8Array.from(rows, (row) => row.byte) }],
    numbers: [{ name: 'people', values: Uint32Array.from(rows, (row) => row.people) }],
  };
}

function rowsOf(layer: LayerColumns): Row[] {
  return Array.from(layer.ids, (id, row) => ({
    lng: layer.positions[2 * row]!,
    lat: layer.positions[2 * row + 1]!,
    id,
    byte: layer.columns[0]!.bytes[row]!,
    people: layer.numbers[0]!.values[row]!,
  }));
}

function rounded(row: Row): Row {
  return { ...row, lng: Math.round(row.lng * 1e5) / 1e5 + 0, lat: Math.round(row.lat * 1e5) / 1e5 + 0 };
}

/** In one order, whatever order they came in. */
function sorted(rows: Row[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** Decodes, or says that the bytes are broken; any other failure is thrown on. */
function decodedOrBroken(bytes: Uint8Array): LayerColumns | 'broken' {
  try {
    return decodeColumns(bytes);
  } catch (error) {
    if (error instanceof BrokenBytes) return 'broken';
    throw error;
  }
}

describe('the columns of a layer', () => {
  it('come back as they were sent, within 0.6 m', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const decoded = decodeColumns(encodeColumns(aLayer(rows)));
        expect(sorted(rowsOf(decoded))).toEqual(sorted(rows.map(rounded)));
        expect(decoded).toMatchObject({ id: 'hazards', count: rows.length });
      }),
    );
  });

  it('round each position by less than half a cell', () => {
    fc.assert(
      fc.property(aRow, (row) => {
        const [lng, lat] = decodeColumns(encodeColumns(aLayer([row]))).positions;
        expect(Math.abs(lng! - row.lng)).toBeLessThanOrEqual(roundingDegrees);
        expect(Math.abs(lat! - row.lat)).toBeLessThanOrEqual(roundingDegrees);
      }),
    );
  });

  it('are the same bytes in whatever order the rows were read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(aRow, { maxLength: 60, selector: (row) => row.id }), (rows) => {
        expect(encodeColumns(aLayer([...rows].reverse()))).toEqual(encodeColumns(aLayer(rows)));
      }),
    );
  });

  it('keep neighbours together, so that a position of a city takes three to four bytes', () => {
    const rows = Array.from({ length: 10_000 }, (_, id) => {
      const [across, up] = [(id * 0.618034) % 1, id / 10_000];
      return { lng: 120.2 + 1.7 * across, lat: 31.7 + up, id, byte: 0, people: 0 };
    });
    const layer = { ...aLayer(rows), columns: [], numbers: [] };
    const perId = 4;
    expect(encodeColumns(layer).length).toBeLessThan(rows.length * (4 + perId));
  });

  it('refuse to be encoded off the earth, without a position, or with a value that has no word', () => {
    const row = { lng: 121, lat: 32, id: 1, byte: 0, people: 0 };
    expect(() => encodeColumns(aLayer([{ ...row, lng: 181 }]))).toThrow(RangeError);
    expect(() => encodeColumns(aLayer([{ ...row, lat: Number.NaN }]))).toThrow(RangeError);
    expect(() => encodeColumns(aLayer([{ ...row, byte: 3 }]))).toThrow(RangeError);
    expect(() => encodeColumns({ ...aLayer([row]), ids: new Uint32Array(2) })).toThrow(RangeError);
    expect(() => encodeColumns({ ...aLayer([row]), numbers: [{ name: 'people', values: new Uint32Array() }] })).toThrow(RangeError);
  });
});

describe('bytes that are not a layer', () => {
  it('are refused wherever they are cut', () => {
    fc.assert(
      fc.property(fc.array(aRow, { minLength: 1, maxLength: 10 }), fc.nat(), (rows, at) => {
        const bytes = encodeColumns(aLayer(rows));
        expect(() => decodeColumns(bytes.subarray(0, at % bytes.length))).toThrow(BrokenBytes);
      }),
    );
  });

  it('are refused when something follows', () => {
    const bytes = encodeColumns(aLayer([]));
    expect(() => decodeColumns(Uint8Array.from([...bytes, 0]))).toThrow(BrokenBytes);
  });

  it('never do more than be refused, whatever they hold', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(decodedOrBroken(bytes)).toBe('broken');
      }),
    );
  });

  it('never do more than be refused or name other rows when single bytes were changed', () => {
    const bytes = encodeColumns(
      aLayer([
        { lng: 121, lat: 32, id: 5, byte: 1, people: 9 },
        { lng: 121.1, lat: 32.1, id: 6, byte: 0, people: 3 },
      ]),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        const decoded = decodedOrBroken(changed);
        if (decoded !== 'broken') expect(decoded.positions.every((degrees) => Math.abs(degrees) <= 180)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a count that its bytes cannot hold', { count: 4_000_000_000 }],
    ['a negative count', { count: -1 }],
    ['an origin that is no number', { origin: [null, 1] }],
    ['an origin far off the earth', { count: 1, origin: [9e15, 9e15] }],
    ['columns that are no list', { columns: 'category' }],
    ['more columns than a layer has', { columns: Array.from({ length: 99 }, () => ({ name: 'a', values: [] })) }],
    ['a number column without a name', { numbers: [7] }],
    ['a count that is not whole', { count: 0.5 }],
  ])('are refused with %s', (_what, broken) => {
    const header = JSON.stringify({ id: 'hazards', count: 0, origin: [0, 0], columns: [], numbers: [], ...broken });
    const text = new TextEncoder().encode(header);
    const length = text.length < 128 ? [text.length] : [(text.length % 128) | 128, text.length >> 7];
    const bytes = Uint8Array.from([...new TextEncoder().encode('JYL1'), ...length, ...text, 0, 0]);
    expect(() => decodeColumns(bytes)).toThrow(BrokenBytes);
  });
});
