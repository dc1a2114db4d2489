import { html } from 'lit';
import { messagePlaces } from '#contract/message-places.ts';
import { say } from '../words/words.ts';
import type { Fields } from './draft-fields.ts';

const places = messagePlaces.map((place) => `{${place}}`);

/** The message in both languages, with the places that are filled for each call. */
export function messageFields({ draft, change, isWrong }: Fields) {
  const { message } = draft;
  const text = (locale: 'zh' | 'en') => {
    const set = (words: string) => change({ message: { ...message, [locale]: words.slice(0, 500) } });
    return html`<div>
      <label class="stacked">
        ${say(`policy/message-${locale}`)}
        <textarea
          lang=${locale}
          maxlength="500"
          placeholder=${say('policy/message-empty')}
          aria-invalid=${isWrong(`message.${locale}`)}
          .value=${message[locale]}
          @input=${(event: Event) => set((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
      <div class="places" role="group" aria-label=${say('policy/insert')}>
        ${places.map((place) => html`<button @click=${() => set(`${message[locale]}${place}`)}>${place}</button>`)}
      </div>
    </div>`;
  };
  return html`<section>
    <h3>${say('policy/section.message')}</h3>
    <div class="messages">${text('zh')}${text('en')}</div>
  </section>`;
}
