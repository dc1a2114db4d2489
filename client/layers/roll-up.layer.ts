import type { AreaCode } from '#contract/areas.ts';
import type { LayerColumns } from '#contract/layer-columns.ts';
import type { Boundaries } from '../cartography/boundaries.ts';
import { townshipFinder } from '../cartography/township-finder.ts';
import { isRollUp } from './points.layer.ts';

/** What stands beside a township's name from afar, by township: a number, or `<5` where fewer may not be told. */
export type RollUp = ReadonlyMap<AreaCode, string>;

/**
 * Counts a register by township. Somebody who may see single records gets the count of the points inside each outline; a roll-up
 * made by the server is taken as it is, with its small numbers withheld.
 */
export function rollUp(layer: LayerColumns, boundaries: Boundaries): RollUp {
  return isRollUp(layer) ? countsSent(layer) : countsInside(layer, boundaries);
}

function countsSent(layer: LayerColumns): RollUp {
  const people = layer.numbers.find(({ name }) => name === 'people')?.values;
  const states = layer.columns.find(({ name }) => name === 'state');
  const wording: Record<string, string> = { underFive: '<5', withheld: '–' };
  return new Map(
    Array.from(layer.ids, (id, row) => {
      const state = states?.values[states.bytes[row]!] ?? 'counted';
      return [`${id}000`, wording[state] ?? String(people?.[row] ?? 0)];
    }),
  );
}

function countsInside(layer: LayerColumns, boundaries: Boundaries): RollUp {
  const townshipAt = townshipFinder(boundaries);
  const counts = new Map<AreaCode, number>();
  for (let row = 0; row < layer.count; row++) {
    const home = townshipAt(layer.positions[2 * row]!, layer.positions[2 * row + 1]!);
    if (home) counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  return new Map([...counts].map(([code, count]) => [code, String(count)]));
}
