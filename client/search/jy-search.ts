import { consume } from '@lit/context';
import { Task, TaskStatus } from '@lit/task';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SearchHit } from '#contract/search.ts';
import { nowhere, placesContext } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { EscapeOf } from '../ui/escapes.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { explain } from '../words/explain.ts';
import { say } from '../words/words.ts';
import { searchStyles } from './search-styles.ts';
import { coordinatesSuggestion, parseCoordinates, suggestions, type Suggestion } from './search.view.ts';

/** Between two letters of a fast typist nothing is asked. */
const pauseMilliseconds = 180;

/** One box for every place: areas by name, code or pinyin initials, teams, shelters, stores, coordinates. */
@customElement('jy-search')
export class JySearch extends SignalWatcher(LitElement) {
  @property({ attribute: false }) search!: (text: string) => Promise<SearchHit[]>;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @state() private text = '';
  @state() private isOpen = false;
  @state() private active = 0;
  @query('input') private readonly input!: HTMLInputElement;

  static override styles = [surface, searchStyles];

  readonly #found = new Task(this, {
    args: () => [this.text.trim()] as const,
    task: async ([text], { signal }): Promise<SearchHit[]> => {
      if (text === '' || parseCoordinates(text)) return [];
      await new Promise((go) => setTimeout(go, pauseMilliseconds));
      signal.throwIfAborted();
      return this.search(text);
    },
  });

  readonly #escape = new EscapeOf('palette', () => this.input.blur());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#escape.tell(false);
  }

  override updated(): void {
    this.#escape.tell(this.isOpen);
  }

  /** Puts the cursor into the box, with whatever is there selected. */
  override focus(): void {
    this.input.focus();
    this.input.select();
  }

  override render() {
    const lines = this.#lines();
    const isShown = this.isOpen && this.text.trim() !== '';
    return html`
      <div class="box">
        ${icon('search')}
        <input
          type="text"
          role="combobox"
          aria-expanded=${isShown}
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant=${isShown && lines[this.active] ? `line-${this.active}` : nothing}
          aria-label=${say('search/label')}
          placeholder=${say('search/label')}
          autocomplete="off"
          maxlength="60"
          .value=${this.text}
          @input=${this.#typed}
          @focus=${() => (this.isOpen = true)}
          @blur=${() => (this.isOpen = false)}
          @keydown=${this.#keyed}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      ${isShown ? this.#list(lines) : nothing}
    `;
  }

  #lines(): Suggestion[] {
    const position = parseCoordinates(this.text);
    if (position) return [coordinatesSuggestion(position)];
    return suggestions(this.#found.value ?? [], this.places);
  }

  #list(lines: Suggestion[]) {
    return html`<div id="found" role="listbox" aria-label=${say('search/label')}>
      ${lines.map(
        ({ kind, name, where }, index) =>
          html`<div
            id="line-${index}"
            role="option"
            aria-selected=${index === this.active}
            @pointerdown=${(event: Event) => {
              event.preventDefault();
              this.#choose(lines[index]);
            }}
          >
            <span class="kind">${say(`search/${kind}`)}</span><b>${name}</b><small>${where}</small>
          </div>`,
      )}
      ${lines.length === 0 ? this.#nothingFound() : nothing}
    </div>`;
  }

  #nothingFound() {
    return this.#found.render({
      pending: () => html`<p class="empty">${say('app/loading')}</p>`,
      error: (error) => html`<p class="empty" role="alert">${explain(error)}</p>`,
      complete: () => html`<p class="empty">${say('search/none', { text: this.text.trim() })}</p>`,
    });
  }

  readonly #typed = () => {
    this.text = this.input.value;
    this.isOpen = true;
    this.active = 0;
  };

  readonly #keyed = (event: KeyboardEvent) => {
    const lines = this.#lines();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      this.active = (this.active + step + lines.length) % lines.length;
    }
    // What is listed while an answer is on its way belongs to an earlier text.
    if (event.key === 'Enter' && this.#found.status !== TaskStatus.PENDING) this.#choose(lines[this.active]);
  };

  #choose(line: Suggestion | undefined): void {
    if (!line) return;
    this.text = line.name;
    this.input.blur();
    emit(this, 'jy-found', line);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-search': JySearch;
  }
  interface HTMLElementEventMap {
    /** Fly there and show it. */
    'jy-found': CustomEvent<Suggestion>;
  }
}
