import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallOutId } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Release } from '#contract/plans.ts';
import type { DoubleChoice, WarningId } from '#contract/warnings.ts';
import '../endings/jy-closed-band.ts';
import { endedByHand } from '../endings/ending-words.view.ts';
import '../incidents/jy-elsewhere-bands.ts';
import '../releases/jy-release-bands.ts';
import { runningCallOuts } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { Pace } from '../ui/pace.ts';
import { Steady } from '../ui/steady.ts';
import type { World } from '#contract/world.ts';
import { surface } from '../ui/surface.ts';
import { callingBegun } from '../plans/calling-begun.view.ts';
import { toast } from '../ui/toast.ts';
import '../warnings/jy-double-bands.ts';
import '../warnings/jy-ending-bands.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { callsApi } from '../api/calls-api.ts';
import type { Desk } from './desk.ts';
import './jy-put-back-band.ts';
import './jy-stale-band.ts';
import './jy-watch-band.ts';

/** People answer by the thousand: their number is asked for this often at most. */
const countEveryMilliseconds = 3_000;

/** Above everything else: what the desk must know before it believes the map, and what waits for its release. */
@customElement('jy-bands')
export class JyBands extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  /** Milliseconds since the picture was current; null when it never was. */
  @property({ attribute: false }) age: number | null = null;
  @property({ type: Boolean }) stale = false;
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);
  @state() private isReleasing = false;

  #ended = '';
  #counted: World | null = null;
  readonly #pace = new Pace(countEveryMilliseconds);

  static override styles = surface;

  constructor() {
    super();
    new Steady(this, () => toast(say('app/moved'), 'partly'));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pace.stop();
  }

  /** Why something was ended by hand is not in the log: it is read when there is something new. */
  override willUpdate(): void {
    const { world } = this.desk.store;
    this.#countPeople(world);
    const ended = endedByHand(world);
    if (ended === this.#ended) return;
    this.#ended = ended;
    if (ended !== '') void act(this, () => this.desk.readEndings());
    if (world.incident?.state === 'closed') void act(this, () => this.desk.listIncidents());
  }

  /** One who is silent in two call-outs is one: only the server knows who that is. */
  #countPeople(world: World): void {
    if (this.#counted === world || runningCallOuts(world).length < 2) return;
    this.#counted = world;
    this.#pace.run(() => void this.desk.readSilentPeople().catch(() => this.desk.silentPeople.set(null)));
  }

  /** As the list has it: a sealed log does not tell that somebody wants it open again. */
  get #listed(): Incident | null {
    const { incident } = this.desk;
    return this.desk.incidents.get()?.find(({ id, state }) => id === incident?.id && state === incident.state) ?? incident;
  }

  override render() {
    const closing = this.desk.endings.get().find(({ kind }) => kind === 'closing') ?? null;
    return html`
      ${this.stale ? html`<jy-stale-band .health=${this.desk.link.health.state} .age=${this.age}></jy-stale-band>` : nothing}
      ${this.desk.putBackAt.get() ? html`<jy-put-back-band .at=${this.desk.putBackAt.get()} @jy-understood=${() => this.desk.putBackAt.set(null)}></jy-put-back-band>` : nothing}
      <jy-watch-band .health=${this.desk.health.get()}></jy-watch-band>
      <jy-closed-band .incident=${this.#listed} .closing=${closing} .now=${this.now}></jy-closed-band>
      <jy-elsewhere-bands .waiting=${this.desk.waiting.get()} .shown=${this.desk.chosenId.get()}></jy-elsewhere-bands>
      <jy-ending-bands .world=${this.desk.store.world} .now=${this.now}></jy-ending-bands>
      <jy-double-bands .world=${this.desk.store.world} ?busy=${this.isReleasing} @jy-double-choice=${this.#decide}></jy-double-bands>
      <jy-release-bands .world=${this.desk.store.world} ?busy=${this.isReleasing} @jy-release=${this.#release}></jy-release-bands>
    `;
  }

  readonly #decide = async ({ detail: { id, choice } }: CustomEvent<{ id: WarningId; choice: DoubleChoice }>) => {
    this.isReleasing = true;
    const decided = await act(this, () => callsApi.decideDouble(id, choice));
    this.isReleasing = false;
    if (decided) toast(say(choice.choice === 'merge' ? 'double/merged' : 'double/kept-apart'), 'done');
  };

  readonly #release = async ({ detail: { id, release } }: CustomEvent<{ id: CallOutId; release: Release }>) => {
    this.isReleasing = true;
    const released = await act(this, () => callsApi.release(id, release));
    this.isReleasing = false;
    if (!released) return;
    const { text, outcome } = callingBegun('release/done', released, this.desk.incident?.clock);
    toast(text, outcome);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-bands': JyBands;
  }
}
