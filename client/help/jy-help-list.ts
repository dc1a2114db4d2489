import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { HelpMark, HelpRequest, HelpRequestId } from '#contract/help.ts';
import type { Register } from '../cartography/register.ts';
import { SignalWatcher } from '../state/signals.ts';
import type { Places } from '../state/select.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { helpLines, type HelpLine } from './help-lines.view.ts';
import { helpListStyles } from './help-list-styles.ts';
import { helpPlace } from './help-place.ts';
import './jy-help-entry.ts';

/** Who needs help, those first whom nobody has taken, and below them how the others ended. */
@customElement('jy-help-list')
export class JyHelpList extends SignalWatcher(LitElement) {
  @property({ attribute: false }) helps: ReadonlyMap<HelpRequestId, HelpMark> = new Map();
  @property({ attribute: false }) read: ReadonlyMap<HelpRequestId, HelpRequest> = new Map();
  @property({ attribute: false }) places: Places = new Map();
  /** Entries that were clicked on the map, or that an alarm speaks of. */
  @property({ attribute: false }) picked: ReadonlySet<HelpRequestId> = new Set();
  @property({ attribute: false }) now = new Date(0);
  @property({ attribute: false }) register: Register | null = null;
  @property({ type: Boolean, attribute: 'is-past' }) isPast = false;
  @property({ type: Boolean, attribute: 'has-failed' }) hasFailed = false;
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @property({ type: Boolean, attribute: 'may-act' }) mayAct = false;
  @property({ type: Boolean, attribute: 'may-see-photos' }) maySeePhotos = false;
  @property({ type: Boolean }) busy = false;

  static override styles = [surface, helpListStyles];

  override render() {
    const { wanted, ended } = helpLines(this.helps, this.read);
    return html`
      <header>
        <h2 id="title" tabindex="-1">${say('help/title')}</h2>
        <button
          class="icon-button"
          title="${say('help/close-list')} (Esc)"
          aria-label=${say('help/close-list')}
          @click=${() => emit(this, 'jy-help-list-close', null)}
        >
          ${icon('close', 16)}
        </button>
      </header>
      <div class="body">
        ${this.isPast ? html`<p class="note">${say('help/past')}</p>` : nothing}
        ${
          this.hasFailed
            ? html`<p class="note" role="alert">
                ${say('help/failed')} <button class="action" @click=${() => emit(this, 'jy-help-read', null)}>${say('app/retry')}</button>
              </p>`
            : nothing
        }
        ${wanted.length === 0 ? html`<p class="empty">${say('help/none')}</p>` : this.#entries(wanted)} ${this.#ended(ended)}
      </div>
    `;
  }

  #ended(ended: readonly HelpLine[]): TemplateResult | typeof nothing {
    if (ended.length === 0) return nothing;
    return html`<details ?open=${ended.some(({ mark }) => this.picked.has(mark.id))}>
      <summary>${say('help/ended', { count: ended.length })}</summary>
      ${this.#entries(ended)}
    </details>`;
  }

  #entries(lines: readonly HelpLine[]): TemplateResult {
    return html`<ul>
      ${repeat(lines, ({ mark }) => mark.id, this.#entry)}
    </ul>`;
  }

  readonly #entry = (line: HelpLine): TemplateResult => html`
    <li>
      <jy-help-entry
        .line=${line}
        place=${helpPlace(line, this.places)}
        .now=${this.now}
        .register=${this.register}
        ?picked=${this.picked.has(line.mark.id)}
        ?busy=${this.busy}
        ?may-reveal=${this.mayReveal}
        ?may-act=${this.mayAct}
        ?may-see-photos=${this.maySeePhotos}
      ></jy-help-entry>
    </li>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-help-list': JyHelpList;
  }
  interface HTMLElementEventMap {
    'jy-help-list-close': CustomEvent<null>;
    /** The details are to be read again. */
    'jy-help-read': CustomEvent<null>;
    /** Open the list, at these entries. */
    'jy-help-requests': CustomEvent<readonly HelpRequestId[]>;
  }
}
