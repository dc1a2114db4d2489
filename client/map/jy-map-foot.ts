import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../layers/jy-legend.ts';
import { SignalWatcher } from '../state/signals.ts';
import { locale, say } from '../words/words.ts';
import type { Theme } from './palette.ts';
import { scaleBar } from './scale.ts';

/** The lower left corner of the map: legend, sources, review number and scale. */
@customElement('jy-map-foot')
export class JyMapFoot extends SignalWatcher(LitElement) {
  @property({ attribute: false }) visible: ReadonlySet<string> = new Set();
  @property() theme: Theme = 'dark';
  @property({ type: Boolean, attribute: 'has-typhoon' }) hasTyphoon = false;
  @property({ type: Boolean, attribute: 'has-warnings' }) hasWarnings = false;
  @property({ type: Boolean, attribute: 'has-tianditu' }) hasTianditu = false;
  @property({ attribute: false }) reviewNumber: string | null = null;
  /** Ground under one pixel at the centre of the view. */
  @property({ type: Number }) metersPerPixel = 0;

  static override styles = css`
    :host {
      display: block;
      font-size: 12px;
      color: var(--jy-soft);
    }
    .panel {
      display: inline-flex;
      flex-direction: column;
      gap: 6px;
      padding: 8px 12px;
      border: 1px solid var(--jy-line);
      border-radius: 8px;
      background: color-mix(in oklab, var(--jy-panel), transparent 8%);
    }
    .sources {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 12px;
      align-items: center;
      color: var(--jy-dim);
    }
    .scale {
      display: inline-flex;
      gap: 6px;
      align-items: center;
    }
    .scale i {
      height: 5px;
      border: 1.5px solid currentColor;
      border-top: 0;
    }
    @media (max-width: 700px) {
      jy-legend {
        display: none;
      }
      .panel {
        padding: 4px 8px;
        font-size: 11px;
      }
    }
  `;

  override render() {
    const number = this.reviewNumber;
    return html`<div class="panel">
      <jy-legend
        aria-label=${say('map/legend')}
        .visible=${this.visible}
        .theme=${this.theme}
        ?has-typhoon=${this.hasTyphoon}
        ?has-warnings=${this.hasWarnings}
      ></jy-legend>
      <div class="sources">
        <span>${number ? say('map/review-number', { number }) : say('map/no-review-number')}</span>
        ${this.#scale()}
        <span>${say('map/schematic')} · ${say('map/synthetic')}</span>
        <span>${say('map/osm')}</span>
        <span>${say('map/nbs')}</span>
        ${this.hasTianditu ? html`<span>© ${say('map/tianditu')}</span>` : nothing}
      </div>
    </div>`;
  }

  #scale(): unknown {
    if (!(this.metersPerPixel > 0)) return nothing;
    const { meters, pixels } = scaleBar(this.metersPerPixel, 90);
    const words = meters >= 1000 ? `${(meters / 1000).toLocaleString(locale.get())} km` : `${meters} m`;
    return html`<span class="scale"><i style="width:${pixels.toFixed(0)}px"></i>${words}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-map-foot': JyMapFoot;
  }
}
