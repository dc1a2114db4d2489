import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FieldCall } from '#contract/field.ts';
import { icon } from '../ui/icons.ts';
import type { Theme } from './preferences.ts';
import type { Say } from './say.ts';

/** Who is called, whether the line is open, and the two switches. Says `jy-switch-theme` and `jy-switch-language`. */
@customElement('jy-field-head')
export class JyFieldHead extends LitElement {
  /** Null while there is nothing to show: then there is no line either. */
  @property({ attribute: false }) field: FieldCall | null = null;
  @property({ type: Boolean }) isLinked = false;
  @property({ type: Number }) unsent = 0;
  @property() theme: Theme = 'dark';
  @property({ attribute: false }) say!: Say;

  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: 4px;
      min-height: 44px;
      padding: 0 8px 0 20px;
      color: var(--jy-soft);
      font-size: 13px;
      line-height: 1.3;
    }
    .who {
      flex: 1;
    }
    .line {
      white-space: nowrap;
    }
    .off {
      color: var(--jy-red-text);
      font-weight: 600;
    }
    button {
      display: grid;
      place-items: center;
      min-width: 44px;
      height: 44px;
      border: 0;
      background: none;
      color: var(--jy-soft);
      font: 600 14px var(--jy-face);
      cursor: pointer;
    }
    button:focus-visible {
      outline: 3px solid var(--jy-accent);
      outline-offset: -3px;
    }
  `;

  override render() {
    const { say } = this;
    return html`<span class="who">${this.#who()}</span>
      ${this.field ? html`<span class="line ${this.isLinked ? '' : 'off'}" role="status">${this.#lineWords()}</span>` : nothing}
      <button aria-label=${say('field/theme')} @click=${() => this.#tell('jy-switch-theme')}>
        ${icon(this.theme === 'dark' ? 'sun' : 'moon')}
      </button>
      <button aria-label=${say('field/language.label')} @click=${() => this.#tell('jy-switch-language')}>${say('field/language')}</button>`;
  }

  #who(): string {
    const { field, say } = this;
    if (!field) return say('field/title');
    const { postKind } = field.call;
    const who = say('field/who', {
      area: say.locale === 'en' ? field.areaNameEn : field.areaNameZh,
      post: say.or(`post/${postKind}`, postKind),
    });
    return field.synthetic ? `${who} · ${say('field/synthetic')}` : who;
  }

  #lineWords(): string {
    const count = this.unsent;
    if (this.isLinked) return count > 0 ? this.say('field/online.sending', { count }) : this.say('field/online');
    return count > 0 ? this.say('field/offline.waiting', { count }) : this.say('field/offline');
  }

  #tell(type: 'jy-switch-theme' | 'jy-switch-language'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-head': JyFieldHead;
  }
  interface HTMLElementEventMap {
    'jy-switch-theme': CustomEvent;
    'jy-switch-language': CustomEvent;
  }
}
