import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { pageAddresses, pageAt, type PageName } from '#contract/pages.ts';
import type { Session } from '#contract/session.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { chip } from '../ui/chip.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import '../ui/jy-menu.ts';
import { surface } from '../ui/surface.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { api } from '../api/api.ts';
import { screensFor } from './routes.ts';
import { openSecondFactor } from '../api/second-factor.ts';

/** Who is signed in, and the way out. */
@customElement('jy-user-menu')
export class JyUserMenu extends SignalWatcher(LitElement) {
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  static override styles = [
    surface,
    chip,
    css`
      jy-menu {
        max-width: 100%;
      }
      svg {
        flex: none;
      }
      @media (max-width: 1100px) {
        .chip > span {
          display: none;
        }
      }
      /* English needs the room for what is going on; the menu says who it is. */
      @media (max-width: 1680px) {
        .chip > span:lang(en) {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { session } = this;
    if (!session) return nothing;
    const role = session.roles.map((each) => say(`role/${each}`)).join(' · ');
    const pages = screensFor(session).map((page) => ({ id: page, text: say(`page/${page}`), checked: page === pageAt(location.pathname) }));
    return html`<jy-menu
      label=${say('app/user')}
      .items=${[...pages, { id: 'password', text: say('password/title'), apart: pages.length > 0 }, { id: 'factor', text: say('factor/title') }, { id: 'everywhere', text: say('app/sign-out-everywhere') }, { id: 'sign-out', text: say('app/sign-out'), detail: `${session.username} · ${role}` }]}
      @jy-menu-choose=${(event: CustomEvent<string>) => this.#choose(event.detail)}
    >
      <span class="chip">${icon('user', 16)}<span>${givenName(session.displayName)}</span></span>
    </jy-menu>`;
  }

  async #everywhere(): Promise<void> {
    if (await act(this, api.signOutEverywhere)) emit(this, 'jy-session-lost', null);
  }

  #choose(id: string): void {
    if (id === 'password' && this.session) void changePassword(this.session);
    else if (id === 'factor') void openSecondFactor('own');
    else if (id === 'everywhere') void this.#everywhere();
    else if (id === 'sign-out') emit(this, 'jy-sign-out', null);
    else location.assign(pageAddresses[id as PageName]);
  }
}

/** Its fields are loaded when they are wanted. */
async function changePassword({ username }: Session): Promise<void> {
  const { changeOwnPassword } = await import('./jy-own-password.ts');
  changeOwnPassword(username);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-user-menu': JyUserMenu;
  }
}
