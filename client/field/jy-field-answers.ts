import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Call, ReceiptKind } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
import { icon } from '../ui/icons.ts';
import { askedKinds, isHelpAlone, progressOf, reportKind, shanghaiTimeToday, stepsOf, type ProgressStep } from './field.view.ts';
import { answersStyles } from './answers-styles.ts';
import type { GivenAnswer } from './responder.ts';
import type { FieldKey, Say } from './say.ts';

/** A tap so soon after another call has taken the page was meant for the call before. */
const settleMilliseconds = 700;

/**
 * The buttons under the thumb: first 收到, then the steps. Says `jy-answer` for what goes off at once, `jy-report` for what needs a form.
 */
@customElement('jy-field-answers')
export class JyFieldAnswers extends LitElement {
  @property({ attribute: false }) call!: Call;
  /** The incident's time when the call was read. */
  @property() now = '';
  /** What it is about, and what it asks for. */
  @property({ attribute: false }) about: Pick<FieldCall, 'noticeKind' | 'answers'> = {};
  @property({ attribute: false }) pending: readonly ReceiptKind[] = [];
  @property({ type: Boolean }) isRead = false;
  /** False: the called person is somebody else, for whom this one answers after having reached them. */
  @property({ type: Boolean }) isOwn = true;
  /** Help is asked for, and has a line of its own. */
  @property({ type: Boolean, attribute: 'asks-apart', reflect: true }) asksApart = false;
  @property({ attribute: false }) say!: Say;
  @state() private isSettled = false;

  static override styles = answersStyles;

  #settling: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settling);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('call') || changed.get('call')?.id === this.call.id) return;
    clearTimeout(this.#settling);
    this.isSettled = false;
    this.#settling = setTimeout(() => (this.isSettled = true), settleMilliseconds);
  }

  override render() {
    const steps = stepsOf(this.call, {
      ...{ pending: this.pending, isOwn: this.isOwn, isRead: this.isRead && this.isSettled },
      asked: askedKinds(this.about),
    });
    const [heard, ...later] = steps;
    if (!heard) return nothing;
    return html`${this.#heard(heard)} ${later.map((step) => this.#step(step))}
      <button
        class="report"
        ?disabled=${heard.state === 'locked' || !this.isSettled}
        @click=${() => this.#report(reportKind(progressOf(this.call, this)))}
      >
        ${this.say('field/report')}
      </button>
      ${this.call.flags.includes('countsDoubted') ? html`<p class="doubt" role="alert">${this.say('field/counts-doubted')}</p>` : nothing}
      ${this.#trouble('cannot')} ${this.asksApart ? nothing : this.#trouble('needHelp')}`;
  }

  #heard(step: ProgressStep) {
    if (isHelpAlone(this.call, this)) return html`<p class="heard asks" role="status">${icon('help', 22)} ${this.#helpWords}</p>`;
    if (step.state === 'said' || step.state === 'sending') {
      const at = this.call.answeredAt ? shanghaiTimeToday(this.call.answeredAt, this.now) : '';
      const words =
        step.state === 'sending' ? `${this.#word('field/heard')} · ${this.say('field/sending')}` : this.#word('field/said.heard', { at });
      return html`<p class="heard" role="status">${icon('check', 22)} ${words}</p>`;
    }
    const isLocked = step.state === 'locked';
    return html`<button class="heard ${this.isOwn ? '' : 'by-hand'}" ?disabled=${isLocked} @click=${() => this.#answer('heard')}>
      ${this.#word(isLocked ? 'field/heard.locked' : this.isOwn ? 'field/heard' : 'field/heard.by-hand')}
    </button>`;
  }

  get #helpWords(): string {
    const said = this.say('field/said.needHelp');
    return this.pending.includes('needHelp') ? `${said} · ${this.say('field/sending')}` : said;
  }

  #step({ kind, state }: ProgressStep) {
    const said = state === 'said' || state === 'sending';
    const words = this.#word(said ? `field/said.${kind}` : `field/${kind}`, { at: '' });
    return html`<button
      class=${state}
      ?disabled=${state === 'locked' || said || !this.isSettled}
      aria-pressed=${said ? 'true' : 'false'}
      @click=${() => this.#answer(kind)}
    >
      ${state === 'said' ? icon('check') : nothing}
      ${words}${state === 'sending' ? html`<small>${this.say('field/sending')}</small>` : nothing}
    </button>`;
  }

  /** Needs no reading to the end: who cannot act, or needs help, need not read on. */
  #trouble(kind: 'cannot' | 'needHelp') {
    const isSaid = this.call[kind] || this.pending.includes(kind);
    return html`<button class="help" ?disabled=${!this.isSettled} @click=${() => this.#report(kind)}>
      ${this.#word(isSaid ? `field/said.${kind}` : `field/${kind}`)}
    </button>`;
  }

  /** An order is accepted where a warning is heard. */
  #word(key: FieldKey, values?: Record<string, string | number>): string {
    return this.say.about(this.about, key, values);
  }

  #answer(kind: ReceiptKind): void {
    this.dispatchEvent(new CustomEvent('jy-answer', { detail: { callId: this.call.id, kind }, bubbles: true, composed: true }));
  }

  #report(kind: ReceiptKind): void {
    this.dispatchEvent(new CustomEvent('jy-report', { detail: { kind }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-answers': JyFieldAnswers;
  }
  interface HTMLElementEventMap {
    'jy-answer': CustomEvent<GivenAnswer>;
    'jy-report': CustomEvent<{ kind: ReceiptKind }>;
  }
}
