import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { NoticeAnswer } from '#contract/notice-answers.ts';
import { digitsOf } from '#contract/reply-digits.ts';
import type { CallSheet, SheetLine, SheetOutcome, SheetResult } from '#contract/sheets.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { textIn } from '../ui/text-in.ts';
import { toast } from '../ui/toast.ts';
import '../notices/jy-notice-mark.ts';
import { nameOf } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { ledgerApi } from './ledger-api.ts';
import { fieldStyles, ledgerStyles } from './ledger-styles.ts';
import { postWords } from './ledger.view.ts';
import { sheetTypingStyles } from './sheet-typing-styles.ts';
import { answeredLines, lineTyped, sheetTyped, stateKey } from './sheet-typing.view.ts';

const countFields = ['moved', 'refused', 'absent'] as const;
type Counts = NonNullable<SheetResult['counts']>;

/** Types in what came back on a sheet, line by line, without leaving the number pad. */
@customElement('jy-sheet-typing')
export class JySheetTyping extends SignalWatcher(LitElement) {
  @state() private sheet: CallSheet | null = null;
  @state() private typed = '';
  @state() private kind: NoticeAnswer = 'heard';
  @state() private counts: Counts = {};
  @state() private note = '';
  @query('#line') private readonly lineField?: HTMLInputElement;

  static override styles = [surface, ledgerStyles, fieldStyles, sheetTypingStyles];

  override render() {
    return html`
      <h2>${say('sheet/type')}</h2>
      <p class="why">${say('sheet/type.why')}</p>
      <form class="open" @submit=${this.#open}>
        <label>${say('sheet/type.number')}<input name="number" inputmode="numeric" autocomplete="off" required /></label>
        <button class="action">${say('sheet/type.open')}</button>
      </form>
      ${this.sheet ? this.#sheet(this.sheet) : html`<p class="empty">${say('sheet/type.none')}</p>`}
    `;
  }

  #sheet(sheet: CallSheet) {
    const line = lineTyped(sheet, this.typed);
    return html`
      <p class="head">
        <jy-notice-mark .level=${sheet.level}></jy-notice-mark> ${sheet.headline}
        <small>${say('sheet/type.lines', { count: sheet.lines.length, answered: answeredLines(sheet) })}</small>
        ${sheet.incidentMode === 'actual' ? nothing : html`<b class="drill">${say(`sheet/drill.${sheet.incidentMode}`)}</b>`}
      </p>
      ${this.#form(sheet, line)} ${this.#lines(sheet, line)}
    `;
  }

  #form(sheet: CallSheet, line: SheetLine | null) {
    return html`<form class="line" @submit=${this.#note}>
      <label
        >${say('sheet/type.line')}<input
          id="line"
          inputmode="numeric"
          autocomplete="off"
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
      /></label>
      <output aria-live="polite" class=${this.typed && !line ? 'bad' : ''}>
        ${line ? html`<b>${line.maskedName}</b> ${postWords(line.postKind)} · ${nameOf({ nameZh: line.areaNameZh, nameEn: line.areaNameEn })}` : this.typed ? say('sheet/type.unknown-line') : ''}
      </output>
      ${this.#replies(sheet)}
      <div class="counts">
        ${(sheet.answers.includes('done') ? countFields : []).map(
          (field) =>
            html`<label
              >${say(`count/${field}`, { count: '' })}<input
                type="number"
                min="0"
                max="100000"
                .value=${String(this.counts[field] ?? '')}
                @input=${(event: Event) => this.#count(field, (event.target as HTMLInputElement).value)}
            /></label>`,
        )}
        <label class="note"
          >${say('sheet/type.note')}<input
            maxlength="500"
            .value=${this.note}
            @input=${(event: Event) => (this.note = (event.target as HTMLInputElement).value)}
        /></label>
      </div>
      <button class="action main" ?disabled=${!line}>${say('sheet/type.submit')}</button>
    </form>`;
  }

  #lines(sheet: CallSheet, chosen: SheetLine | null) {
    return html`<div class="lines">
      <table>
        <tbody>
          ${sheet.lines.map(
            (each) =>
              html`<tr class=${each === chosen ? 'chosen' : ''} @click=${() => this.#choose(each.code)}>
                <td>${each.code}</td>
                <td>${each.maskedName} <small>${postWords(each.postKind)}</small></td>
                <td>${nameOf({ nameZh: each.areaNameZh, nameEn: each.areaNameEn })}</td>
                <td class=${each.needHelp || each.cannot ? 'bad' : each.state}>${sayOr(stateKey(each, sheet.noticeKind), '')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #replies({ answers }: CallSheet) {
    return html`<fieldset @keydown=${this.#pressReply}>
      <legend>${say('sheet/type.reply')}</legend>
      ${digitsOf(answers).map(
        ([digit, kind]) =>
          html`<label class="reply"
            ><input type="radio" name="kind" .checked=${live(kind === this.kind)} @change=${() => (this.kind = kind)} /><kbd>${digit}</kbd
            >${say(`sheet/reply.${kind}`)}</label
          >`,
      )}
    </fieldset>`;
  }

  readonly #pressReply = (event: KeyboardEvent): void => {
    const said = digitsOf(this.sheet?.answers ?? []).find(([digit]) => digit === event.key);
    if (said) this.kind = said[1];
  };

  #count(field: (typeof countFields)[number], text: string): void {
    const { [field]: _, ...rest } = this.counts;
    this.counts = text === '' ? rest : { ...rest, [field]: Number(text) };
  }

  #choose(code: string): void {
    this.typed = code;
    this.lineField?.focus();
  }

  readonly #open = (event: SubmitEvent): void => {
    event.preventDefault();
    const number = sheetTyped(textIn(new FormData(event.target as HTMLFormElement), 'number'));
    if (number === null) return toast(say('sheet/unknown'), 'failed');
    void act(this, async () => {
      this.sheet = await ledgerApi.sheet(number);
      this.kind = this.sheet.answers[0] ?? 'heard';
      await this.updateComplete;
      this.lineField?.focus();
    });
  };

  readonly #note = (event: SubmitEvent): void => {
    event.preventDefault();
    const line = this.sheet && lineTyped(this.sheet, this.typed);
    if (!line) return;
    const { kind, counts, note } = this;
    const result = { line: line.code, kind, ...(Object.keys(counts).length > 0 && { counts }), ...(note.trim() && { note: note.trim() }) };
    void act(this, async () => {
      const [outcome] = (await ledgerApi.typeIn(result)).outcomes;
      if (outcome) this.#told(outcome, line, kind);
    });
  };

  /** The next line begins empty; one that was refused stays as it was typed. */
  #told({ outcome, code, call }: SheetOutcome, typed: SheetLine, kind: NoticeAnswer): void {
    if (outcome === 'refused') return toast(sayOr(code ?? '', code ?? ''), 'failed');
    toast(
      say(`sheet/type.${outcome}`, { name: typed.maskedName, reply: say(`sheet/reply.${kind}`) }),
      outcome === 'known' ? 'partly' : 'done',
    );
    const { sheet } = this;
    if (sheet && call) {
      const { state: standing, progress, needHelp, cannot } = call;
      const lines = sheet.lines.map((line) => (line.code === typed.code ? { ...line, state: standing, progress, needHelp, cannot } : line));
      this.sheet = { ...sheet, lines };
    }
    this.typed = '';
    this.counts = {};
    this.note = '';
    this.lineField?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-sheet-typing': JySheetTyping;
  }
}
