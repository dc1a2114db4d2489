import '@vaadin/button';
import '@vaadin/dialog';
import '@vaadin/select';
import '@vaadin/text-field';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { incidentModes, type IncidentMode, type NewIncident } from '#contract/incidents.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { dialogFormStyles } from '../ui/dialog-form-styles.ts';
import { surface } from '../ui/surface.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';

export interface TyphoonChoice {
  id: string;
  nameZh: string;
  nameEn: string;
}

/** The select shows no label for an empty value. */
const noTyphoon = 'none';

const kinds = ['typhoon', 'rainstorm', 'flood', 'convection', 'other'] as const;

type ValueEvent = CustomEvent<{ value: string }>;

/** Opens an incident. An exercise is proposed: a real one is a decision, not a default. */
@customElement('jy-open-incident')
export class JyOpenIncident extends SignalWatcher(LitElement) {
  @property({ type: Boolean }) opened = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) typhoons: readonly TyphoonChoice[] = [];
  @state() private incidentName = '';
  @state() private kind: string = kinds[0];
  @state() private mode: IncidentMode = 'exercise';
  @state() private typhoonId = noTyphoon;
  @state() private fromTrack = true;

  static override styles = [
    surface,
    dialogFormStyles,
    css`
      .form {
        display: grid;
        gap: 10px;
        width: min(420px, 80vw);
      }
      .option small {
        grid-column: 2;
        color: var(--jy-dim);
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('opened') && this.opened) this.incidentName = '';
  }

  override render() {
    return html`<vaadin-dialog
      header-title=${say('incident/open')}
      .opened=${this.opened}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      ${this.#form()}
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>
        <vaadin-button theme="primary" ?disabled=${this.busy || !this.incidentName.trim()} @click=${this.#submit}>
          ${say('open/submit')}
        </vaadin-button>
      </div>
    </vaadin-dialog>`;
  }

  #form() {
    const typhoons = [
      { label: say('open/no-typhoon'), value: noTyphoon },
      ...this.typhoons.map((each) => ({ label: `${nameOf(each)} ${each.id}`, value: each.id })),
    ];
    return html`<div class="form">
      <vaadin-text-field
        label=${say('open/name')}
        placeholder=${say('open/name.example')}
        maxlength="120"
        autofocus
        .value=${this.incidentName}
        @value-changed=${(event: ValueEvent) => (this.incidentName = event.detail.value)}
      ></vaadin-text-field>
      <fieldset>
        <legend>${say('open/mode')}</legend>
        ${incidentModes.map((mode) => this.#mode(mode))}
      </fieldset>
      <vaadin-select
        label=${say('open/kind')}
        .items=${kinds.map((kind) => ({ label: say(`kind/${kind}`), value: kind }))}
        .value=${this.kind}
        @value-changed=${(event: ValueEvent) => (this.kind = event.detail.value)}
      ></vaadin-select>
      <vaadin-select
        label=${say('open/typhoon')}
        .items=${typhoons}
        .value=${this.typhoonId}
        @value-changed=${(event: ValueEvent) => (this.typhoonId = event.detail.value)}
      ></vaadin-select>
      ${this.#startsWithTrack ? this.#startChoice() : ''}
    </div>`;
  }

  #mode(mode: IncidentMode) {
    return html`<label class="option">
      <input type="radio" name="mode" .checked=${this.mode === mode} @change=${() => (this.mode = mode)} /><b>${say(`mode/${mode}`)}</b>
      <small>${say(`open/mode.${mode}`)}</small>
    </label>`;
  }

  #startChoice() {
    return html`<label class="option">
      <input type="checkbox" .checked=${this.fromTrack} @change=${() => (this.fromTrack = !this.fromTrack)} /><span
        >${say('open/start')}</span
      >
    </label>`;
  }

  /** Only a clock of its own can be set, and only a track has a beginning. */
  get #startsWithTrack(): boolean {
    return this.mode !== 'actual' && this.typhoonId !== noTyphoon;
  }

  readonly #close = () => emit(this, 'jy-open-close', null);

  readonly #submit = () => {
    const { incidentName, kind, mode, typhoonId } = this;
    const wanted: NewIncident = { name: incidentName.trim(), kind, mode, ...(typhoonId !== noTyphoon && { typhoonId }) };
    emit(this, 'jy-open-incident', { wanted, fromTrack: this.#startsWithTrack && this.fromTrack });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-open-incident': JyOpenIncident;
  }
  interface HTMLElementEventMap {
    /** `fromTrack`: the clock starts where the typhoon's track begins. */
    'jy-open-incident': CustomEvent<{ wanted: NewIncident; fromTrack: boolean }>;
    'jy-open-close': CustomEvent<null>;
  }
}
