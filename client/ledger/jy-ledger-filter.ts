import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Area } from '#contract/areas.ts';
import { callStates, type CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { ledgerChannels, ledgerEntries, type LedgerFilter } from '#contract/ledger.ts';
import { postKinds } from '#contract/policies.ts';
import { warningLevels } from '#contract/warnings.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { fieldTime, typedTime } from '../ui/wall-time.ts';
import { momentText, nameOf } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { fieldStyles } from './ledger-styles.ts';
import { changed, channelWords, postWords } from './ledger.view.ts';

interface Choice {
  value: string;
  text: string;
}

/** What is shown of the ledger. Every change is an event; the address bar keeps it. */
@customElement('jy-ledger-filter')
export class JyLedgerFilter extends SignalWatcher(LitElement) {
  @property({ attribute: false }) filter: LedgerFilter = {};
  @property({ attribute: false }) incidents: readonly Incident[] = [];
  @property({ attribute: false }) callOuts: readonly CallOutReport[] = [];
  @property({ attribute: false }) areas: readonly Area[] = [];
  /** On a phone the fields are folded away: they would fill the screen. */
  @state() private isUnfolded = false;

  static override styles = [
    surface,
    fieldStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 8px;
        align-items: end;
      }
      label {
        flex: 1 1 100px;
        max-width: 240px;
      }
      label.time {
        flex-basis: 180px;
      }
      .fold {
        display: none;
      }
      @media (max-width: 640px) {
        label {
          flex-basis: 40%;
          max-width: none;
        }
        .unfolded .fold {
          flex-basis: 100%;
        }
        .fold {
          display: inline-flex;
        }
        form:not(.unfolded) label {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const set = Object.keys(this.filter).length;
    return html`<form
      class=${this.isUnfolded ? 'unfolded' : ''}
      aria-label=${say('ledger/filter')}
      @submit=${(event: Event) => event.preventDefault()}
    >
      <button type="button" class="action fold" aria-expanded=${this.isUnfolded} @click=${() => (this.isUnfolded = !this.isUnfolded)}>
        ${say('ledger/filter')}${set > 0 ? ` (${set})` : ''}
      </button>
      ${this.#select(
        'incident',
        this.incidents.map(({ id, name }) => ({ value: id, text: givenName(name) })),
      )}
      ${this.filter.incident ? this.#select('callOut', this.callOuts.map(callOutChoice)) : nothing}
      ${this.#select('area', this.areas.map(areaChoice))}
      ${this.#select(
        'level',
        [...warningLevels].reverse().map((level) => ({ value: level, text: say(`level/${level}`) })),
      )}
      ${this.#select(
        'postKind',
        [...postKinds, 'household'].map((kind) => ({ value: kind, text: postWords(kind) })),
      )}
      ${this.#select(
        'channel',
        ledgerChannels.map((channel) => ({ value: channel, text: channelWords(channel) })),
      )}
      ${this.#select(
        'state',
        callStates.map((state) => ({ value: state, text: say(`call/${state}`) })),
      )}
      ${this.#select(
        'entry',
        ledgerEntries.map((entry) => ({ value: entry, text: say(`ledger/entry.${entry}`) })),
      )}
      ${this.#time('from')} ${this.#time('to')}
      <button type="button" class="action" ?disabled=${set === 0} @click=${() => this.#say({})}>${say('ledger/filter.clear')}</button>
    </form>`;
  }

  #select(key: 'incident' | 'callOut' | 'area' | 'level' | 'postKind' | 'channel' | 'state' | 'entry', choices: readonly Choice[]) {
    const chosen = this.filter[key] ?? '';
    return html`<label
      >${say(`ledger/filter.${key}`)}
      <select .value=${live(chosen)} @change=${(event: Event) => this.#change(key, (event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${chosen === ''}>${say('ledger/filter.any')}</option>
        ${choices.map(({ value, text }) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
      </select>
    </label>`;
  }

  /** Typed as Beijing time, whatever the clock of the desk says. */
  #time(key: 'from' | 'to') {
    const at = this.filter[key];
    const shown = at ? fieldTime(new Date(at)) : '';
    return html`<label class="time"
      >${say(`ledger/filter.${key}`)}
      <input
        type="datetime-local"
        .value=${live(shown)}
        @change=${(event: Event) => {
          const typed = typedTime((event.target as HTMLInputElement).value);
          this.#change(key, typed?.toISOString() ?? '');
        }}
      />
    </label>`;
  }

  #change(key: keyof LedgerFilter, value: string): void {
    this.#say(changed(this.filter, key, value));
  }

  #say(filter: LedgerFilter): void {
    emit(this, 'jy-ledger-filter', filter);
  }
}

function callOutChoice({ id, level, openedAt }: CallOutReport): Choice {
  return { value: id, text: `${say(`level/${level}`)} ${momentText(new Date(openedAt), new Date())}` };
}

const depth = { city: 0, county: 1, township: 2, village: 3 } as const;

function areaChoice(area: Area): Choice {
  return { value: area.code, text: `${'\u3000'.repeat(depth[area.level])}${nameOf(area)}` };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger-filter': JyLedgerFilter;
  }
  interface HTMLElementEventMap {
    'jy-ledger-filter': CustomEvent<LedgerFilter>;
  }
}
