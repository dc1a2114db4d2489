import { provide } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Config } from '#contract/config.ts';
import { pageAt, type PageName } from '#contract/pages.ts';
import type { Session } from '#contract/session.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { toast } from '../ui/toast.ts';
import { explain } from '../words/explain.ts';
import { locale, say } from '../words/words.ts';
import { api } from '../api/api.ts';
import { isSessionLost } from '../api/call.ts';
import './jy-not-found.ts';
import './jy-sign-in.ts';
import { showSecondFactorBy, type FactorAim } from '../api/second-factor.ts';

type Stage = 'asking' | 'signed-out' | 'ended' | 'choosing' | 'signed-in';

/** What a screen is made of: loaded once somebody has signed in. */
const pages: Record<PageName, () => Promise<unknown>> = {
  map: () => import('./jy-desk.ts'),
  ledger: () => import('../ledger/jy-ledger.ts'),
  admin: () => import('../admin/jy-admin.ts'),
};

/** The shell: who is signed in, and the address, decide which screen is shown. */
@customElement('jy-app')
export class JyApp extends SignalWatcher(LitElement) {
  @provide({ context: sessionContext })
  @state()
  session: Session | null = null;
  @state() private stage: Stage = 'asking';
  @state() private config: Config | null = null;

  static override styles = css`
    :host {
      display: block;
      height: 100%;
    }
    .page {
      display: contents;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    showSecondFactorBy(shownFactor);
    if (pageAt(location.pathname) === null) void this.#readConfig();
    else void this.#open();
  }

  override render() {
    document.title = say('app/title', { city: this.#cityName });
    if (pageAt(location.pathname) === null) return html`<jy-not-found .path=${location.pathname}></jy-not-found>`;
    if (this.stage === 'asking') return nothing;
    if (this.stage === 'signed-in') {
      return html`<div class="page" @jy-sign-out=${this.#signOut} @jy-session-lost=${() => this.#leave('ended')}>${this.#page()}</div>`;
    }
    if (this.stage === 'choosing') return this.#choosing();
    return html`<jy-sign-in .cityName=${this.#cityName} .ended=${this.stage === 'ended'} @jy-signed-in=${this.#signedIn}></jy-sign-in>`;
  }

  #choosing() {
    return html`<jy-choose-password
      .session=${this.session}
      @jy-password-changed=${this.#signedIn}
      @jy-sign-out=${this.#signOut}
    ></jy-choose-password>`;
  }

  #page() {
    const page = pageAt(location.pathname);
    if (page === 'ledger') return html`<jy-ledger .cityName=${this.#cityName}></jy-ledger>`;
    if (page === 'admin') return html`<jy-admin .cityName=${this.#cityName}></jy-admin>`;
    return html`<jy-desk .config=${this.config}></jy-desk>`;
  }

  get #cityName(): string {
    if (!this.config) return '';
    return locale.get() === 'en' ? this.config.cityNameEn : this.config.cityNameZh;
  }

  async #open(): Promise<void> {
    const [config, session] = await Promise.allSettled([api.config(), api.session()]);
    if (config.status === 'fulfilled') this.config = config.value;
    if (session.status === 'fulfilled') return this.#enter(session.value);
    this.stage = 'signed-out';
    if (!isSessionLost(session.reason)) toast(explain(session.reason), 'failed');
  }

  /** A page that does not exist says so to everybody: nobody has to sign in for it. */
  async #readConfig(): Promise<void> {
    this.config = await api.config().catch(() => null);
  }

  readonly #signedIn = (event: CustomEvent<Session>) => void this.#enter(event.detail);

  async #enter(session: Session): Promise<void> {
    await (session.mustChoosePassword ? import('./jy-choose-password.ts') : pages[pageAt(location.pathname) ?? 'map']());
    this.session = session;
    this.stage = session.mustChoosePassword ? 'choosing' : 'signed-in';
    this.config ??= await api.config().catch(() => null);
  }

  readonly #signOut = async () => {
    try {
      await api.signOut();
      this.#leave('signed-out');
    } catch (error) {
      toast(explain(error), 'failed');
    }
  };

  #leave(stage: 'signed-out' | 'ended'): void {
    this.session = null;
    this.stage = stage;
  }
}

/** Beside the page, over whatever dialog of it is open. */
async function shownFactor(aim: FactorAim): Promise<boolean> {
  await import('./jy-second-factor.ts');
  const dialog = document.createElement('jy-second-factor');
  dialog.aim = aim;
  const done = new Promise<boolean>((fulfil) => dialog.addEventListener('jy-second-factor-close', ({ detail }) => fulfil(detail)));
  document.body.append(dialog);
  return done.finally(() => dialog.remove());
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-app': JyApp;
  }
  interface HTMLElementEventMap {
    'jy-sign-out': CustomEvent<null>;
    'jy-session-lost': CustomEvent<null>;
  }
}
