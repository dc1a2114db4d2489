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
  #seen = new Map<CallId, Call | undefined>();
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
    this.#seen = new Map(read.map(({ id }) => [id, world.calls.get(id)]));
    this.#people = read
      .map((row) => brought(row, world))
      .filter(isOfNow)
      .sort(byUrgency);
  }

  #follow(world: Pick<World, 'calls'>): void {
    const changed = this.#read.filter(({ id }) => world.calls.get(id) !== this.#seen.get(id));
    if (changed.length === 0) return;
    const ids = new Set(changed.map(({ id }) => id));
    for (const id of ids) this.#seen.set(id, world.calls.get(id));
    const kept = this.#people.filter(({ id }) => !ids.has(id));
    const moved = changed
      .map((row) => brought(row, world))
      .filter(isOfNow)
      .sort(byUrgency);
    this.#people = merged(kept, moved);
  }
}

/** Two sorted lists as one. */
function merged(a: readonly CallRow[], b: readonly CallRow[]): CallRow[] {
  const all: CallRow[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) all.push(byUrgency(a[i]!, b[j]!) <= 0 ? a[i++]! : b[j++]!);
  while (i < a.length) all.push(a[i++]!);
  while (j < b.length) all.push(b[j++]!);
  return all;
}
