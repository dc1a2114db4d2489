import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OpenSession } from '#contract/users.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { momentText } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { adminStyles } from './admin-styles.ts';
import { dutyStyles } from './duty-styles.ts';

/** Who is signed in, from where and since when; each can be signed out: a wall that was taken down, a desk that was left. */
@customElement('jy-sessions')
export class JySessions extends SignalWatcher(LitElement) {
  @property({ attribute: false }) sessions: readonly OpenSession[] = [];

  static override styles = [surface, adminStyles, dutyStyles];

  override render() {
    const head = ['users/username', 'users/roles', 'sessions/since', 'sessions/until', 'sessions/address', 'sessions/agent'] as const;
    return html`<section class="card" aria-label=${say('sessions/title')}>
      <div class="row">
        <h3>${say('sessions/title')}</h3>
        <button class="action" @click=${() => emit(this, 'jy-sessions-read', null)}>
          ${icon('refresh', 16)}${say('sessions/refresh')}
        </button>
      </div>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              ${head.map((key) => html`<th scope="col">${say(key)}</th>`)}
              <th scope="col"></th>
            </tr>
          </thead>
          <tbody>
            ${this.sessions.map((session) => this.#line(session))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #line(session: OpenSession) {
    const { username, displayName, roles, signedInAt, endsAt, address, agent, isThis } = session;
    const moment = (at: string) => momentText(new Date(at), new Date());
    return html`<tr>
      <th scope="row">${username} <small>${givenName(displayName)}</small></th>
      <td data-head=${say('users/roles')}>${roles.map((role) => say(`role/${role}`)).join(' · ')}</td>
      <td data-head=${say('sessions/since')}>${moment(signedInAt)}</td>
      <td data-head=${say('sessions/until')}>${moment(endsAt)}</td>
      <td data-head=${say('sessions/address')}>${address ?? '–'}</td>
      <td data-head=${say('sessions/agent')}><small>${agent ?? '–'}</small></td>
      <td>
        ${
          isThis
            ? html`<span class="badge">${say('sessions/this')}</span>`
            : html`<button
                class="action"
                aria-label="${say('sessions/end')} ${username} ${address ?? ''} ${moment(signedInAt)}"
                @click=${() => emit(this, 'jy-session-end', session)}
              >
                ${say('sessions/end')}
              </button>`
        }
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-sessions': JySessions;
  }
  interface HTMLElementEventMap {
    'jy-session-end': CustomEvent<OpenSession>;
    'jy-sessions-read': CustomEvent<null>;
  }
}
