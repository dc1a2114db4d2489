import type { TyphoonClass } from '../contract/typhoons.ts';

/** GB/T 19201-2006, clause 3: the lowest 2-minute mean wind of each class, m/s, strongest first. */
const lowestWind: readonly (readonly [TyphoonClass, number])[] = [
  ['SuperTY', 51.0],
  ['STY', 41.5],
  ['TY', 32.7],
  ['STS', 24.5],
  ['TS', 17.2],
  ['TD', 10.8],
];

/** The class of a tropical cyclone by its wind; null below a tropical depression. */
export function typhoonClass(windMetersPerSecond: number): TyphoonClass | null {
  return lowestWind.find(([, lowest]) => windMetersPerSecond >= lowest)?.[0] ?? null;
}
