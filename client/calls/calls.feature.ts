import { html } from 'lit';
import type { AreaCode } from '#contract/areas.ts';
import type { World } from '#contract/world.ts';
import { endingsApi } from '../api/endings-api.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskHost, DeskPart, Feature } from '../desk/feature.ts';
import { runningCallOuts, silentCount } from '../state/select.ts';
import { signal } from '../state/signals.ts';
import { Pace } from '../ui/pace.ts';
import { callsOnMap } from './calls-map.ts';
import './jy-call-desk.ts';
import { resumeCalling } from './resume-calling.ts';

/** People answer by the thousand: their number is asked for this often at most. */
const countEveryMilliseconds = 3_000;

/** What the desk knows of the calls beyond the world. */
class Calls implements DeskPart {
  /** People who owe an answer to any running call-out, each once; null where nobody has asked, or that is not known. */
  readonly silentPeople = signal<number | null>(null);
  /** The area whose line of the board somebody wants to see. */
  readonly revealing = signal<AreaCode | null>(null);
  readonly #desk: Desk;
  readonly #pace = new Pace(countEveryMilliseconds);
  #counted: World | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  incidentChosen(): void {
    this.silentPeople.set(null);
    this.revealing.set(null);
  }

  /** One who is silent in two call-outs is one: only the server knows who that is. */
  worldChanged(): void {
    const { world } = this.#desk.store;
    if (this.#counted === world || runningCallOuts(world).length < 2) return;
    this.#counted = world;
    this.#pace.run(() => void this.#count().catch(() => this.silentPeople.set(null)));
  }

  deskClosed(): void {
    this.#pace.stop();
  }

  async #count(): Promise<void> {
    const people = await this.#desk.ask(async (id) => (await endingsApi.matters(id)).silent, null);
    if (people !== undefined) this.silentPeople.set(people);
  }
}

/** Who was called, who has answered, who is silent, and what is done about it. */
export const callsFeature: Feature<Calls> = {
  part: (desk) => new Calls(desk),
  map: callsOnMap,
  layerCounts: (world, { desk }) => {
    const people = desk.clocks.shown.tense === 'live' ? desk.part(callsFeature).silentPeople.get() : null;
    return { silence: silentCount(world, people).count };
  },
  right: ({ desk, isWide, isUnread }) =>
    html`<jy-call-desk
      class=${isUnread ? 'unread' : ''}
      .desk=${desk}
      .live=${desk.store.world}
      .revealing=${desk.part(callsFeature).revealing}
      ?wide=${isWide}
    ></jy-call-desk>`,
  on: {
    'jy-pick': (picked, host) => {
      if (picked.kind === 'calls') reveal(picked.code, host);
    },
    'jy-area-wanted': (code, host) => {
      host.lookAt('right');
      reveal(code, host);
    },
    'jy-resume-calling': (id, { element }) => void resumeCalling(element, id),
  },
  keys: [
    { key: null, shown: '↑ ↓ ← →', words: 'help/board.move' },
    { key: null, shown: 'Enter', words: 'help/board.enter' },
    { key: null, shown: 'Space ⇧ Ctrl+A', words: 'help/board.mark' },
    { key: null, shown: 'C A E R N', words: 'help/board.act' },
  ],
};

/** The calls of an area on the board, whose panel comes back for it. */
function reveal(code: AreaCode, host: DeskHost): void {
  host.bringBack('right');
  host.desk.part(callsFeature).revealing.set(code);
}
