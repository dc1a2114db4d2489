import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './jy-legend.ts';
import { SignalWatcher } from '../state/signals.ts';
import { locale, say } from '../words/words.ts';
import { scaleBar } from './scale.ts';

/** The lower left corner of the map: legend, sources, review number and scale. */
@customElement('jy-map-foot')
export class JyMapFoot extends SignalWatcher(LitElement) {
  /** Entries of the legend, worked out when it is drawn. */
  @property({ attribute: false }) legend: () => readonly TemplateResult[] = () => [];
  @property({ type: Boolean, attribute: 'has-tianditu' }) hasTianditu = false;
  @property({ attribute: false }) reviewNumber: string | null = null;
  /** Ground under one pixel at the centre of the view. */
  @property({ type: Number }) metersPerPixel = 0;
  @property({ type: Boolean }) compact = false;
  /** The legend stays folded until it is asked for: the map is what everybody looks at. */
  @state() private isUnfolded = false;

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
    button {
      padding: 0 4px;
      border: 0;
      background: none;
      color: var(--jy-soft);
      font: inherit;
      cursor: pointer;
      pointer-events: auto;
    }
    button:hover {
      color: var(--jy-text);
    }
    :focus-visible {
      outline: 2px solid var(--jy-accent);
      border-radius: 2px;
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
  `;

  override render() {
    const number = this.reviewNumber;
    const isOpen = this.isUnfolded;
    return html`<div class="panel">
      ${isOpen ? this.#legend() : nothing}
      <div class="sources">
        <button aria-expanded=${isOpen} @click=${() => (this.isUnfolded = !isOpen)}>${say('map/legend')} ${isOpen ? '▾' : '▴'}</button>
        <span>${number ? say('map/review-number', { number }) : say('map/no-review-number')}</span>
        ${this.#scale()}
        <span>${say('map/schematic')} · ${say('map/synthetic')}</span>
        <span>${say('map/osm')}</span>
        ${this.compact ? nothing : html`<span>${say('map/nbs')}</span>`}
        ${this.hasTianditu ? html`<span>© ${say('map/tianditu')}</span>` : nothing}
      </div>
    </div>`;
  }

  #legend(): unknown {
    return html`<jy-legend aria-label=${say('map/legend')} .entries=${this.legend}></jy-legend>`;
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
