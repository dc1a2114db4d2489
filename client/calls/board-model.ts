import type { CallId, CallRow } from '#contract/calls.ts';
import { remembered } from '../ui/remembered.ts';
import type { Places } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { allUnits, peopleLines, rowKey, treeLines, unitsOf, type BoardLine } from './board-lines.view.ts';
import { boardRows, type BoardRow } from './call-board.view.ts';
import type { BoardView } from './jy-board-title.ts';
import { finderOf } from './find-people.view.ts';
import type { FilterChoice } from './filter-choice.ts';
import { PeopleAtHand, type AtHand } from './people-at-hand.ts';
import type { CallRowsCache, Unit } from './call-rows-cache.ts';
import { filterPeople, postKindsOf, type PeopleFilter } from './people.view.ts';

/** What the board looks at, and how. */
export interface Seen {
  world: World;
  live: World;
  places: Places;
  view: BoardView;
  opened: ReadonlySet<string>;
  choice: FilterChoice;
  onChannel: ReadonlySet<CallId> | null;
  /** The villages whose names were read. */
  villages: Places;
}

const nobody: AtHand = { people: [], reading: 0, failed: [] };

/**
 * The lines of the board, worked out once for each change, and what has to be read for them. People are read when their branch is
 * opened, or all of them when everybody is listed.
 */
export class BoardModel {
  rows: readonly BoardRow[] = [];
  lines: readonly BoardLine[] = [];
  people = { shown: 0, all: 0, reading: 0, failed: 0 };
  postKinds: readonly string[] = [];

  readonly #cache: CallRowsCache;
  readonly #atHand: PeopleAtHand;
  readonly #rowsOf = remembered(boardRows);
  readonly #filter = remembered(filterPeople);
  readonly #linesOf = remembered(peopleLines);
  readonly #kindsOf = remembered(postKindsOf);
  readonly #filterOf = remembered(filterOf);
  readonly #finder = remembered(finderOf);
  #wanted: Unit[] = [];
  #live: World | null = null;
  #known = new Map<CallId, CallRow>();

  constructor(cache: CallRowsCache) {
    this.#cache = cache;
    this.#atHand = new PeopleAtHand(cache);
  }

  see(seen: Seen): void {
    this.rows = this.#rowsOf(seen.world, seen.places);
    this.#live = seen.live;
    this.#wanted = [];
    this.#known = new Map();
    if (seen.view === 'people') this.#seeEverybody(seen);
    else this.lines = treeLines(this.rows, seen.opened, (row) => this.#peopleOf(row, seen.live));
  }

  /** Asks for the people of what was opened, and again for those whose numbers do not add up. */
  readMissing(): void {
    this.#cache.want(this.#wanted);
    if (this.#live) this.#cache.check(this.#live);
  }

  readAgain(): void {
    this.#cache.again(this.#wanted.filter((unit) => this.#cache.of(unit)?.failure));
  }

  callsOf(ids: ReadonlySet<CallId>): CallRow[] {
    return [...ids].flatMap((id) => this.#call(id) ?? []);
  }

  #call(id: CallId): CallRow | undefined {
    if (this.#known.size === 0) for (const line of this.lines) if (line.kind === 'person') this.#known.set(line.call.id, line.call);
    return this.#known.get(id);
  }

  #peopleOf(row: BoardRow, live: World): readonly CallRow[] | 'reading' | 'failed' {
    const units = unitsOf(row);
    this.#wanted.push(...units);
    const { people, reading, failed } = this.#atHand.of(rowKey(row), units, live);
    if (people.length > 0) return people;
    if (failed.length > 0) return 'failed';
    return reading > 0 || units.some((unit) => !this.#cache.of(unit)) ? 'reading' : people;
  }

  #seeEverybody({ choice, onChannel, live, places, villages }: Seen): void {
    const units = allUnits(this.rows);
    this.#wanted = units;
    const { people, reading, failed } = units.length > 0 ? this.#atHand.of('everybody', units, live) : nobody;
    const shown = this.#filter(people, this.#filterOf(choice, onChannel, this.#finder(choice.find, places, villages)));
    this.postKinds = this.#kindsOf(people);
    this.people = { shown: shown.length, all: people.length, reading, failed: failed.length };
    this.lines = this.#linesOf(shown);
  }
}

function filterOf(
  { level, postKind, standing, channel }: FilterChoice,
  onChannel: ReadonlySet<CallId> | null,
  isMeant: PeopleFilter['isMeant'],
): PeopleFilter {
  return {
    level: level || null,
    postKind: postKind || null,
    standing: standing || null,
    onChannel: channel === '' ? null : (onChannel ?? new Set()),
    isMeant,
  };
}
