import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of reproducible choices. */
export interface Random {
  /** At least `from`, below `to`. */
  between(from: number, to: number): number;
  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  /** Normally distributed around 0 with standard deviation 1. */
  normal(): number;
  pick<T>(list: readonly T[]): T;
  /** An entry of `list` with a probability in proportion to its weight. */
  weighted<T>(list: readonly T[], weightOf: (entry: T) => number): T;
  shuffled<T>(list: readonly T[]): T[];
}

/**
 * Each subject has a stream of its own, so that a change to how hazards are made moves no household.
 *
 * @param seed any 32-bit integer; the same seed and subject give the same choices on every machine
 */
export function randomOf(seed: number, subject: string): Random {
  const generator = xoroshiro128plus(mixed(seed, subject));
  const unit = () => uniformFloat64(generator);
  const integer = (from: number, to: number) => from + Math.floor(unit() * (to - from + 1));
  return {
    between: (from, to) => from + unit() * (to - from),
    integer,
    chance: (probability) => unit() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    pick: (list) => entryAt(list, integer(0, list.length - 1)),
    weighted: (list, weightOf) => weightedEntry(list, weightOf, unit()),
    shuffled: (list) => shuffled(list, integer),
  };
}

/**
 * Draws the same weighted choice many times: weights are summed once, each draw is a binary search.
 *
 * @throws when the list is empty
 */
export function weightedDraw<T>(list: readonly T[], weightOf: (entry: T) => number): (random: Random) => T {
  let total = 0;
  const sums = list.map((entry) => (total += weightOf(entry)));
  return (random) => {
    const target = random.between(0, total);
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? total) > target) high = middle;
      else low = middle + 1;
    }
    return entryAt(list, low);
  };
}

function weightedEntry<T>(list: readonly T[], weightOf: (entry: T) => number, unit: number): T {
  const total = list.reduce((sum, entry) => sum + weightOf(entry), 0);
  let rest = unit * total;
  for (const entry of list) {
    rest -= weightOf(entry);
    if (rest < 0) return entry;
  }
  return entryAt(list, list.length - 1);
}

/** Fisher and Yates, on a copy. */
function shuffled<T>(list: readonly T[], integer: (from: number, to: number) => number): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = integer(0, last);
    [copy[last], copy[other]] = [copy[other]!, copy[last]!]; // both indices lie within the copy
  }
  return copy;
}

function entryAt<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError('Nothing to choose from');
  return list[index] as T;
}

/** FNV-1a over the seed and the subject's name. */
function mixed(seed: number, subject: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${seed}:${subject}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
