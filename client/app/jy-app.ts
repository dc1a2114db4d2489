import { provide } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Config } from '#contract/config.ts';
import type { Session } from '#contract/session.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { toast } from '../ui/toast.ts';
import { explain } from '../words/explain.ts';
import { locale, say } from '../words/words.ts';
import { api, isSessionLost } from './api.ts';
import './jy-sign-in.ts';

type Stage = 'asking' | 'signed-out' | 'ended' | 'signed-in';

/** The shell: who is signed in decides which screen is shown. The desk is loaded once somebody is. */
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
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override render() {
    document.title = say('app/title', { city: this.#cityName });
    if (this.stage === 'asking') return nothing;
    if (this.stage === 'signed-in') {
      return html`<jy-desk .config=${this.config} @jy-sign-out=${this.#signOut} @jy-session-lost=${() => this.#leave('ended')}></jy-desk>`;
    }
    return html`<jy-sign-in .cityName=${this.#cityName} .ended=${this.stage === 'ended'} @jy-signed-in=${this.#signedIn}></jy-sign-in>`;
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

  readonly #signedIn = (event: CustomEvent<Session>) => void this.#enter(event.detail);

  async #enter(session: Session): Promise<void> {
    await import('./jy-desk.ts');
    this.session = session;
    this.stage = 'signed-in';
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

declare global {
  interface HTMLElementTagNameMap {
    'jy-app': JyApp;
  }
  interface HTMLElementEventMap {
    'jy-sign-out': CustomEvent<null>;
    'jy-session-lost': CustomEvent<null>;
  }
}
