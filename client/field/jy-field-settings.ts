import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../ui/icons.ts';
import { askForNotices, noticeState, type NoticeState } from './notices.ts';
import type { Preferences } from './preferences.ts';
import type { FieldKey, Say } from './say.ts';
import { sheetStyles } from './sheet-styles.ts';

/** How this device shows and rings: opened with {@link open}. Says `jy-prefer`, `jy-try-ring` and `jy-install`. */
@customElement('jy-field-settings')
export class JyFieldSettings extends LitElement {
  @property({ attribute: false }) preferences!: Preferences;
  @property({ type: Boolean }) canInstall = false;
  @property({ attribute: false }) say!: Say;
  @state() private notices: NoticeState = noticeState();
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    sheetStyles,
    css`
      .switch {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        width: 100%;
        min-height: 56px;
        margin-top: 8px;
        text-align: left;
      }
      .switch::after {
        flex: none;
        width: 44px;
        height: 24px;
        border: 2px solid var(--jy-edge);
        border-radius: 14px;
        background: radial-gradient(circle at 12px 50%, var(--jy-soft) 8px, #0000 9px);
        content: '';
      }
      .switch[aria-checked='true']::after {
        border-color: var(--jy-ok);
        background: radial-gradient(circle at calc(100% - 12px) 50%, var(--jy-ok-ink) 8px, #0000 9px) var(--jy-ok);
      }
      .act {
        width: 100%;
        min-height: 56px;
        margin-top: 8px;
      }
    `,
  ];

  open(): void {
    this.notices = noticeState();
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    const { say, preferences } = this;
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${say('field/settings')}</h2>
        <button class="close" aria-label=${say('field/close')} @click=${() => this.close()}>${icon('close', 22)}</button>
      </header>
      ${this.#switch('field/set.size', preferences.size === 'large', (on) => this.#prefer('size', on ? 'large' : 'normal'))}
      ${this.#switch('field/set.contrast', preferences.contrast === 'high', (on) => this.#prefer('contrast', on ? 'high' : 'normal'))}
      ${this.#switch('field/set.theme', preferences.theme === 'light', (on) => this.#prefer('theme', on ? 'light' : 'dark'))}
      ${this.#notices()}
      <button class="act" @click=${() => this.#tell('jy-try-ring')}>${say('field/set.ring')}</button>
      ${this.canInstall ? html`<button class="act" @click=${() => this.#tell('jy-install')}>${say('field/set.install')}</button>` : nothing}
    </dialog>`;
  }

  #switch(words: FieldKey, isOn: boolean, set: (on: boolean) => void) {
    return html`<button class="switch" role="switch" aria-checked=${isOn ? 'true' : 'false'} @click=${() => set(!isOn)}>
      ${this.say(words)}
    </button>`;
  }

  /** What was allowed or refused can be changed only in the browser's own settings. */
  #notices() {
    const { notices, say } = this;
    if (notices === 'ask' || notices === 'allowed') {
      return this.#switch('field/set.notices', notices === 'allowed', () => void this.#ask());
    }
    return html`<p class="note">${say('field/set.notices')}: ${say(`field/set.notices.${notices}`)}</p>`;
  }

  async #ask(): Promise<void> {
    this.notices = await askForNotices();
  }

  #prefer<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void {
    this.dispatchEvent(new CustomEvent('jy-prefer', { detail: { [key]: value } }));
  }

  #tell(type: 'jy-try-ring' | 'jy-install'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-settings': JyFieldSettings;
  }
  interface HTMLElementEventMap {
    'jy-prefer': CustomEvent<Partial<Preferences>>;
    'jy-try-ring': CustomEvent;
    'jy-install': CustomEvent;
  }
}
