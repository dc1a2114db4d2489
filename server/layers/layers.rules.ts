import type { CataloguedRegister } from '../../geodata/layers/catalogue.ts';
import type { ByteColumn, LayerColumns } from '../contract/layer-columns.ts';
import { type Dot, type LayerColumn, rollUpStates, type RollUpState } from '../contract/layers.ts';

/** A township and how many of its people a layer holds. */
export interface TownshipCount {
  code: string;
  lng: number;
  lat: number;
  people: number;
}

export type RolledUpTownship = TownshipCount & { state: RollUpState };

/** A number of people under this could point at one of them. */
const fewestShown = 5;

/**
 * Hides the townships with too few people. When there is only one, the city's total would give its number away: the smallest of the
 * others is withheld with it.
 */
export function rollUp(townships: readonly TownshipCount[]): RolledUpTownship[] {
  const few = townships.filter((township) => township.people < fewestShown);
  const rest = townships.filter((township) => township.people >= fewestShown);
  const partner = few.length === 1 ? smallest(rest) : undefined;
  return townships.map((township) => {
    if (township.people < fewestShown) return { ...township, people: 0, state: 'underFive' };
    if (township === partner) return { ...township, people: 0, state: 'withheld' };
    return { ...township, state: 'counted' };
  });
}

function smallest(townships: readonly TownshipCount[]): TownshipCount | undefined {
  return townships.reduce<TownshipCount | undefined>((least, next) => (least && least.people <= next.people ? least : next), undefined);
}

/** The records of a register as columns, each slug as its number in the layer's dictionary. */
export function dotColumns(layer: CataloguedRegister, dots: readonly Dot[]): LayerColumns {
  return {
    ...placed(layer, dots),
    ids: Uint32Array.from(dots, (dot) => dot.id),
    columns: layer.columns.map((column) => byteColumn(column, dots)),
    numbers: [],
  };
}

/** A township's id is the first nine digits of its code. */
export function rollUpColumns(layer: CataloguedRegister, townships: readonly RolledUpTownship[]): LayerColumns {
  const bytes = Uint8Array.from(townships, (township) => rollUpStates.indexOf(township.state));
  return {
    ...placed(layer, townships),
    ids: Uint32Array.from(townships, (township) => Number(township.code.slice(0, 9))),
    columns: [{ name: 'state', values: rollUpStates, bytes }],
    numbers: [{ name: 'people', values: Uint32Array.from(townships, (township) => township.people) }],
  };
}

function placed(layer: CataloguedRegister, rows: readonly { lng: number; lat: number }[]) {
  return { id: layer.id, count: rows.length, positions: Float64Array.from(rows.flatMap(({ lng, lat }) => [lng, lat])) };
}

function byteColumn({ name, values }: LayerColumn, dots: readonly Dot[]): ByteColumn {
  const byteOf = new Map(values.map((slug, byte) => [slug, byte]));
  const other = byteOf.get('other');
  const bytes = Uint8Array.from(dots, (dot) => {
    const byte = byteOf.get(dot[name] ?? '') ?? other;
    if (byte === undefined) throw new Error(`No word for ${name} of record ${dot.id}`);
    return byte;
  });
  return { name, values, bytes };
}
