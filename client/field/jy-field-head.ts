import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FieldCall, FieldPage } from '#contract/field.ts';
import { icon } from '../ui/icons.ts';
import type { Say } from './say.ts';

/** Who is called, whether the line is open, and the way to the settings. Says `jy-settings` and `jy-switch-language`. */
@customElement('jy-field-head')
export class JyFieldHead extends LitElement {
  /** Null while there is nothing to show: then there is no line either. */
  @property({ attribute: false }) field: FieldCall | null = null;
  @property({ attribute: false }) me: FieldPage['me'] | null = null;
  @property({ type: Boolean }) isLinked = false;
  @property({ type: Number }) unsent = 0;
  @property({ attribute: false }) say!: Say;

  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: 4px;
      min-height: 44px;
      padding: 2px 8px 2px 20px;
      color: var(--jy-soft);
      font-size: 0.8125rem;
      line-height: 1.3;
    }
    .who {
      flex: 1;
    }
    .line {
      text-align: right;
    }
    .off {
      color: var(--jy-red-text);
      font-weight: 600;
    }
    button {
      display: grid;
      place-items: center;
      min-width: 44px;
      min-height: 44px;
      border: 0;
      background: none;
      color: var(--jy-soft);
      font: 600 0.875rem var(--jy-face);
      cursor: pointer;
    }
    button:focus-visible {
      outline: 3px solid var(--jy-accent);
      outline-offset: -3px;
    }
  `;

  override render() {
    const { say } = this;
    const isShown = this.field !== null || this.me !== null;
    return html`<span class="who">${this.#who()}</span>
      ${isShown ? html`<span class="line ${this.isLinked ? '' : 'off'}" role="status">${this.#lineWords()}</span>` : nothing}
      <button aria-label=${say('field/language.label')} @click=${() => this.#tell('jy-switch-language')}>${say('field/language')}</button>
      <button class="settings" aria-label=${say('field/settings')} @click=${() => this.#tell('jy-settings')}>
        ${icon('settings', 20)}
      </button>`;
  }

  #who(): string {
    const { field, me, say } = this;
    const about = field ?? me;
    if (!about) return say('field/title');
    const area = say.locale === 'en' ? about.areaNameEn : about.areaNameZh;
    const post = field?.household ? 'household' : field?.call.postKind;
    const who = post ? say('field/who', { area, post: say.or(`post/${post}`, post) }) : area;
    return about.synthetic ? `${who} · ${say('field/synthetic')}` : who;
  }

  #lineWords(): string {
    const count = this.unsent;
    if (this.isLinked) return count > 0 ? this.say('field/online.sending', { count }) : this.say('field/online');
    return count > 0 ? this.say('field/offline.waiting', { count }) : this.say('field/offline');
  }

  #tell(type: 'jy-settings' | 'jy-switch-language'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-head': JyFieldHead;
  }
  interface HTMLElementEventMap {
    'jy-settings': CustomEvent;
    'jy-switch-language': CustomEvent;
  }
}
