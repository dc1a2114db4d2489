import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { bar } from '../ui/bar.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import './jy-display-switches.ts';
import './jy-user-menu.ts';

export interface PageTab {
  id: string;
  text: string;
  /** Opens it in a window of its own. */
  href: string;
}

/** The head of a screen that is not the map: the way back, its name, its sections, and who is looking. Tools of the screen go inside. */
@customElement('jy-page-head')
export class JyPageHead extends SignalWatcher(LitElement) {
  @property() heading = '';
  @property() cityName = '';
  @property({ attribute: false }) tabs: readonly PageTab[] = [];
  /** The section that is open. */
  @property() open = '';

  static override styles = [
    surface,
    bar,
    css`
      :host {
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .home {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-height: 52px;
        padding-right: 8px;
        color: var(--jy-soft);
        text-decoration: none;
        white-space: nowrap;
      }
      .home:hover {
        color: var(--jy-text);
      }
      .city {
        overflow: hidden;
        color: var(--jy-dim);
        font-size: 13px;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .end {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-left: auto;
      }
      nav {
        display: flex;
        flex: 1 0 100%;
        gap: 4px;
        width: 0;
        margin: 0 -12px;
        overflow-x: auto;
      }
      nav a {
        padding: 10px 12px;
        border-bottom: 2px solid transparent;
        color: var(--jy-soft);
        font-size: 14px;
        text-decoration: none;
        white-space: nowrap;
      }
      nav a:hover {
        color: var(--jy-text);
      }
      nav a[aria-current='page'] {
        border-color: var(--jy-accent);
        color: var(--jy-text);
        font-weight: 600;
      }
      @media (max-width: 900px) {
        .city {
          display: none;
        }
      }
      @media (max-width: 640px) {
        :host {
          padding: 0 12px;
        }
        .home b {
          display: none;
        }
        nav a {
          padding: 10px;
        }
      }
    `,
  ];

  override render() {
    return html`
      <a href="/" class="home" title=${say('page/to-map')} aria-label=${say('page/to-map')}>
        ${icon('chevronLeft', 16)}<b>${say('app/name')}</b>
      </a>
      <h1>${this.heading}</h1>
      <span class="city">${this.cityName} · ${say('map/synthetic')}</span>
      <span class="end"><slot></slot><jy-display-switches></jy-display-switches><jy-user-menu></jy-user-menu></span>
      <nav aria-label=${say('page/sections')}>${this.tabs.map((tab) => this.#tab(tab))}</nav>
    `;
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('open'))
      this.renderRoot.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #tab({ id, text, href }: PageTab) {
    return html`<a
      href=${href}
      aria-current=${id === this.open ? 'page' : 'false'}
      @click=${(event: MouseEvent) => this.#follow(event, id)}
    >
      ${text}
    </a>`;
  }

  #follow(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    emit(this, 'jy-section', id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-page-head': JyPageHead;
  }
  interface HTMLElementEventMap {
    /** A section of the screen was chosen. */
    'jy-section': CustomEvent<string>;
  }
}
