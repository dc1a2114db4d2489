import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { callLevels } from '#contract/calls.ts';
import { channels } from '#contract/channels.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { say, sayOr } from '../words/words.ts';
import { noChoice, type FilterChoice } from './filter-choice.ts';
import { standings } from './people.view.ts';

/** Whom the list of people shows: by level, post, state and channel. */
@customElement('jy-board-filters')
export class JyBoardFilters extends SignalWatcher(LitElement) {
  @property({ attribute: false }) choice: FilterChoice = noChoice;
  /** Kinds of posts that are called at all. */
  @property({ attribute: false }) postKinds: readonly string[] = [];

  static override styles = [
    surface,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr)) auto;
        gap: 4px;
      }
      input {
        grid-column: 1 / -1;
        min-width: 0;
        height: 32px;
        padding: 0 8px;
        border: 1px solid var(--jy-line);
        border-radius: 4px;
        background: var(--jy-raised);
        color: var(--jy-text);
        font: inherit;
        font-size: 13px;
      }
      select {
        min-width: 0;
        height: 30px;
        padding: 0 2px;
        border: 1px solid var(--jy-line);
        border-radius: 4px;
        background: var(--jy-raised);
        color: var(--jy-soft);
        font: inherit;
        font-size: 12px;
      }
      select.on {
        border-color: var(--jy-accent);
        color: var(--jy-text);
      }
      .icon-button {
        width: 26px;
        height: 30px;
      }
    `,
  ];

  override render() {
    const isFiltered = Object.values(this.choice).some((value) => value !== '');
    return html`
      <input
        type="search"
        name="find"
        autocomplete="off"
        maxlength="40"
        aria-label=${say('filter/find')}
        placeholder=${say('filter/find')}
        .value=${this.choice.find}
        @input=${(event: Event) => emit(this, 'jy-filter', { ...this.choice, find: (event.target as HTMLInputElement).value })}
      />
      ${this.#select(
        'standing',
        standings.map((value) => [value, say(`filter/${value}`)]),
      )}
      ${this.#select(
        'level',
        callLevels.map((value) => [value, say(`filter/${value}`)]),
      )}
      ${this.#select(
        'postKind',
        this.postKinds.map((value) => [value, sayOr(`post/${value}`, value)]),
      )}
      ${this.#select(
        'channel',
        channels.map((value) => [value, say(`channel/${value}`)]),
      )}
      <button
        class="icon-button"
        ?disabled=${!isFiltered}
        title=${say('filter/clear')}
        aria-label=${say('filter/clear')}
        @click=${() => emit(this, 'jy-filter', noChoice)}
      >
        ${icon('close', 14)}
      </button>
    `;
  }

  #select(part: Exclude<keyof FilterChoice, 'find'>, options: readonly (readonly [string, string])[]): TemplateResult {
    const label = say(`filter/by.${part}`);
    const chosen = this.choice[part];
    return html`<select
      class=${chosen ? 'on' : ''}
      aria-label=${label}
      title=${label}
      @change=${(event: Event) => emit(this, 'jy-filter', { ...this.choice, [part]: (event.target as HTMLSelectElement).value })}
    >
      <option value="" .selected=${chosen === ''}>${label}</option>
      ${options.map(([value, words]) => html`<option value=${value} .selected=${chosen === value}>${words}</option>`)}
    </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-board-filters': JyBoardFilters;
  }
  interface HTMLElementEventMap {
    'jy-filter': CustomEvent<FilterChoice>;
  }
}
