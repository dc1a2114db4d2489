import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CallId, NewReceipt, ReceiptKind } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
import type { JyFieldAttach } from './jy-field-attach.ts';
import './jy-field-attach.ts';
import { reportStyles } from './report-styles.ts';
import type { Say } from './say.ts';
import { sheetStyles } from './sheet-styles.ts';
import { headlineOf } from './field.view.ts';

type Counts = NonNullable<NewReceipt['counts']>;
const countable = ['moved', 'sheltered', 'withRelatives', 'refused', 'absent'] as const satisfies (keyof Counts)[];
const reasons = ['away', 'ill', 'road', 'not-mine'] as const;
const noteLength = 500;

/**
 * The form for numbers, a note, a photo and a position, over the page: opened with {@link open}, says `jy-answer` when it is sent. It
 * belongs to the call that it was opened for, whatever rings behind it meanwhile.
 */
@customElement('jy-field-report')
export class JyFieldReport extends LitElement {
  /** The call on the page behind this form. */
  @property({ attribute: false }) shown: CallId | undefined;
  @property({ attribute: false }) say!: Say;
  @state() private about: Pick<FieldCall, 'call' | 'headline' | 'words'> | null = null;
  @state() private kind: ReceiptKind = 'acting';
  @state() private counts: Counts = {};
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('textarea') private note!: HTMLTextAreaElement;
  @query('jy-field-attach') private attach!: JyFieldAttach;

  static override styles = [sheetStyles, reportStyles];

  open(about: Pick<FieldCall, 'call' | 'headline' | 'words'>, kind: ReceiptKind): void {
    this.about = about;
    this.kind = kind;
    this.counts = {};
    this.note.value = '';
    void this.attach.take();
    this.dialog.showModal();
  }

  override render() {
    const { about, kind, say } = this;
    const isNewerBehind = about !== null && this.shown !== undefined && this.shown !== about.call.id;
    const isCounting = kind !== 'needHelp' && kind !== 'cannot';
    const form = kind === 'needHelp' ? 'help' : kind === 'cannot' ? 'cannot' : 'report';
    const noteWords = say(form === 'report' ? 'field/note' : `field/note.${form}`);
    return html`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${() => void this.#send()}>
        <h2 id="title">${say(`field/${form}.title`)}</h2>
        <p class="note">${about ? headlineOf(about, this.say.locale) : ''}</p>
        <p class="newer" role="alert">${isNewerBehind ? say('field/newer.behind') : nothing}</p>
        ${isCounting ? html`<div class="counts">${countable.map((what) => this.#count(what))}</div>` : nothing}
        ${kind === 'cannot' ? this.#reasons() : nothing}
        <textarea rows="3" maxlength=${noteLength} aria-label=${noteWords} placeholder=${noteWords}></textarea>
        <jy-field-attach .say=${say}></jy-field-attach>
        <div class="act">
          <button type="button" @click=${() => this.dialog.close()}>${say('field/back')}</button>
          <button class=${isCounting ? 'send' : 'help'}>${say(isCounting ? 'field/send' : `field/${kind}`)}</button>
        </div>
      </form>
    </dialog>`;
  }

  #reasons() {
    return html`<div class="reasons">
      ${reasons.map((reason) => {
        const words = this.say(`field/reason.${reason}`);
        return html`<button type="button" @click=${() => (this.note.value = words)}>${words}</button>`;
      })}
    </div>`;
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

  async #send(): Promise<void> {
    const { about, kind, counts } = this;
    if (!about) return;
    const note = this.note.value.trim();
    const hasCounts = Object.keys(counts).length > 0;
    const detail = { callId: about.call.id, kind, ...(note && { note }), ...(hasCounts && { counts }), ...(await this.attach.take()) };
    this.dispatchEvent(new CustomEvent('jy-answer', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-report': JyFieldReport;
  }
}
