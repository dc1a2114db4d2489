import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallOutId } from '#contract/calls.ts';
import type { Release } from '#contract/plans.ts';
import '../incidents/jy-elsewhere-bands.ts';
import '../plans/jy-release-bands.ts';
import { SignalWatcher } from '../state/signals.ts';
import { Steady } from '../ui/steady.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import '../warnings/jy-ending-bands.ts';
import { say } from '../words/words.ts';
import { act } from './act.ts';
import { callsApi } from './calls-api.ts';
import type { Desk } from './desk.ts';
import './jy-stale-band.ts';
import './jy-watch-band.ts';

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

  static override styles = surface;

  constructor() {
    super();
    new Steady(this);
  }

  override render() {
    return html`
      ${this.stale ? html`<jy-stale-band .health=${this.desk.link.health.state} .age=${this.age}></jy-stale-band>` : nothing}
      <jy-watch-band .health=${this.desk.health.get()}></jy-watch-band>
      <jy-elsewhere-bands .waiting=${this.desk.waiting.get()} .shown=${this.desk.chosenId.get()}></jy-elsewhere-bands>
      <jy-ending-bands .world=${this.desk.store.world} .now=${this.now}></jy-ending-bands>
      <jy-release-bands .world=${this.desk.store.world} ?busy=${this.isReleasing} @jy-release=${this.#release}></jy-release-bands>
    `;
  }

  readonly #release = async ({ detail: { id, release } }: CustomEvent<{ id: CallOutId; release: Release }>) => {
    this.isReleasing = true;
    const released = await act(this, () => callsApi.release(id, release));
    this.isReleasing = false;
    if (released) toast(say('release/done'), 'done');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-bands': JyBands;
  }
}
