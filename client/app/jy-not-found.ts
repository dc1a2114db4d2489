import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pageAddresses } from '#contract/pages.ts';
import { SignalWatcher } from '../state/signals.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import '../shell/jy-display-switches.ts';

/** At an address that is none of our screens: says so, and leads to the map. Nobody has to sign in to read it. */
@customElement('jy-not-found')
export class JyNotFound extends SignalWatcher(LitElement) {
  @property() path = '';

  static override styles = [
    surface,
    css`
      :host {
        min-height: 100vh;
        display: grid;
        grid-template-rows: auto 1fr;
        background: var(--jy-ground);
      }
      header {
        display: flex;
        justify-content: flex-end;
        padding: 12px 20px;
      }
      main {
        place-self: center;
        display: grid;
        justify-items: start;
        gap: 14px;
        width: min(480px, calc(100vw - 32px));
        margin-bottom: 12vh;
        padding: 28px;
        border: 1px solid var(--jy-line);
        border-radius: 8px;
        background: var(--jy-panel);
      }
      small {
        font-size: 13px;
        font-weight: 600;
        color: var(--jy-dim);
      }
      h1 {
        margin: 0;
        font-size: 24px;
        line-height: 1.25;
      }
      p {
        line-height: 1.7;
        color: var(--jy-soft);
        overflow-wrap: anywhere;
      }
      a {
        min-height: 40px;
        text-decoration: none;
      }
    `,
  ];

  override render() {
    return html`
      <header><jy-display-switches></jy-display-switches></header>
      <main>
        <small>${say('app/name')} · 404</small>
        <h1>${say('not-found/title')}</h1>
        <p>${say('not-found/why', { path: this.#shownPath })}</p>
        <a class="action main" href=${pageAddresses.map}>${icon('chevronRight', 16)}${say('not-found/desk')}</a>
      </main>
    `;
  }

  /** As it was typed; what cannot be decoded, as it came. */
  get #shownPath(): string {
    try {
      return decodeURIComponent(this.path);
    } catch {
      return this.path;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-not-found': JyNotFound;
  }
}
