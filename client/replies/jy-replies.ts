import '@vaadin/dialog';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Replies, ReplyAction } from '#contract/replies.ts';
import { act } from '../api/act.ts';
import type { Places } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import './jy-reply.ts';
import { repliesApi } from './replies-api.ts';
import { repliesStyles } from './replies-styles.ts';

/** The replies that nothing here could read: each becomes an answer, or is passed over, by somebody at this or another desk. */
@customElement('jy-replies')
export class JyReplies extends SignalWatcher(LitElement) {
  @property({ type: Boolean }) opened = false;
  /** How many wait, as the log tells: the list is read again when it changes. */
  @property({ type: Number }) unread = 0;
  @property({ attribute: false }) places: Places = new Map();
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @state() private list: Replies | null = null;
  @state() private isBusy = false;

  static override styles = [surface, repliesStyles];

  override willUpdate(changed: Map<string, unknown>): void {
    if (!this.opened) this.list = null;
    else if (changed.has('opened') || changed.has('unread')) void this.#read();
  }

  override render() {
    return html`<vaadin-dialog
      header-title=${say('replies/title')}
      .opened=${this.opened}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || emit(this, 'jy-replies-close', null)}
    >
      <div class="replies" @jy-reply-settled=${(event: CustomEvent<{ id: number; action: ReplyAction }>) => this.#settle(event.detail)}>
        <p class="note">${say('replies/note')}</p>
        ${this.list ? this.#lines(this.list) : nothing}
      </div>
    </vaadin-dialog>`;
  }

  #lines({ replies, total }: Replies) {
    if (replies.length === 0) return html`<p class="empty">${say('replies/none')}</p>`;
    return html`
      <ul>
        ${repeat(
          replies,
          ({ id }) => id,
          (reply) =>
            html`<li>
              <jy-reply .reply=${reply} .places=${this.places} ?may-reveal=${this.mayReveal} ?busy=${this.isBusy}></jy-reply>
            </li>`,
        )}
      </ul>
      ${
        total > replies.length
          ? html`<p class="note">${say('replies/left', { shown: countText(replies.length), total: countText(total) })}</p>`
          : nothing
      }
    `;
  }

  async #read(): Promise<void> {
    const list = await act(this, repliesApi.unread);
    if (list && this.opened) this.list = list;
  }

  async #settle({ id, action }: { id: number; action: ReplyAction }): Promise<void> {
    this.isBusy = true;
    const settled = await act(this, () => repliesApi.settle(id, action));
    this.isBusy = false;
    if (settled) {
      const words = action.action === 'take' ? say('replies/taken', { kind: say(`call/${action.kind}`) }) : say('replies/passed-over');
      toast(words, 'done');
    }
    // Also where another desk was faster.
    await this.#read();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-replies': JyReplies;
  }
  interface HTMLElementEventMap {
    'jy-replies-close': CustomEvent<null>;
  }
}
