import type { Call, CallId, CallRow } from '#contract/calls.ts';
import type { World } from '#contract/world.ts';
import { brought, byUrgency, isOfNow } from './people.view.ts';

/** Calls as they came from the server, area by area. What was read again is another array. */
export type RosterParts = readonly (readonly CallRow[])[];

/**
 * People in the order of their urgency, kept in order while facts arrive and areas are read again.
 *
 * Sorting 20,000 people anew at each of many changes a second would make the screen stutter. Those whose call changed are taken out,
 * sorted among themselves, and merged in again: the cost is one pass.
 */
export class Roster {
  #parts: RosterParts = [];
  #calls: World['calls'] = new Map();
  /** The newest call of each person of a part, at the same index. */
  #seen = new Map<readonly CallRow[], (Call | undefined)[]>();
  #people: readonly CallRow[] = [];

  /** `parts`: the same array as before while nothing was read. Answers with the same array while nothing changed. */
  people(parts: RosterParts, world: Pick<World, 'calls'>): readonly CallRow[] {
    const gone = parts === this.#parts ? [] : this.#exchange(parts);
    const moved = world.calls === this.#calls && parts === this.#parts ? [] : parts.flatMap((part) => this.#movedOf(part, world));
    this.#parts = parts;
    this.#calls = world.calls;
    if (gone.length + moved.length > 0) this.#people = this.#put(gone, moved, world);
    return this.#people;
  }

  /** Forgets the parts that are there no longer, and tells who was in them. */
  #exchange(parts: RosterParts): readonly CallRow[] {
    const still = new Set(parts);
    const gone = [...this.#seen.keys()].filter((part) => !still.has(part));
    for (const part of gone) this.#seen.delete(part);
    return gone.flat();
  }

  /** Everybody of a part that is new, else those whose call is not what it was. */
  #movedOf(part: readonly CallRow[], { calls }: Pick<World, 'calls'>): readonly CallRow[] {
    const before = this.#seen.get(part);
    const now = part.map(({ id }) => calls.get(id));
    this.#seen.set(part, now);
    return before ? part.filter((_, index) => now[index] !== before[index]) : part;
  }

  #put(gone: readonly CallRow[], moved: readonly CallRow[], world: Pick<World, 'calls'>): CallRow[] {
    const placed = moved
      .map((row) => brought(row, world))
      .filter(isOfNow)
      .sort(byUrgency);
    if (this.#people.length === 0) return placed;
    const ids = new Set<CallId>([...gone, ...moved].map(({ id }) => id));
    const kept = this.#people.filter(({ id }) => !ids.has(id));
    return merged(kept, placed);
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
