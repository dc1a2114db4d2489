import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LinkState } from '../state/link.ts';
import { SignalWatcher } from '../state/signals.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { spanText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { redBandStyles } from './red-band-styles.ts';

/** Across the whole screen when the picture is old: a map that looks live while it is stale is worse than one that is down. */
@customElement('jy-stale-band')
export class JyStaleBand extends SignalWatcher(LitElement) {
  @property() health: LinkState = 'offline';
  @property({ attribute: false }) age: number | null = null;

  static override styles = [surface, redBandStyles];

  override render() {
    return html`<p role="alert">${icon('warning')}<span>${this.#sentence}</span></p>`;
  }

  get #sentence(): string {
    const { age, health } = this;
    if (age === null || health === 'live' || health === 'connecting')
      return say(health === 'catching-up' ? 'link/band.first' : 'link/band.never');
    return say(`link/band.${health}`, { span: spanText(age) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-stale-band': JyStaleBand;
  }
}
