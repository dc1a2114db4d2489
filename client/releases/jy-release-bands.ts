import { consume } from '@lit/context';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isCity, type AreaCode } from '#contract/areas.ts';
import type { CallOut, CallOutId } from '#contract/calls.ts';
import { longestOverrideReason, shortestOverrideReason, type Release } from '#contract/plans.ts';
import type { Session } from '#contract/session.ts';
import type { Warning } from '#contract/warnings.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime } from '../state/contexts.ts';
import { tallyOfCallOut, warningOf, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import '../ui/jy-confirm.ts';
import type { Question } from '../ui/jy-confirm.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-notice-mark.ts';
import { warningTitle } from '../notices/warning-title.ts';
import { countText, nameOf, spanText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { bandStyles } from '../ui/band-styles.ts';
import { countiesCalled, overridden, waitingForRelease, type WaitingRelease } from './releases.view.ts';

/** Across every screen: call-outs that nobody has released yet, and those that one person alone has. */
@customElement('jy-release-bands')
export class JyReleaseBands extends SignalWatcher(LitElement) {
  /** The world of now. */
  @property({ attribute: false }) world: World = emptyWorld;
  @property({ type: Boolean }) busy = false;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  /** Whose override is being written. */
  @state() private overriding: CallOutId | null = null;
  @state() private reason = '';
  /** What is asked once more before it rings. */
  @state() private sure: { id: CallOutId; release: Release } | null = null;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @state() private noted: ReadonlySet<CallOutId> = new Set();

  static override styles = [surface, bandStyles];

  override render() {
    const shouted = overridden(this.world).filter(({ id }) => !this.noted.has(id));
    return html`
      ${repeat(waitingForRelease(this.world, this.session), ({ callOut }) => callOut.id, this.#waiting)}
      ${repeat(shouted, ({ id }) => id, this.#shout)} ${this.#confirm()}
    `;
  }

  readonly #waiting = (waiting: WaitingRelease) => {
    const { callOut, warning, people } = waiting;
    const waited = Math.max(0, this.shown.now.getTime() - Date.parse(callOut.openedAt));
    return html`<section class="band" role="alert">
      <jy-notice-mark .level=${callOut.level} .kind=${callOut.noticeKind}></jy-notice-mark>
      <p>
        <b>${say('release/title')}</b>
        <span
          >${warning ? warningTitle(warning) : this.#orderTitle(callOut)} · ${say('release/people', { count: countText(people) })} ·
          ${say('release/waited', { span: spanText(waited) })}</span
        >
        <small>${say(`release/may.${waiting.may}`)}</small>
        ${warning ? this.#text(warning) : nothing}
      </p>
      ${this.overriding === callOut.id ? this.#form(callOut) : this.#buttons(waiting)}
    </section>`;
  };

  #buttons({ callOut, warning, may }: WaitingRelease): TemplateResult | typeof nothing {
    if (may === 'none') return nothing;
    return html`<div class="buttons">
      ${this.#planButton(warning)}
      ${
        may === 'release'
          ? html`<button class="release" ?disabled=${this.busy} @click=${() => this.#ask(callOut, {})}>
              ${icon('check', 16)}${say('release/submit')}…
            </button>`
          : nothing
      }
      <button ?disabled=${this.busy} @click=${() => this.#override(callOut.id)}>${say('release/override')}</button>
    </div>`;
  }

  /** What is about to be released: whom it calls, and how it would go. */
  #planButton(warning: Warning | null): TemplateResult | typeof nothing {
    if (!warning || !this.session?.rights.includes('warning.issue')) return nothing;
    return html`<button class="plan" @click=${() => emit(this, 'jy-plan-wanted', warning)}>${say('release/plan')}</button>`;
  }

  #form(callOut: CallOut): TemplateResult {
    const isReady = this.reason.trim().length >= shortestOverrideReason;
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        if (isReady) this.#ask(callOut, { override: true, reason: this.reason.trim() });
      }}
    >
      <input
        maxlength=${longestOverrideReason}
        required
        aria-label=${say('release/reason')}
        placeholder=${say('release/reason')}
        .value=${this.reason}
        @input=${(event: Event) => (this.reason = (event.target as HTMLInputElement).value)}
      />
      <button class="danger" ?disabled=${this.busy || !isReady}>${say('release/override.submit')}</button>
      <button type="button" @click=${() => (this.overriding = null)}>${say('app/cancel')}</button>
    </form>`;
  }

  readonly #shout = ({ id, level, noticeKind, overrideReason }: CallOut) =>
    html`<section class="band shout" role="alert">
      <jy-notice-mark .level=${level} .kind=${noticeKind}></jy-notice-mark>
      <p><b>${say('release/overridden')}</b><span>${say('release/overridden.why', { reason: overrideReason ?? '' })}</span></p>
      <div class="buttons"><button @click=${() => (this.noted = new Set(this.noted).add(id))}>${say('release/noted')}</button></div>
    </section>`;

  #override(id: CallOutId): void {
    this.overriding = id;
    this.reason = '';
  }

  #ask({ id }: CallOut, release: Release): void {
    this.sure = { id, release };
  }

  #confirm(): TemplateResult | typeof nothing {
    const question = this.#question();
    if (!question) return nothing;
    return html`<jy-confirm .question=${question} ?busy=${this.busy} @jy-confirmed=${this.#confirmed}></jy-confirm>`;
  }

  /** How many it will call, and where, in a dialog in the middle: far from the button that was pressed. */
  #question(): Question | null {
    const callOut = this.sure && this.world.callOuts.get(this.sure.id);
    if (callOut?.state !== 'awaitingRelease') return null;
    const warning = warningOf(this.world, callOut);
    const counties = countiesCalled(this.world, callOut, this.places);
    const count = countText(tallyOfCallOut(this.world, callOut.id).total);
    const names = counties.map(({ code, people }) => say('release/sure.county', { name: this.#name(code), people: countText(people) }));
    const head = say('release/sure.text', {
      count,
      counties: counties.filter(({ code }) => !isCity(code)).length,
      title: warning ? warningTitle(warning) : this.#orderTitle(callOut),
    });
    const text = [head, names.join(say('warnings/areas.joint')), warning?.headline ?? ''].filter(Boolean).join('\n');
    return { title: say('release/sure.title'), text, yes: say('release/sure.yes', { count }) };
  }

  #orderTitle({ id }: CallOut): string {
    const order = this.world.orders.get(id);
    return order ? say('orders/number', { number: order.number }) : '';
  }

  #name(code: AreaCode): string {
    const place = this.places.get(code);
    return place ? nameOf(place) : code;
  }

  readonly #confirmed = ({ detail: isSure }: CustomEvent<boolean>) => {
    const { sure } = this;
    if (this.busy || !sure) return;
    if (!isSure) this.sure = null;
    else {
      this.overriding = null;
      emit(this, 'jy-release', sure);
    }
  };

  /** Two lines of it; the rest is a click away. */
  #text(warning: Warning): TemplateResult {
    return html`<span class="text"
      ><q lang="zh-CN">${warning.headline} ${warning.description} ${warning.instruction}</q
      ><button class="read" @click=${() => emit(this, 'jy-warning-open', warning.id)}>${say('warning/read-all')}</button></span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-release-bands': JyReleaseBands;
  }
  interface HTMLElementEventMap {
    'jy-release': CustomEvent<{ id: CallOutId; release: Release }>;
  }
}
