import type { CallRow } from '#contract/calls.ts';
import type { World } from '#contract/world.ts';
import type { CallRowsCache, Unit } from './call-rows-cache.ts';
import { Roster, type RosterParts } from './roster.ts';

/** People in the order of their urgency, and how many units of them have not arrived, or could not be read. */
export interface AtHand {
  people: readonly CallRow[];
  reading: number;
  failed: readonly Unit[];
}

interface Known {
  parts: RosterParts;
  roster: Roster;
}

/** Keeps one roster for each part of the board that is open, so that a fact moves people instead of sorting all of them. */
export class PeopleAtHand {
  readonly #cache: CallRowsCache;
  readonly #known = new Map<string, Known>();

  constructor(cache: CallRowsCache) {
    this.#cache = cache;
  }

  /** `key` names the part of the board that the units make up. */
  of(key: string, units: readonly Unit[], world: World): AtHand {
    const cachedUnits = units.map((unit) => this.#cache.of(unit));
    const parts = cachedUnits.flatMap((cached) => (cached?.rows ? [cached.rows] : []));
    const known = this.#knownOf(key, parts);
    return {
      people: known.roster.people(known.parts, world),
      reading: cachedUnits.filter((cached) => !cached?.rows && !cached?.failure).length,
      failed: cachedUnits.flatMap((cached) => (cached?.failure ? [cached.unit] : [])),
    };
  }

  clear(): void {
    this.#known.clear();
  }

  #knownOf(key: string, parts: RosterParts): Known {
    const known = this.#known.get(key);
    if (known?.parts.length === parts.length && parts.every((part, at) => part === known.parts[at])) return known;
    const next = { parts, roster: known?.roster ?? new Roster() };
    this.#known.set(key, next);
    return next;
  }
}
