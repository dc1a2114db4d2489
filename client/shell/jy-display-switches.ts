import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { locale, say } from '../words/words.ts';
import { chooseLocale, chooseTheme, theme } from './preferences.ts';

/** Language and theme, switched at once and remembered. */
@customElement('jy-display-switches')
export class JyDisplaySwitches extends SignalWatcher(LitElement) {
  static override styles = [
    surface,
    css`
      :host {
        display: flex;
        align-items: center;
      }
      .language {
        width: auto;
        padding: 0 8px;
        font-size: 13px;
        white-space: nowrap;
      }
    `,
  ];

  override render() {
    const isDark = theme.get() === 'dark';
    const isChinese = locale.get() === 'zh-CN';
    const themeLabel = say(isDark ? 'app/theme.light' : 'app/theme.dark');
    return html`
      <button class="icon-button" title=${themeLabel} aria-label=${themeLabel} @click=${() => chooseTheme(isDark ? 'light' : 'dark')}>
        ${icon(isDark ? 'sun' : 'moon')}
      </button>
      <button
        class="icon-button language"
        lang=${isChinese ? 'en' : 'zh-CN'}
        title=${say('app/language')}
        @click=${() => chooseLocale(isChinese ? 'en' : 'zh-CN')}
      >
        ${isChinese ? 'English' : '中文'}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-display-switches': JyDisplaySwitches;
  }
}
