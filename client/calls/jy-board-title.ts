import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { WarningId } from '#contract/warnings.ts';
import { helpSign } from '../help/help-sign.ts';
import '../help/jy-help-list.ts';
import { worldContext } from '../state/contexts.ts';
import { countHelp } from '../state/helps.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** by area: the tree of places. people: one list of everybody. */
export type BoardView = 'tree' | 'people';

/** The head of the board: how many call-outs run, which way they are looked at, and how wide. */
@customElement('jy-board-title')
export class JyBoardTitle extends SignalWatcher(LitElement) {
  @property({ type: Number }) running = 0;
  /** The warning that is called for: of several the gravest. */
  @property({ attribute: false }) warningId: WarningId | null = null;
  @property() view: BoardView = 'tree';
  @property({ type: Boolean }) wide = false;
  /** Whether sheets may be printed from here. */
  @property({ type: Boolean }) prints = false;

  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;

  static override styles = [
    surface,
    css`
      :host {
        display: flex;
        flex: none;
        align-items: center;
        gap: 8px;
      }
      h2 {
        flex: 1;
        justify-content: start;
        min-width: 0;
        margin: 0;
        white-space: nowrap;
        /* Whole or not at all: half of a number reads as another one. */
        flex-wrap: wrap;
        max-height: 1.5em;
        overflow: hidden;
      }
      .help {
        display: inline-flex;
        flex: none;
        gap: 4px;
        align-items: center;
        padding: 2px 8px;
        border: 1px solid var(--jy-level-red);
        border-radius: 6px;
        color: var(--jy-red-text);
        font-size: 12px;
        font-weight: 600;
      }
      .views {
        display: grid;
        grid-template-columns: 1fr 1fr;
        border: 1px solid var(--jy-line);
        border-radius: 6px;
        overflow: hidden;
      }
      .views button {
        padding: 3px 10px;
        font-size: 12px;
        text-align: center;
        color: var(--jy-dim);
      }
      .views [aria-selected='true'] {
        background: var(--jy-raised);
        color: var(--jy-text);
      }
      @media (max-width: 900px) {
        .views button {
          padding: 8px 14px;
        }
        .widen {
          display: none;
        }
      }
    `,
  ];

  #help() {
    const { wanted } = countHelp(this.world);
    if (wanted === 0) return nothing;
    const words = `${say('help/wanted', { count: wanted })}: ${say('help/show')}`;
    return html`<button class="help number" title=${words} aria-label=${words} @click=${() => emit(this, 'jy-help-requests', [])}>
      ${helpSign(16)}${countText(wanted)}
    </button>`;
  }

  override render() {
    const tab = (view: BoardView) =>
      html`<button role="tab" aria-selected=${this.view === view} @click=${() => emit(this, 'jy-board-view', view)}>
        ${say(`board/view.${view}`)}
      </button>`;
    const width = say(this.wide ? 'board/narrow' : 'board/widen');
    return html`
      <h2>${say('board/title')}<small>${this.running === 0 ? '' : say('board/round', { count: this.running })}</small></h2>
      ${
        this.warningId
          ? html`<button
              class="icon-button"
              title=${say('warning/open')}
              aria-label=${say('warning/open')}
              @click=${() => emit(this, 'jy-warning-open', this.warningId)}
            >
              ${icon('note', 16)}
            </button>`
          : nothing
      }
      ${this.#help()}
      <div class="views" role="tablist" aria-label=${say('board/views')}>${tab('tree')}${tab('people')}</div>
      ${this.prints ? this.#print() : nothing}
      <button class="icon-button widen" title=${width} aria-label=${width} @click=${() => emit(this, 'jy-board-width', !this.wide)}>
        ${icon(this.wide ? 'narrow' : 'widen', 16)}
      </button>
    `;
  }

  #print() {
    const words = say('deed/print');
    return html`<button class="icon-button print" title=${words} aria-label=${words} @click=${() => emit(this, 'jy-print-all', null)}>
      ${icon('print', 16)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-board-title': JyBoardTitle;
  }
  interface HTMLElementEventMap {
    'jy-board-view': CustomEvent<BoardView>;
    /** Sheets for everybody whom the board shows. */
    'jy-print-all': CustomEvent<null>;
    'jy-board-width': CustomEvent<boolean>;
  }
}
