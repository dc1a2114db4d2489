import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LayerEntry } from '#contract/layers.ts';
import { SignalWatcher } from '../state/signals.ts';
import type { LayerCounts } from '../desk/feature.ts';
import { emit } from '../ui/emit.ts';
import { agedText } from '../words/format.ts';
import { locale, say, sayOr } from '../words/words.ts';
import { layerRows, type LayerListRow } from './layer-rows.view.ts';
import type { Register } from '../cartography/register.ts';

/** The layers with their toggles, counts, freshness and, behind each name, an opacity. */
@customElement('jy-layer-list')
export class JyLayerList extends SignalWatcher(LitElement) {
  @property({ attribute: false }) register: Register | null = null;
  /** Of the layers that follow the incident. */
  @property({ attribute: false }) counts: LayerCounts = {};
  @property({ attribute: false }) visible: ReadonlySet<string> = new Set();
  @property({ attribute: false }) opacity: ReadonlyMap<string, number> = new Map();
  /** Whether the customer's key for online base pictures is set. */
  @property({ type: Boolean, attribute: 'has-tianditu' }) hasTianditu = false;
  /** How many there are; null before they are read, undefined for whoever may not see them. */
  @property({ attribute: false }) brokenLinks: number | null | undefined = undefined;
  @state() private opened: string | null = null;

  static override styles = css`
    :host {
      display: block;
      font-size: 13px;
    }
    h2 {
      display: flex;
      justify-content: space-between;
      margin: 0 0 6px;
      font-size: 13px;
      font-weight: 600;
      color: var(--jy-soft);
    }
    h2 small {
      font-size: 13px;
      font-weight: 400;
      color: var(--jy-dim);
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .row {
      display: grid;
      grid-template-columns: 18px 1fr auto;
      gap: 8px;
      align-items: center;
      height: 28px;
      padding: 0 6px;
      border-radius: 4px;
    }
    .row:hover {
      background: var(--jy-raised);
    }
    .row.off {
      color: var(--jy-dim);
    }
    input[type='checkbox'] {
      width: 15px;
      height: 15px;
      margin: 0;
      accent-color: var(--jy-accent);
    }
    button {
      overflow: hidden;
      padding: 0;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      text-align: left;
      text-overflow: ellipsis;
      white-space: nowrap;
      cursor: pointer;
    }
    :focus-visible {
      outline: 2px solid var(--jy-accent);
      outline-offset: 1px;
      border-radius: 2px;
    }
    .count {
      color: var(--jy-dim);
      font-variant-numeric: tabular-nums;
    }
    .more {
      display: grid;
      gap: 4px;
      padding: 2px 6px 8px 32px;
      font-size: 12px;
      color: var(--jy-dim);
    }
    input[type='range'] {
      width: 100%;
      accent-color: var(--jy-accent);
    }
    .failed,
    .failed button {
      color: var(--jy-red-text);
    }
  `;

  override render() {
    const catalogue = this.register?.catalogue ?? [];
    const rows = layerRows({
      catalogue,
      counts: this.counts,
      failed: this.register?.failed ?? new Set(),
      hasTianditu: this.hasTianditu,
      ...(this.brokenLinks !== undefined && { brokenLinks: this.brokenLinks }),
    });
    const shown = rows.filter(({ id }) => this.visible.has(id)).length;
    return html`
      <h2>${say('layers/title')}<small>${say('layers/shown', { count: shown })}</small></h2>
      ${catalogue.length === 0 ? html`<p class="more">${say('layers/empty')}</p>` : nothing}
      <ul>
        ${rows.map((row) => this.#row(row))}
      </ul>
    `;
  }

  #row(row: LayerListRow): TemplateResult {
    const isOn = this.visible.has(row.id);
    const name = say(`layer/${row.id}`);
    return html`<li>
      <div class="row ${isOn ? '' : 'off'}">
        <input
          type="checkbox"
          aria-label=${name}
          .checked=${isOn}
          @change=${() => emit(this, 'jy-layer-toggle', { layerId: row.id, visible: !isOn })}
        />
        <button aria-expanded=${this.opened === row.id} @click=${() => (this.opened = this.opened === row.id ? null : row.id)}>
          ${name}
        </button>
        <span class="count">${row.count === null ? '' : row.count.toLocaleString(locale.get())}</span>
      </div>
      ${row.failed ? this.#failure(row) : nothing} ${this.opened === row.id ? this.#more(row, name) : nothing}
    </li>`;
  }

  #failure(row: LayerListRow): TemplateResult {
    return html`<div class="more failed"><button @click=${() => this.#retry(row.id)}>${say('layers/failed')}</button></div>`;
  }

  #more(row: LayerListRow, name: string): TemplateResult {
    const opacity = this.opacity.get(row.id) ?? 1;
    return html`<div class="more">
      <input
        type="range"
        min="0.1"
        max="1"
        step="0.05"
        aria-label=${say('layers/opacity', { layer: name })}
        .value=${String(opacity)}
        @input=${(event: Event) => emit(this, 'jy-layer-opacity', { layerId: row.id, opacity: Number((event.target as HTMLInputElement).value) })}
      />
      <span>${row.updatedAt ? say('layers/updated', { at: agedText(new Date(row.updatedAt), new Date()) }) : say('layers/live')}</span>
      ${row.attributionKey ? html`<span>${sayOr(row.attributionKey, '')}</span>` : nothing}
      ${row.isRollUp ? html`<span>${say('layers/rollUp')}</span>` : nothing}
    </div>`;
  }

  #retry(id: string): void {
    const entry = this.register?.catalogue.find((each: LayerEntry) => each.id === id);
    if (entry?.kind === 'register') void this.register?.again(entry.id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-layer-list': JyLayerList;
  }
  interface HTMLElementEventMap {
    'jy-layer-toggle': CustomEvent<{ layerId: string; visible: boolean }>;
    'jy-layer-opacity': CustomEvent<{ layerId: string; opacity: number }>;
  }
}
