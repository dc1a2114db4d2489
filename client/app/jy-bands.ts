import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeskHost } from '../desk/feature.ts';
import { SignalWatcher } from '../state/signals.ts';
import { Steady } from '../ui/steady.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import { features } from './features.ts';
import './jy-put-back-band.ts';
import './jy-stale-band.ts';
import './jy-watch-band.ts';

/** Above everything else: what the desk must know before it believes the map, and what each noun has to say across the screen. */
@customElement('jy-bands')
export class JyBands extends SignalWatcher(LitElement) {
  @property({ attribute: false }) host!: DeskHost;
  /** Milliseconds since the picture was current; null when it never was. */
  @property({ attribute: false }) age: number | null = null;
  @property({ type: Boolean }) stale = false;

  static override styles = surface;

  constructor() {
    super();
    new Steady(this, () => toast(say('app/moved'), 'partly'));
  }

  override render() {
    const { desk } = this.host;
    const putBackAt = desk.putBackAt.get();
    return html`
      ${this.stale ? html`<jy-stale-band .health=${desk.link.health.state} .age=${this.age}></jy-stale-band>` : nothing}
      ${putBackAt ? html`<jy-put-back-band .at=${putBackAt} @jy-understood=${() => desk.putBackAt.set(null)}></jy-put-back-band>` : nothing}
      <jy-watch-band .health=${desk.health.get()}></jy-watch-band>
      ${features.map((feature) => feature.bands?.(this.host) ?? nothing)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-bands': JyBands;
  }
}
