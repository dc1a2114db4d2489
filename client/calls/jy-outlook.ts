import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallActionResult } from '#contract/call-details.ts';
import type { CallRow } from '#contract/calls.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import '../ui/jy-confirm.ts';
import type { Question } from '../ui/jy-confirm.ts';
import { countText } from '../words/format.ts';
import { explain } from '../words/explain.ts';
import { say } from '../words/words.ts';
import { leftLines, offersOf, questionOf, stepLines } from './outlook.view.ts';

/** What moves many people at once. */
export interface MassDeed {
  action: 'callAgain' | 'escalateNow';
  calls: readonly CallRow[];
}

/** Says what an order about many people would do, why not for all of them, and what would help instead; then asks. */
@customElement('jy-outlook')
export class JyOutlook extends SignalWatcher(LitElement) {
  @property({ attribute: false }) deed: MassDeed | null = null;
  @property({ attribute: false }) read!: (deed: MassDeed) => Promise<CallActionResult>;
  @property({ type: Boolean }) busy = false;
  @state() private outlook: CallActionResult | null = null;
  @state() private problem = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('deed')) return;
    this.outlook = null;
    this.problem = '';
    if (this.deed) void this.#read(this.deed);
  }

  override render() {
    return html`<jy-confirm
      .question=${this.#question}
      ?busy=${this.busy || this.outlook === null}
      @jy-confirmed=${(event: CustomEvent<boolean>) => this.#confirmed(event)}
    ></jy-confirm>`;
  }

  get #question(): Question | null {
    const { deed, outlook } = this;
    if (!deed) return null;
    const title = say(`deed/${deed.action}`);
    if (this.problem) return { title, text: this.problem, yes: null };
    if (!outlook) return { title, text: say('deed/counting', { count: countText(deed.calls.length) }), yes: title };
    return { title, ...questionOf(deed.action, outlook), more: this.#more(deed, outlook) };
  }

  #more(deed: MassDeed, outlook: CallActionResult): TemplateResult {
    const [steps, left] = [stepLines(outlook), leftLines(outlook)];
    return html`
      <ul>
        ${steps.map((line) => html`<li>${line}</li>`)} ${left.map((line) => html`<li class="left">${line}</li>`)}
      </ul>
      ${this.#offers(deed, outlook)}
    `;
  }

  #offers({ action, calls }: MassDeed, outlook: CallActionResult): TemplateResult | typeof nothing {
    const { again, unroused, sheets } = offersOf(action, outlook, calls);
    if (again.length === 0 && !unroused && !sheets) return nothing;
    const callOut = calls[0]?.callOutId ?? '';
    return html`<div class="offers">
      ${
        again.length > 0
          ? html`<button class="action" @click=${() => emit(this, 'jy-outlook', { do: 'again', calls: again })}>
              ${icon('phone', 14)}${say('offer/again', { count: countText(again.length) })}
            </button>`
          : nothing
      }
      ${
        unroused
          ? html`<button class="action" @click=${() => emit(this, 'jy-outlook', { do: 'unroused' })}>
              ${icon('user', 14)}${say('offer/unroused')}
            </button>`
          : nothing
      }
      ${
        sheets
          ? html`<a class="action" href=${`/ledger?tab=paper&callOut=${callOut}`} target="_blank" rel="noopener"
              >${icon('print', 14)}${say('offer/sheets')}</a
            >`
          : nothing
      }
    </div>`;
  }

  #confirmed(event: CustomEvent<boolean>): void {
    event.stopPropagation();
    emit(this, 'jy-outlook', { do: event.detail ? 'order' : 'close' });
  }

  async #read(deed: MassDeed): Promise<void> {
    try {
      const outlook = await this.read(deed);
      if (deed === this.deed) this.outlook = outlook;
    } catch (error) {
      if (deed === this.deed) this.problem = explain(error);
    }
  }
}

export type OutlookChoice = { do: 'order' | 'close' | 'unroused' } | { do: 'again'; calls: readonly CallRow[] };

declare global {
  interface HTMLElementTagNameMap {
    'jy-outlook': JyOutlook;
  }
  interface HTMLElementEventMap {
    'jy-outlook': CustomEvent<OutlookChoice>;
  }
}
