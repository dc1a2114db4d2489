import '@vaadin/dialog';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '#contract/session.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import './jy-password-form.ts';

/** Changes the password of who is signed in, who stays so. */
@customElement('jy-own-password')
export class JyOwnPassword extends SignalWatcher(LitElement) {
  @property() username = '';

  static override styles = [
    surface,
    css`
      .form {
        display: grid;
        gap: 12px;
        width: min(360px, 80vw);
      }
    `,
  ];

  override render() {
    return html`<vaadin-dialog
      no-close-on-outside-click
      header-title=${say('password/title')}
      .opened=${true}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      <div class="form">
        <p>${say('password/ends-others')}</p>
        <jy-password-form username=${this.username} @jy-password-changed=${this.#done}></jy-password-form>
      </div>
      <vaadin-button slot="footer" @click=${this.#close}>${say('app/cancel')}</vaadin-button>
    </vaadin-dialog>`;
  }

  readonly #done = (event: CustomEvent<Session>): void => {
    event.stopPropagation();
    toast(say('password/changed'), 'done');
    this.#close();
  };

  readonly #close = (): void => {
    emit(this, 'jy-own-password-close', null);
  };
}

/** Beside the page, over whatever it shows. */
export function changeOwnPassword(username: string): void {
  const dialog = document.createElement('jy-own-password');
  dialog.username = username;
  dialog.addEventListener('jy-own-password-close', () => dialog.remove());
  document.body.append(dialog);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-own-password': JyOwnPassword;
  }
  interface HTMLElementEventMap {
    'jy-own-password-close': CustomEvent<null>;
  }
}
