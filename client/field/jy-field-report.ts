import { LitElement, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { NewReceipt, ReceiptKind } from '#contract/calls.ts';
import { reportStyles } from './report-styles.ts';
import type { Say } from './say.ts';

type Counts = NonNullable<NewReceipt['counts']>;
const countable = ['moved', 'sheltered', 'withRelatives', 'refused', 'absent'] as const satisfies (keyof Counts)[];
const noteLength = 500;

/** The form for numbers and a note, over the page: opened with {@link open}, says `jy-answer` when it is sent. */
@customElement('jy-field-report')
export class JyFieldReport extends LitElement {
  @property({ attribute: false }) say!: Say;
  @state() private kind: ReceiptKind = 'acting';
  @state() private counts: Counts = {};
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('textarea') private note!: HTMLTextAreaElement;

  static override styles = reportStyles;

  open(kind: ReceiptKind): void {
    this.kind = kind;
    this.counts = {};
    this.note.value = '';
    this.dialog.showModal();
  }

  override render() {
    const isHelp = this.kind === 'needHelp';
    return html`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${() => this.#send()}>
        <h2 id="title">${this.say(isHelp ? 'field/help.title' : 'field/report.title')}</h2>
        <div class="counts" ?hidden=${isHelp}>${countable.map((what) => this.#count(what))}</div>
        <textarea
          rows="3"
          maxlength=${noteLength}
          aria-label=${this.say(isHelp ? 'field/note.help' : 'field/note')}
          placeholder=${this.say(isHelp ? 'field/note.help' : 'field/note')}
        ></textarea>
        <div class="act">
          <button type="button" @click=${() => this.dialog.close()}>${this.say('field/back')}</button>
          <button class=${isHelp ? 'help' : 'send'}>${this.say(isHelp ? 'field/needHelp' : 'field/send')}</button>
        </div>
      </form>
    </dialog>`;
  }

  #count(what: keyof Counts) {
    const words = this.say(`field/count.${what}`);
    const value = this.counts[what];
    return html`<label for=${what}>${words}</label>
      <button type="button" aria-label=${this.say('field/count.less', { what: words })} @click=${() => this.#set(what, (value ?? 0) - 1)}>
        −
      </button>
      <input
        id=${what}
        inputmode="numeric"
        pattern="[0-9]*"
        maxlength="5"
        .value=${value === undefined ? '' : String(value)}
        @input=${(event: InputEvent) => this.#typed(what, (event.target as HTMLInputElement).value)}
      />
      <button type="button" aria-label=${this.say('field/count.more', { what: words })} @click=${() => this.#set(what, (value ?? 0) + 1)}>
        +
      </button>`;
  }

  #typed(what: keyof Counts, text: string): void {
    const digits = text.replace(/\D/g, '');
    if (digits === '') this.counts = Object.fromEntries(Object.entries(this.counts).filter(([other]) => other !== what));
    else this.#set(what, Number(digits));
  }

  #set(what: keyof Counts, value: number): void {
    this.counts = { ...this.counts, [what]: Math.min(99_999, Math.max(0, value)) };
  }

  #send(): void {
    const note = this.note.value.trim();
    const hasCounts = this.kind !== 'needHelp' && Object.keys(this.counts).length > 0;
    const detail = { kind: this.kind, ...(note && { note }), ...(hasCounts && { counts: this.counts }) };
    this.dispatchEvent(new CustomEvent('jy-answer', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-report': JyFieldReport;
  }
}
