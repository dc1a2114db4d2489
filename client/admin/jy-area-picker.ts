import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { areaPrefix, type Area, type AreaCode } from '#contract/areas.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';
import { adminStyles } from './admin-styles.ts';

/** Chooses an area by stepping down: city or county, township, village. */
@customElement('jy-area-picker')
export class JyAreaPicker extends SignalWatcher(LitElement) {
  @property({ attribute: false }) areas: readonly Area[] = [];
  @property({ attribute: false }) chosen: AreaCode | null = null;
  /** Reads the villages of a township. */
  @property({ attribute: false }) villages!: (township: AreaCode) => Promise<Area[]>;
  @state() private known: ReadonlyMap<AreaCode, readonly Area[]> = new Map();

  static override styles = [
    surface,
    adminStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(160px, 260px));
        gap: 12px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('chosen') && !changed.has('areas')) return;
    const township = this.#township;
    if (township && !this.known.has(township)) void this.#readVillages(township);
  }

  override render() {
    const tops = this.areas.filter(({ level }) => level === 'city' || level === 'county');
    const county = this.#county;
    const townships = this.areas.filter(({ level, parentCode }) => level === 'township' && parentCode === county);
    const township = this.#township;
    const villages = township ? (this.known.get(township) ?? []) : [];
    const isOfVillage = villages.some(({ code }) => code === this.chosen);
    return html`
      ${this.#field(say('duty/area'), { options: tops, value: county ?? this.chosen, whole: null })}
      ${county ? this.#field(say('duty/township'), { options: townships, value: township, whole: county }) : nothing}
      ${township ? this.#field(say('duty/village'), { options: villages, value: isOfVillage ? this.chosen : null, whole: township }) : nothing}
    `;
  }

  #field(label: string, { options, value, whole }: { options: readonly Area[]; value: AreaCode | null; whole: AreaCode | null }) {
    return html`<label class="stacked">
      ${label}
      <select
        .value=${live(value ?? whole ?? '')}
        @change=${(event: Event) => emit(this, 'jy-area-chosen', (event.target as HTMLSelectElement).value)}
      >
        ${whole ? html`<option value=${whole} ?selected=${value === null}>${say('duty/whole')}</option>` : nothing}
        ${options.map((area) => html`<option value=${area.code} ?selected=${area.code === value}>${nameOf(area)}</option>`)}
      </select>
    </label>`;
  }

  /** A village's host township is its parent, even where its own code says otherwise. */
  get #township(): AreaCode | null {
    const { chosen } = this;
    if (!chosen) return null;
    const above = this.areas.find(({ code }) => code === chosen);
    if (above) return above.level === 'township' ? chosen : null;
    const host = [...this.known].find(([, villages]) => villages.some(({ code }) => code === chosen));
    return host?.[0] ?? this.areas.find(({ code, level }) => level === 'township' && chosen.startsWith(areaPrefix(code)))?.code ?? null;
  }

  get #county(): AreaCode | null {
    const township = this.#township;
    if (township) return this.areas.find(({ code }) => code === township)?.parentCode ?? null;
    return this.areas.find(({ code, level }) => code === this.chosen && level === 'county')?.code ?? null;
  }

  async #readVillages(township: AreaCode): Promise<void> {
    const villages = await act(this, () => this.villages(township));
    if (villages) this.known = new Map(this.known).set(township, villages);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-area-picker': JyAreaPicker;
  }
  interface HTMLElementEventMap {
    'jy-area-chosen': CustomEvent<AreaCode>;
  }
}
