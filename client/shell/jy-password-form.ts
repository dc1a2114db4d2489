import '@vaadin/button';
import '@vaadin/password-field';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '#contract/session.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { problemStyles } from '../ui/problem-styles.ts';
import { surface } from '../ui/surface.ts';
import { explain } from '../words/explain.ts';
import { say, type WordKey } from '../words/words.ts';
import { api } from '../api/api.ts';
import { ApiRefusal } from '../api/call.ts';

type Field = 'current' | 'next' | 'again';

const fields: readonly { field: Field; label: WordKey; autocomplete: string }[] = [
  { field: 'current', label: 'password/current', autocomplete: 'current-password' },
  { field: 'next', label: 'password/next', autocomplete: 'new-password' },
  { field: 'again', label: 'password/again', autocomplete: 'new-password' },
];

/** The present password and, twice, the one that takes its place. What was entered stays where it was refused. */
@customElement('jy-password-form')
export class JyPasswordForm extends SignalWatcher(LitElement) {
  /** Whose it is: what keeps passwords in the browser then knows which of its own it replaces. */
  @property() username = '';
  /** Nothing else can be done before. */
  @property({ type: Boolean }) first = false;
  @state() private entered: Record<Field, string> = { current: '', next: '', again: '' };
  @state() private problem = '';
  @state() private busy = false;

  static override styles = [
    surface,
    problemStyles,
    css`
      form {
        display: grid;
        gap: 12px;
      }
      .note {
        color: var(--jy-soft);
        font-size: 12px;
        line-height: 1.5;
      }
    `,
  ];

  override firstUpdated(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('vaadin-password-field');
    // After the dialog around it; unless somebody was quicker: what is typed must not land in another field.
    setTimeout(() => this.matches(':focus-within') || first?.focus());
  }

  override render() {
    return html`<form @submit=${this.#submit} @keydown=${this.#onKey}>
      <input hidden readonly autocomplete="username" .value=${this.username} />
      ${fields.map(
        ({ field, label, autocomplete }) =>
          html`<vaadin-password-field
            label=${say(label)}
            autocomplete=${autocomplete}
            maxlength="256"
            .value=${this.entered[field]}
            @value-changed=${(event: CustomEvent<{ value: string }>) => (this.entered = { ...this.entered, [field]: event.detail.value })}
          ></vaadin-password-field>`,
      )}
      <p class="note">${say('users/password.rule')}</p>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : nothing}
      <vaadin-button theme="primary" ?disabled=${this.busy || !this.#isWhole} @click=${this.#submit}>
        ${say(this.busy ? 'password/busy' : this.first ? 'password/set' : 'password/save')}
      </vaadin-button>
    </form>`;
  }

  get #isWhole(): boolean {
    return Object.values(this.entered).every((text) => text !== '');
  }

  /** From a field: a button that has the focus is pressed by the same key. */
  readonly #onKey = (event: KeyboardEvent) =>
    event.key === 'Enter' && event.composedPath()[0] instanceof HTMLInputElement && this.#submit(event);

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.busy || !this.#isWhole) return;
    const { current, next, again } = this.entered;
    if (next !== again) this.problem = say('password/differ');
    else void this.#save(current, next);
  };

  async #save(current: string, next: string): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      emit(this, 'jy-password-changed', await api.changePassword(current, next));
    } catch (error) {
      this.problem = isWrong(error) ? say('password/wrong-current') : explain(error);
    } finally {
      this.busy = false;
    }
  }
}

function isWrong(error: unknown): boolean {
  return error instanceof ApiRefusal && error.code === 'session/wrong-credentials';
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-password-form': JyPasswordForm;
  }
  interface HTMLElementEventMap {
    'jy-password-changed': CustomEvent<Session>;
  }
}
