import '@vaadin/button';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '#contract/session.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { entryStyles } from './entry-styles.ts';
import '../shell/jy-display-switches.ts';
import '../shell/jy-password-form.ts';

/** Stands before everything else while an administrator knows the password of who has signed in. */
@customElement('jy-choose-password')
export class JyChoosePassword extends SignalWatcher(LitElement) {
  @property({ attribute: false }) session: Session | null = null;

  static override styles = [
    surface,
    entryStyles,
    css`
      .why {
        line-height: 1.6;
      }
    `,
  ];

  override render() {
    const { session } = this;
    if (!session) return nothing;
    const { displayName, username } = session;
    return html`<header><jy-display-switches></jy-display-switches></header>
      <section class="entry" aria-labelledby="title">
        <h1 id="title">${say('password/choose')}</h1>
        <p class="why">${say('password/why', { name: givenName(displayName) })}</p>
        <jy-password-form username=${username} first></jy-password-form>
        <vaadin-button @click=${() => emit(this, 'jy-sign-out', null)}>${say('app/sign-out')}</vaadin-button>
      </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-choose-password': JyChoosePassword;
  }
}
