import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Typhoon, WindRadius } from '#contract/typhoons.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { remembered } from '../ui/remembered.ts';
import { SignalWatcher } from '../state/signals.ts';
import { momentText } from '../words/format.ts';
import { locale, say } from '../words/words.ts';
import { nearestPass, typhoonFacts, type TyphoonFacts } from './typhoon-facts.view.ts';

/** How strong the typhoon is and how far from the city, at the time shown. */
@customElement('jy-typhoon-card')
export class JyTyphoonCard extends SignalWatcher(LitElement) {
  @property({ attribute: false }) typhoon: Typhoon | null = null;
  @property({ attribute: false }) at = new Date();
  @property({ attribute: false }) city: LngLat = [120.89, 31.98];

  /** On a small map only the distance and the strength. */
  @property({ type: Boolean }) compact = false;

  static override styles = css`
    :host {
      display: block;
      font-size: 13px;
    }
    h2 {
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
      justify-content: space-between;
      margin: 0 0 4px;
      font-size: 13px;
      font-weight: 600;
    }
    h2 small {
      font-size: 12px;
      font-weight: 400;
      color: var(--jy-dim);
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0 16px;
      justify-content: space-between;
      margin: 2px 0 0;
      color: var(--jy-soft);
      white-space: nowrap;
    }
    b {
      margin-left: auto;
      font-weight: 600;
      color: var(--jy-text);
      text-align: right;
    }
    b small {
      font-size: 12px;
      font-weight: 400;
      color: var(--jy-dim);
    }
  `;

  readonly #nearest = remembered(nearestPass);

  override render() {
    if (!this.typhoon) return nothing;
    const now = typhoonFacts(this.typhoon, this.at, this.city);
    const nearest = this.#nearest(this.typhoon.points, this.city);
    const name = locale.get() === 'en' ? this.typhoon.nameEn : this.typhoon.nameZh;
    return html`
      <h2>
        <span>${name} <small>${this.typhoon.id}</small></span>
        <small>${now?.class ? html`${now.class} · ${say(`typhoonClass/${now.class}`)}` : nothing}</small>
      </h2>
      ${now ? this.#now(now) : html`<p>${say('typhoon/none-now')}</p>`}
      ${nearest && !this.compact ? line(say('typhoon/nearest'), html`${kilometers(nearest.kilometers)} <small>${momentText(nearest.at, this.at)}</small>`) : nothing}
    `;
  }

  #now(now: TyphoonFacts): TemplateResult {
    const strength = `${Math.round(now.windMetersPerSecond)} m/s · ${Math.round(now.pressureHpa)} hPa`;
    const distance = line(say('typhoon/distance-city'), kilometers(now.kilometers));
    // The units say what they measure: with its name the line would wrap.
    if (this.compact) return html`${distance}${line('', strength)}`;
    return html`${distance} ${line(say('typhoon/wind'), strength)}
    ${now.radii.length > 0 ? line(say('typhoon/winds'), now.radii.map(radiusWords).join(' · ')) : html`<p>${say('typhoon/winds-none')}</p>`} `;
  }
}

function line(label: string, value: unknown): TemplateResult {
  return html`<p>${label}<b>${value}</b></p>`;
}

function radiusWords({ beaufort, maxKm }: WindRadius): string {
  return say('typhoon/radius', { beaufort, kilometers: maxKm });
}

function kilometers(value: number): string {
  return `${Math.round(value).toLocaleString(locale.get())} km`;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-typhoon-card': JyTyphoonCard;
  }
}
