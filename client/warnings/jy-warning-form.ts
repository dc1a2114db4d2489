import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { AreaCode } from '#contract/areas.ts';
import { issuedWeathers, type ForeseenWarning, type IssuedWeather } from '#contract/warning-drafts.ts';
import { warningLevels, type Warning, type WarningId, type WarningLevel } from '#contract/warnings.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { inputs } from '../ui/inputs.ts';
import { surface } from '../ui/surface.ts';
import { fieldTime, typedTime } from '../ui/wall-time.ts';
import { minuteText, momentText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { extentOf, inOrder } from './area-tree.view.ts';
import './jy-area-tree.ts';
import '../notices/jy-level.ts';
import './jy-warning-form-message.ts';
import './jy-warning-form-text.ts';
import { quickHours, validityOf, weatherOf, type Entry, type Surroundings } from './warning-form.view.ts';
import { warningFormStyles } from './warning-form-styles.ts';
import { eventName, warningTitle } from '../notices/warning-title.ts';

const noCounts: ReadonlyMap<AreaCode, number> = new Map();

/** The content of a warning: written here, or read from a message, which is only looked at. */
@customElement('jy-warning-form')
export class JyWarningForm extends SignalWatcher(LitElement) {
  @property({ attribute: false }) entry!: Entry;
  @property({ attribute: false }) around!: Surroundings;
  /** A message that was read: what it says stands in the form and cannot be changed. */
  @property({ attribute: false }) message: ForeseenWarning | null = null;
  @property({ attribute: false }) foreseen: ForeseenWarning | null = null;
  /** Warnings in force, of which this may be the next version or the end. */
  @property({ attribute: false }) inForce: readonly Warning[] = [];
  @property({ attribute: false }) counts = noCounts;
  @property({ type: Boolean }) busy = false;

  static override styles = [surface, inputs, warningFormStyles];

  /** Puts the cursor where the form begins. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.weather input:checked, .weather input')?.focus();
  }

  override render() {
    return html`<div class="form">
      <jy-warning-form-message .message=${this.message} ?busy=${this.busy}></jy-warning-form-message>
      ${this.message ? nothing : this.#kind()} ${this.#weather()} ${this.#levels()} ${this.#areas()} ${this.#validity()}
      <jy-warning-form-text
        .entry=${this.entry}
        .around=${this.around}
        .message=${this.message}
        .foreseen=${this.foreseen}
      ></jy-warning-form-text>
    </div>`;
  }

  #kind(): TemplateResult | typeof nothing {
    if (this.inForce.length === 0) return nothing;
    const { msgType, replaces } = this.entry;
    const option = (value: string, text: string) =>
      html`<option value=${value} ?selected=${value === (replaces ? `${msgType} ${replaces}` : 'Alert')}>${text}</option>`;
    const named = (warning: Warning) => ({ title: warningTitle(warning), version: warning.version });
    return html`<label class="stacked kind"
      >${say('form/kind')}
      <select @change=${this.#kindChosen}>
        ${option('Alert', say('form/kind.new'))}
        ${this.inForce.map((warning) => option(`Update ${warning.id}`, say('form/kind.update', named(warning))))}
        ${this.inForce.map((warning) => option(`Cancel ${warning.id}`, say('form/kind.end', named(warning))))}
      </select>
    </label>`;
  }

  #weather(): TemplateResult {
    const { message } = this;
    const chosen = message ? weatherOf(message.warning) : this.entry.weather;
    const tile = (weather: IssuedWeather) =>
      html`<label class="chip">
        <input
          type="radio"
          name="weather"
          .checked=${live(chosen === weather)}
          ?disabled=${message !== null}
          @change=${() => this.#change({ weather })}
        />${say(`weather/${weather}`)}
      </label>`;
    return html`<fieldset class="weather">
      <legend>${say('form/weather')}</legend>
      <div class="chips">${issuedWeathers.map(tile)}</div>
      ${message && chosen === null ? html`<p>${say('form/cap.other-event', { event: eventName(message.warning.event) })}</p>` : nothing}
    </fieldset>`;
  }

  #levels(): TemplateResult {
    const chosen = this.message?.warning.level ?? this.entry.level;
    const tile = (level: WarningLevel) =>
      html`<label class="tile">
        <input
          type="radio"
          name="level"
          aria-label=${say(`level/${level}`)}
          .checked=${live(chosen === level)}
          ?disabled=${this.message !== null}
          @change=${() => this.#change({ level })}
        />
        <jy-level level=${level}></jy-level><span>${say(`text/level.${level}`)}</span><small>${say(`level/${level}.grade`)}</small>
      </label>`;
    return html`<fieldset class="level">
      <legend>${say('form/level')}</legend>
      <div class="tiles">${warningLevels.map(tile)}</div>
    </fieldset>`;
  }

  #areas(): TemplateResult {
    const { tree } = this.around;
    const chosen = this.message ? new Set(this.message.warning.areas) : this.entry.areas;
    const extent = extentOf(chosen, tree);
    return html`<fieldset class="areas">
      <legend>${say('form/areas')}</legend>
      <jy-area-tree .tree=${tree} .chosen=${chosen} .counts=${this.counts} ?fixed=${this.message !== null}></jy-area-tree>
      <div class="row">
        <span aria-live="polite">${chosen.size === 0 ? nothing : say('form/areas.chosen', { ...extent })}</span>
        ${
          this.message || chosen.size === 0
            ? nothing
            : html`<button class="action" @click=${() => this.#change({ areas: new Set() })}>${say('form/areas.clear')}</button>`
        }
      </div>
      <p class="hint">${this.message ? this.#unknown(this.message) : say('form/areas.map')}</p>
    </fieldset>`;
  }

  #unknown({ warning }: ForeseenWarning): string {
    const codes = [
      ...warning.unknownCodes,
      ...inOrder(new Set(warning.areas), this.around.tree).filter((code) => !this.around.tree.byCode.has(code)),
    ];
    return codes.length > 0 ? say('form/cap.unknown', { codes: codes.join(' ') }) : say(`placement/${warning.placement}`);
  }

  #validity(): TemplateResult {
    const { now } = this.around;
    const { message, entry } = this;
    if (message) return this.#saidValidity(message.warning);
    const { from, to } = validityOf(entry, now);
    const time = (value: Date | null, taken: (at: string | null) => void, label: string) =>
      html`<input
        type="datetime-local"
        aria-label=${label}
        .value=${live(value ? fieldTime(value) : '')}
        @change=${(event: Event) => taken(typedTime((event.target as HTMLInputElement).value)?.toISOString() ?? null)}
      />`;
    return html`<fieldset class="validity">
      <legend>${say('form/validity')}</legend>
      <div class="chips">
        ${quickHours.map(
          (hours) =>
            html`<label class="chip"
              ><input
                type="radio"
                name="hours"
                .checked=${live(entry.expires === null && entry.hours === hours)}
                @change=${() => this.#change({ hours, expires: null })}
              />${say('form/hours', { hours })}</label
            >`,
        )}
      </div>
      <div class="two">
        <label class="stacked"
          >${say('form/from')}${entry.effective === null ? `：${say('form/from.at-once')} ${minuteText(from)}` : ''}
          ${time(entry.effective === null ? null : from, (effective) => this.#change({ effective }), say('form/from'))}</label
        >
        <label class="stacked">${say('form/to')} ${time(to, (expires) => this.#change({ expires }), say('form/to'))}</label>
      </div>
      <p>${say('foreseen/validity', { from: momentText(from, now), to: momentText(to, now) })}</p>
      <p class="hint">${say('form/clock', { time: momentText(now, now) })}</p>
    </fieldset>`;
  }

  #saidValidity({ effective, sent, expires }: Warning): TemplateResult {
    const text = (at: string | null) => (at === null ? '—' : momentText(new Date(at), this.around.now));
    return html`<fieldset class="validity">
      <legend>${say('form/validity')}</legend>
      <p>${say('foreseen/validity', { from: text(effective ?? sent), to: text(expires) })}</p>
    </fieldset>`;
  }

  readonly #kindChosen = (event: Event) => {
    const [msgType, replaces] = (event.target as HTMLSelectElement).value.split(' ') as [Entry['msgType'], WarningId?];
    emit(this, 'jy-follow-warning', { msgType, warning: this.inForce.find(({ id }) => id === replaces) ?? null });
  };

  #change(change: Partial<Entry>): void {
    emit(this, 'jy-entry', change);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-warning-form': JyWarningForm;
  }
  interface HTMLElementEventMap {
    /** Something was entered. */
    'jy-entry': CustomEvent<Partial<Entry>>;
    /** Write the next version of this warning, its end, or, without one, a new warning. */
    'jy-follow-warning': CustomEvent<{ msgType: Entry['msgType']; warning: Warning | null }>;
  }
}
