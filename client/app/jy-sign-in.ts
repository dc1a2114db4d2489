import '@vaadin/button';
import '@vaadin/password-field';
import '@vaadin/text-field';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '#contract/session.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { problemStyles } from '../ui/problem-styles.ts';
import { surface } from '../ui/surface.ts';
import { explain } from '../words/explain.ts';
import { say } from '../words/words.ts';
import { api } from '../api/api.ts';
import { entryStyles } from './entry-styles.ts';
import '../shell/jy-display-switches.ts';

/** The way in. Says why it was refused, and why one is here when a session has ended. */
@customElement('jy-sign-in')
export class JySignIn extends SignalWatcher(LitElement) {
  /** Whoever was signed in has been signed out by the server. */
  @property({ type: Boolean }) ended = false;
  @property({ attribute: false }) cityName = '';

  @state() private username = '';
  @state() private password = '';
  @state() private problem = '';
  @state() private busy = false;
  /** A screen for the wall, which shows a code instead of a name and a password. */
  @state() private isWall = false;
  @state() private code = '';

  static override styles = [
    surface,
    problemStyles,
    entryStyles,
    css`
      .other {
        justify-self: start;
        min-height: 32px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--jy-accent);
        font: inherit;
        font-size: 13px;
        cursor: pointer;
      }
    `,
  ];

  /** Not by `autofocus`, which comes a frame later: on a slow machine a password that is typed at once would land in the name. */
  override firstUpdated(): void {
    if (!this.matches(':focus-within')) this.shadowRoot?.querySelector('vaadin-text-field')?.focus();
  }

  override render() {
    return html`
      <header><jy-display-switches></jy-display-switches></header>
      <form @submit=${this.#signIn}>
        <h1>${say('app/name')}</h1>
        <p>${say('app/title', { city: this.cityName })}</p>
        ${this.ended && !this.problem ? html`<p class="note">${say('sign-in/ended')}</p>` : nothing}
        ${this.isWall ? this.#codeField() : this.#nameFields()} ${this.problem ? html`<p role="alert">${this.problem}</p>` : nothing}
        <vaadin-button theme="primary" ?disabled=${this.busy} @click=${this.#signIn}>
          ${say(this.busy ? 'sign-in/busy' : 'sign-in/submit')}
        </vaadin-button>
        <button class="other" type="button" @click=${this.#other}>${say(this.isWall ? 'sign-in/person' : 'sign-in/wall')}</button>
        <p class="note">${say('sign-in/synthetic')}</p>
      </form>
    `;
  }

  #nameFields() {
    return html`<vaadin-text-field
        label=${say('sign-in/username')}
        autocomplete="username"
        .value=${this.username}
        @value-changed=${(event: CustomEvent<{ value: string }>) => (this.username = event.detail.value)}
      ></vaadin-text-field>
      <vaadin-password-field
        label=${say('sign-in/password')}
        autocomplete="current-password"
        .value=${this.password}
        @value-changed=${(event: CustomEvent<{ value: string }>) => (this.password = event.detail.value)}
        @keydown=${this.#onKey}
      ></vaadin-password-field>`;
  }

  #codeField() {
    return html`<vaadin-text-field
      label=${say('sign-in/wall-code')}
      autocomplete="one-time-code"
      .value=${this.code}
      @value-changed=${(event: CustomEvent<{ value: string }>) => (this.code = event.detail.value)}
      @keydown=${this.#onKey}
    ></vaadin-text-field>`;
  }

  readonly #onKey = (event: KeyboardEvent) => event.key === 'Enter' && this.shadowRoot?.querySelector('form')?.requestSubmit();

  readonly #other = () => {
    this.isWall = !this.isWall;
    this.problem = '';
  };

  async #signIn(event: Event): Promise<void> {
    event.preventDefault();
    const { isWall, code, username, password } = this;
    if (this.busy || (isWall ? !code : !username || !password)) return;
    this.busy = true;
    try {
      emit(this, 'jy-signed-in', await (isWall ? api.enrolWall(code) : api.signIn(username, password)));
    } catch (error) {
      this.problem = explain(error);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-sign-in': JySignIn;
  }
  interface HTMLElementEventMap {
    'jy-signed-in': CustomEvent<Session>;
  }
}
