import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ForeseenWarning, WarningWords } from '#contract/warning-drafts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { inputs } from '../ui/inputs.ts';
import { surface } from '../ui/surface.ts';
import { locale, say } from '../words/words.ts';
import { isAtOdds, wordsOf, type Entry, type Language, type Surroundings } from './warning-form.view.ts';
import { warningFormStyles } from './warning-form-styles.ts';

const longest: Record<keyof WarningWords, number> = { headline: 200, description: 2_000, instruction: 1_000 };
const languages = ['zh', 'en'] as const;

/** What a warning says, in both languages: proposed by its weather and level until somebody writes it; and how long it is as a short message. */
@customElement('jy-warning-form-text')
export class JyWarningFormText extends SignalWatcher(LitElement) {
  @property({ attribute: false }) entry!: Entry;
  @property({ attribute: false }) around!: Surroundings;
  @property({ attribute: false }) message: ForeseenWarning | null = null;
  @property({ attribute: false }) foreseen: ForeseenWarning | null = null;
  @state() private chosen: Language | null = null;

  static override styles = [surface, inputs, warningFormStyles];

  override render() {
    const language = this.message ? 'zh' : (this.chosen ?? (locale.get() === 'en' ? 'en' : 'zh'));
    const words = this.message ? this.message.warning : wordsOf(this.entry, language, this.around);
    const { level } = this.message ? this.message.warning : this.entry;
    return html`<fieldset class="text">
      <legend>${say('form/text')}</legend>
      ${this.message ? nothing : this.#languages(language)} ${this.#field('headline', words, language)}
      ${
        level && isAtOdds(words, level)
          ? html`<p class="odd" role="alert">${say('form/at-odds', { level: say(`text/level.${level}`) })}</p>`
          : nothing
      }
      ${this.#field('description', words, language)} ${this.#field('instruction', words, language)} ${this.#sms(language)}
    </fieldset>`;
  }

  #languages(language: Language): TemplateResult {
    const isWritten = Object.keys(this.entry.written[language]).length > 0;
    return html`<div class="row">
        <div class="chips">
          ${languages.map(
            (each) =>
              html`<label class="chip"
                ><input
                  type="radio"
                  name="language"
                  .checked=${live(each === language)}
                  @change=${() => (this.chosen = each)}
                />${say(`form/text.${each}`)}</label
              >`,
          )}
        </div>
        ${isWritten ? html`<button class="action" @click=${() => this.#write(language, null)}>${say('form/restore')}</button>` : nothing}
      </div>
      <p class="hint">${say('form/text.why')}</p>`;
  }

  #field(name: keyof WarningWords, words: WarningWords, language: Language): TemplateResult {
    const taken = (event: Event) => this.#write(language, { [name]: (event.target as HTMLInputElement).value });
    const isFixed = this.message !== null;
    return html`<label class="stacked ${name}"
      >${say(`form/${name}`)}
      ${
        name === 'headline'
          ? html`<input
              type="text"
              lang=${language}
              maxlength=${longest[name]}
              ?readonly=${isFixed}
              .value=${live(words[name])}
              @input=${taken}
            />`
          : html`<textarea
              lang=${language}
              maxlength=${longest[name]}
              ?readonly=${isFixed}
              .value=${live(words[name])}
              @input=${taken}
            ></textarea>`
      }
    </label>`;
  }

  #sms(language: Language): TemplateResult | typeof nothing {
    const sms = this.foreseen?.sms?.[language];
    if (!sms) return this.message ? nothing : html`<p class="hint sms-size">${say('form/sms.unknown')}</p>`;
    return html`<div>
      <p class="sms-size" aria-live="polite">${say('form/sms', { characters: sms.characters, parts: sms.parts })}</p>
      ${language === 'en' ? html`<p class="hint">${say('form/sms.en-stays')}</p>` : nothing}
      <details>
        <summary>${say('form/sms.text')}</summary>
        <p class="sms" lang=${language}>${sms.text}</p>
      </details>
    </div>`;
  }

  #write(language: Language, words: Partial<WarningWords> | null): void {
    const { written } = this.entry;
    emit(this, 'jy-entry', { written: { ...written, [language]: words ? { ...written[language], ...words } : {} } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-warning-form-text': JyWarningFormText;
  }
}
