import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { longestOverrideReason, shortestOverrideReason } from '#contract/plans.ts';
import type { Session } from '#contract/session.ts';
import type { DoubleChoice, WarningId } from '#contract/warnings.ts';
import { bandStyles, lowBandStyles } from '../ui/band-styles.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { proposedDoubles, type ProposedDouble } from './doubles.view.ts';
import '../notices/jy-level.ts';
import { warningTitle } from '../notices/warning-title.ts';

/** Warnings that likely say another one again: the desk merges them or keeps them apart; until then nobody is called twice. */
@customElement('jy-double-bands')
export class JyDoubleBands extends SignalWatcher(LitElement) {
  /** The world of now. */
  @property({ attribute: false }) world: World = emptyWorld;
  @property({ type: Boolean }) busy = false;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  /** For which one a reason is being written. */
  @state() private parting: WarningId | null = null;
  @state() private reason = '';

  static override styles = [
    surface,
    bandStyles,
    lowBandStyles,
    css`
      .band {
        background: #f2e3a8;
      }
    `,
  ];

  override render() {
    return repeat(proposedDoubles(this.world, this.session), ({ warning }) => warning.id, this.#band);
  }

  readonly #band = (double: ProposedDouble) => {
    const { warning, merge, mayDecide } = double;
    return html`<section class="band double" role="status">
      <jy-level level=${warning.level}></jy-level>
      <p>
        <b>${say('double/title')}</b>
        <span>${say('double/what', { title: warningTitle(warning), sender: warning.sender, other: merge.sender })}</span>
        <small>${this.#called(double)}</small>
      </p>
      ${this.parting === warning.id && mayDecide ? this.#form(warning.id) : this.#buttons(double)}
    </section>`;
  };

  #called({ added, awaitsRelease }: ProposedDouble): string {
    if (added === 0) return say('double/called.none');
    return say(awaitsRelease ? 'double/called.waits' : 'double/called', { count: countText(added) });
  }

  #buttons({ warning: { id }, mayDecide }: ProposedDouble): TemplateResult {
    return html`<div class="buttons">
      <button @click=${() => emit(this, 'jy-warning-open', id)}>${say('warning/open')}</button>
      ${
        mayDecide
          ? html`<button class="merge" ?disabled=${this.busy} @click=${() => this.#decide(id, { choice: 'merge' })}>
                ${say('double/merge')}
              </button>
              <button class="apart" ?disabled=${this.busy} @click=${() => ([this.parting, this.reason] = [id, ''])}>
                ${say('double/apart')}
              </button>`
          : nothing
      }
    </div>`;
  }

  #form(id: WarningId): TemplateResult {
    const isReady = this.reason.trim().length >= shortestOverrideReason;
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        if (isReady) this.#decide(id, { choice: 'apart', reason: this.reason.trim() });
      }}
    >
      <input
        maxlength=${longestOverrideReason}
        required
        aria-label=${say('double/reason')}
        placeholder=${say('double/reason')}
        .value=${this.reason}
        @input=${(event: Event) => (this.reason = (event.target as HTMLInputElement).value)}
      />
      <button class="danger" ?disabled=${this.busy || !isReady}>${say('double/apart.submit')}</button>
      <button type="button" @click=${() => (this.parting = null)}>${say('app/cancel')}</button>
    </form>`;
  }

  #decide(id: WarningId, choice: DoubleChoice): void {
    emit(this, 'jy-double-choice', { id, choice });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-double-bands': JyDoubleBands;
  }
  interface HTMLElementEventMap {
    'jy-double-choice': CustomEvent<{ id: WarningId; choice: DoubleChoice }>;
  }
}
