import '@vaadin/button';
import '@vaadin/dialog';
import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AreaCode } from '#contract/areas.ts';
import type { CallRow } from '#contract/calls.ts';
import { shownTimeContext, startOfTime } from '../state/contexts.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { countText, timeText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { assignees, type Assignee } from './assignees.view.ts';

/** Hands calls to somebody who is awake: reached for them at once, and free to answer for them. */
@customElement('jy-reassign')
export class JyReassign extends SignalWatcher(LitElement) {
  @property({ type: Boolean }) opened = false;
  @property({ attribute: false }) calls: readonly CallRow[] = [];
  /** Everybody around who was called. */
  @property({ attribute: false }) people: readonly CallRow[] = [];
  @property({ attribute: false }) nameOf: (code: AreaCode) => string = (code) => code;
  @property({ type: Boolean }) reading = false;
  @property({ type: Boolean }) busy = false;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @state() private text = '';
  @state() private chosen: number | null = null;

  static override styles = [
    surface,
    css`
      .form {
        display: grid;
        gap: 10px;
        width: min(460px, 84vw);
      }
      input {
        height: 36px;
        padding: 0 10px;
        border: 1px solid var(--jy-edge);
        border-radius: 6px;
        background: var(--jy-ground);
        color: var(--jy-text);
        font: var(--jy-font);
      }
      ul {
        max-height: 300px;
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      li button {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 8px;
        width: 100%;
        padding: 8px 10px;
        border-bottom: 1px solid var(--jy-line);
      }
      li button:hover,
      [aria-pressed='true'] {
        background: var(--jy-raised);
      }
      [aria-pressed='true'] {
        box-shadow: inset 3px 0 0 var(--jy-accent);
      }
      small,
      .why {
        font-size: 12px;
        color: var(--jy-dim);
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('opened') || !this.opened) return;
    this.text = '';
    this.chosen = null;
  }

  /** The dialog takes the focus when it opens; what is written comes next. */
  override updated(changed: Map<string, unknown>): void {
    if (changed.has('opened') && this.opened) setTimeout(() => this.renderRoot.querySelector<HTMLElement>('input')?.focus());
  }

  override render() {
    return html`<vaadin-dialog
      header-title=${say('reassign/title')}
      .opened=${this.opened}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      ${this.opened ? this.#form() : nothing}
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>
        <vaadin-button
          theme="primary"
          ?disabled=${this.busy || this.chosen === null}
          @click=${() => this.chosen !== null && emit(this, 'jy-reassign', this.chosen)}
          >${say('reassign/submit')}</vaadin-button
        >
      </div>
    </vaadin-dialog>`;
  }

  #form() {
    const near = this.calls[0]?.areaCode ?? '';
    const found = assignees(this.people, this.calls, { near, text: this.text.trim(), wordsOf: (call) => this.#words(call) });
    return html`<div class="form">
      <p>${say('reassign/for', { count: countText(this.calls.length) })}</p>
      <input
        type="search"
        aria-label=${say('reassign/search')}
        placeholder=${say('reassign/search')}
        .value=${this.text}
        @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
      />
      ${found.length === 0 ? html`<p class="empty">${say(this.reading ? 'app/loading' : 'reassign/nobody')}</p>` : nothing}
      <ul>
        ${repeat(found, ({ personId }) => personId, this.#choice)}
      </ul>
      <p class="why">${say('reassign/why')}</p>
    </div>`;
  }

  readonly #choice = (assignee: Assignee) =>
    html`<li>
      <button aria-pressed=${this.chosen === assignee.personId} @click=${() => (this.chosen = assignee.personId)}>
        <b>${assignee.maskedName}</b><small>${say(`reassign/near.${assignee.distance as 0 | 1 | 2 | 3}`)}</small>
        <small>${this.#words(assignee)}</small>
        <small>${say('reassign/answered-at', { time: timeText(new Date(assignee.answeredAt), this.shown.now) })}</small>
      </button>
    </li>`;

  #words({ postKind, areaCode, maskedName }: Pick<CallRow, 'postKind' | 'areaCode' | 'maskedName'>): string {
    return `${this.nameOf(areaCode)} · ${sayOr(`post/${postKind}`, postKind)} ${maskedName}`;
  }

  readonly #close = () => emit(this, 'jy-deed-close', null);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-reassign': JyReassign;
  }
  interface HTMLElementEventMap {
    /** The person who is reached for the calls. */
    'jy-reassign': CustomEvent<number>;
  }
}
