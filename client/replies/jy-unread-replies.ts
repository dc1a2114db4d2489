import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { mayDo, type Session } from '#contract/session.ts';
import { sessionContext, worldContext } from '../state/contexts.ts';
import { unreadReplies } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** How many replies wait for a person, for whoever may deal with them; opens the list. */
@customElement('jy-unread-replies')
export class JyUnreadReplies extends SignalWatcher(LitElement) {
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  static override styles = [
    surface,
    css`
      button {
        display: flex;
        align-items: center;
        gap: 8px;
        width: 100%;
        margin-top: 8px;
        padding: 8px 12px;
        border: 1px solid var(--jy-level-yellow);
        border-radius: 8px;
        font-weight: 600;
      }
      button:hover {
        background: var(--jy-raised);
      }
      svg {
        flex: none;
      }
      span {
        flex: 1;
      }
    `,
  ];

  override render() {
    const count = unreadReplies(this.world);
    if (count === 0 || !this.session || !mayDo(this.session, 'call.answerFor')) return nothing;
    return html`<button title=${say('replies/open')} @click=${() => emit(this, 'jy-replies-wanted', null)}>
      ${icon('note', 16)}<span class="number">${say('replies/unread', { count: countText(count) })}</span>${icon('chevronRight', 14)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-unread-replies': JyUnreadReplies;
  }
  interface HTMLElementEventMap {
    'jy-replies-wanted': CustomEvent<null>;
  }
}
