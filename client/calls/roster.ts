import type { Call, CallId, CallRow } from '#contract/calls.ts';
import type { World } from '../state/world.ts';
import { brought, byUrgency, isOfNow } from './people.view.ts';

/**
 * People in the order of their urgency, kept in order while facts arrive.
 *
 * Sorting 20,000 people anew at each of many facts a second would make the screen stutter. Those whose call changed are taken out,
 * sorted among themselves, and merged in again: the cost is one pass.
 */
export class Roster {
  #read: readonly CallRow[] = [];
  #calls: World['calls'] = new Map();
  /** The newest call of each that was read, at the same index. */
  #seen: (Call | undefined)[] = [];
  #people: readonly CallRow[] = [];

  /** `read`: as they came from the server, the same array as before while nothing was read. The same array while nothing changed. */
  people(read: readonly CallRow[], world: Pick<World, 'calls'>): readonly CallRow[] {
    if (read !== this.#read) this.#begin(read, world);
    else if (world.calls !== this.#calls) this.#follow(world);
    this.#calls = world.calls;
    return this.#people;
  }

  #begin(read: readonly CallRow[], world: Pick<World, 'calls'>): void {
    this.#read = read;
    this.#seen = read.map(({ id }) => world.calls.get(id));
    this.#people = read
      .map((row) => brought(row, world))
      .filter(isOfNow)
      .sort(byUrgency);
  }

  #follow(world: Pick<World, 'calls'>): void {
    const changed: CallRow[] = [];
    this.#read.forEach((row, index) => {
      const call = world.calls.get(row.id);
      if (call === this.#seen[index]) return;
      this.#seen[index] = call;
      changed.push(row);
    });
    if (changed.length === 0) return;
    const ids = new Set<CallId>(changed.map(({ id }) => id));
    const kept = this.#people.filter(({ id }) => !ids.has(id));
    const moved = changed
      .map((row) => brought(row, world))
      .filter(isOfNow)
      .sort(byUrgency);
    this.#people = merged(kept, moved);
  }
}

/** Two sorted lists as one, the second much shorter: what lies between two of its places is copied as it is. */
function merged(long: readonly CallRow[], short: readonly CallRow[]): CallRow[] {
  const all: CallRow[] = [];
  let from = 0;
  for (const call of short) {
    const at = placeOf(call, long, from);
    while (from < at) all.push(long[from++]!);
    all.push(call);
  }
  while (from < long.length) all.push(long[from++]!);
  return all;
}

/** Where a call belongs in a sorted list, from `first` on. */
function placeOf(call: CallRow, sorted: readonly CallRow[], first: number): number {
  let [low, high] = [first, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byUrgency(sorted[middle]!, call) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
