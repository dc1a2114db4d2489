import { consume } from '@lit/context';
import { Task } from '@lit/task';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shortestPurpose } from '#contract/people.ts';
import { mayReveal, type Session } from '#contract/session.ts';
import type { SheetPlan } from '#contract/sheets.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { explain } from '../words/explain.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { ledgerApi, type SheetWish } from './ledger-api.ts';
import { fieldStyles } from './ledger-styles.ts';
import type { Print } from './print-stream.ts';
import type { SheetSubject } from './sheet-choice.view.ts';

type Stage =
  { at: 'choosing' } | { at: 'making'; share: number } | { at: 'made'; print: Print; url: string } | { at: 'failed'; reason: string };

/** Orders call sheets: how many people and pages before anything is made, how far it is meanwhile, and a way to stop it. */
@customElement('jy-sheet-order')
export class JySheetOrder extends SignalWatcher(LitElement) {
  @property({ attribute: false }) subject: SheetSubject | null = null;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  /** Also who has answered. */
  @state() private isForAll = false;
  @state() private purpose = '';
  @state() private stage: Stage = { at: 'choosing' };

  static override styles = [
    surface,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 10px;
        min-width: min(400px, 80vw);
        font-size: 13px;
      }
      .plan {
        padding: 10px 12px;
        border-radius: 6px;
        background: var(--jy-raised);
        line-height: 1.6;
      }
      .plan b {
        font-size: 15px;
      }
      .bad {
        color: var(--jy-red-text);
      }
      .tick {
        display: flex;
        gap: 8px;
        align-items: center;
        font-size: 13px;
        color: var(--jy-text);
      }
      progress {
        width: 100%;
        height: 10px;
        accent-color: var(--jy-accent);
      }
      .row {
        display: flex;
        gap: 8px;
        align-items: center;
        justify-content: space-between;
      }
      a.action {
        color: var(--jy-accent-ink);
        text-decoration: none;
      }
    `,
  ];

  #cut: AbortController | null = null;

  readonly #plan = new Task(this, {
    args: () => [this.subject, this.isForAll] as const,
    task: ([subject]): Promise<SheetPlan> | null => (subject ? ledgerApi.sheetPlan(subject.callOutId, this.#wish(subject)) : null),
  });

  /** Stops what is being made: nobody waits for it any more. */
  cancel(): void {
    this.#cut?.abort();
    this.#cut = null;
    if (this.stage.at === 'made') URL.revokeObjectURL(this.stage.url);
    this.stage = { at: 'choosing' };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancel();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('subject')) this.cancel();
  }

  override render() {
    if (!this.subject) return nothing;
    switch (this.stage.at) {
      case 'making':
        return this.#making(this.stage.share);
      case 'made':
        return this.#made(this.stage);
      case 'choosing':
      case 'failed':
        return this.#choice();
    }
  }

  #choice(): TemplateResult {
    return html`
      <label class="tick"
        ><input
          type="checkbox"
          name="all"
          .checked=${this.isForAll}
          @change=${() => (this.isForAll = !this.isForAll)}
        />${say('sheet/order.all')}</label
      >
      ${this.session && mayReveal(this.session) ? html`<label>${say('sheet/print.purpose')}<input name="purpose" maxlength="200" .value=${this.purpose} @input=${(event: Event) => (this.purpose = (event.target as HTMLInputElement).value)} /></label>` : nothing}
      ${this.#plan.render({
        pending: () => html`<p class="plan" role="status">${say('app/loading')}</p>`,
        error: (error) => html`<p class="plan bad" role="alert">${explain(error)}</p>`,
        complete: (plan) => (plan ? this.#offer(plan) : nothing),
      })}
      ${this.stage.at === 'failed' ? html`<p class="bad" role="alert">${this.stage.reason}</p>` : nothing}
    `;
  }

  #offer({ people, households, pages, isTooMuch }: SheetPlan): TemplateResult {
    if (people + households === 0)
      return html`<p class="plan" role="status">${say(this.isForAll ? 'sheet/nothing' : 'sheet/order.nobody')}</p>`;
    const counts = { people: countText(people), households: countText(households), pages: countText(pages) };
    const isVague = this.purpose.trim() !== '' && this.purpose.trim().length < shortestPurpose;
    return html`
      <p class="plan" role="status"><b>${say(this.isForAll ? 'sheet/order.plan-all' : 'sheet/order.plan', counts)}</b></p>
      ${isTooMuch ? html`<p class="bad" role="alert">${say('sheet/too-much')}</p>` : nothing}
      ${isVague ? html`<p class="bad" role="alert">${say('card/purpose-short')}</p>` : nothing}
      <div class="row">
        <button class="action main start" ?disabled=${isTooMuch || isVague} @click=${() => this.#make()}>
          ${say('sheet/order.start', { pages: counts.pages })}
        </button>
      </div>
    `;
  }

  #making(share: number): TemplateResult {
    return html`
      <p role="status">${say('sheet/order.making', { share: Math.round(100 * share) })}</p>
      <progress max="1" .value=${share} aria-label=${say('sheet/print')}></progress>
      <div class="row"><button class="action stop" @click=${() => this.cancel()}>${say('sheet/order.stop')}</button></div>
    `;
  }

  #made({ print, url }: Extract<Stage, { at: 'made' }>): TemplateResult {
    const name = `call-sheet-${print.sheetId}.pdf`;
    return html`
      <p class="plan" role="status">${say('sheet/order.made', { number: print.sheetId, pages: countText(print.pages) })}</p>
      <div class="row">
        <a class="action main" href=${url} target="_blank" rel="noopener">${say('sheet/order.open')}</a>
        <a class="action main" href=${url} download=${name}>${say('sheet/order.save')}</a>
      </div>
    `;
  }

  #wish({ area, callIds }: SheetSubject): SheetWish {
    const purpose = this.purpose.trim();
    return { area, who: this.isForAll ? 'all' : 'silent', ...(callIds && { calls: callIds.join() }), ...(purpose && { purpose }) };
  }

  async #make(): Promise<void> {
    const { subject } = this;
    if (!subject) return;
    const cut = new AbortController();
    this.#cut = cut;
    this.stage = { at: 'making', share: 0 };
    try {
      const onShare = (share: number) => cut.signal.aborted || (this.stage = { at: 'making', share });
      const print = await ledgerApi.print(subject.callOutId, this.#wish(subject), { signal: cut.signal, onShare });
      this.stage = { at: 'made', print, url: URL.createObjectURL(print.pdf) };
    } catch (error) {
      if (!cut.signal.aborted) this.stage = { at: 'failed', reason: explain(error) };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-sheet-order': JySheetOrder;
  }
}
