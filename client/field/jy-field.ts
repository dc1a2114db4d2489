import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { headlineOf, isOver, isOwed, phaseOf, type KeptCall } from './field.view.ts';
import { fieldStyles } from './field-styles.ts';
import { Installation } from './installation.ts';
import './jy-field-answers.ts';
import './jy-field-band.ts';
import type { JyFieldCalls } from './jy-field-calls.ts';
import './jy-field-calls.ts';
import './jy-field-due.ts';
import './jy-field-head.ts';
import { helpPhase, isHelpWanted, showsHelp } from './help.view.ts';
import './jy-field-help.ts';
import type { JyFieldHouseholds } from './jy-field-households.ts';
import './jy-field-households.ts';
import './jy-field-message.ts';
import './jy-field-notices.ts';
import type { JyFieldReport } from './jy-field-report.ts';
import './jy-field-report.ts';
import type { JyFieldSettings } from './jy-field-settings.ts';
import './jy-field-settings.ts';
import { takenToken } from './link-token.ts';
import { OnCall } from './on-call.ts';
import { apply, choose, chosenPreferences, type Preferences } from './preferences.ts';
import type { GivenAnswer } from './responder.ts';
import { sayerOf, type Say } from './say.ts';

/** The responder's page: one call, its message, the time left and the answers; lists and settings come up over it. */
@customElement('jy-field')
export class JyField extends LitElement {
  @state() private preferences: Preferences = chosenPreferences();
  @state() private say: Say = sayerOf(this.preferences.locale);
  @state() private readCallId = '';
  @state() private isNewerReady = false;
  @state() private canInstall = false;
  @state() private isStarting = true;
  @query('jy-field-report') private report!: JyFieldReport;
  /** Null until the page was drawn once. */
  @query('jy-field-settings') private settings!: JyFieldSettings | null;
  @query('jy-field-calls') private calls!: JyFieldCalls | null;
  @query('jy-field-households') private households!: JyFieldHouseholds | null;

  static override styles = fieldStyles;

  readonly #onCall = new OnCall({
    onChange: () => this.#changed(),
    onTakenOver: () => this.#uncover(),
    drawn: () => this.updateComplete,
    noticeOf: ({ field }) => ({
      title: this.say('field/ringing', { headline: headlineOf(field, this.say.locale) }),
      body: field.instruction || field.description,
    }),
  });
  readonly #installation = new Installation({
    onNewer: () => (this.isNewerReady = true),
    onOffer: (canInstall) => (this.canInstall = canInstall),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    apply(this.preferences);
    this.addEventListener('pointerdown', () => this.#onCall.alarm.stop());
    // Only now: a line that goes while the finger is down would move what the finger is on.
    this.addEventListener('click', () => void this.#onCall.touched());
    void this.#installation.start();
    void this.#start();
  }

  override render() {
    const { held } = this.#onCall.responder;
    return html`${this.#head(held)}
      <p class="unseen" aria-live="assertive">${this.#ringWords(held)}</p>
      ${held ? this.#call(held) : this.#nothingToShow()} ${this.#sheets(held)}`;
  }

  /** In a place of its own that is always there: what comes with its words in it is read to nobody. */
  #ringWords(held: KeptCall | null) {
    const { rings } = this.#onCall;
    const isRinging = rings > 0 && held !== null && isOwed(held.field);
    // The same words would be read once only: each ring brings them in a new piece of text.
    return isRinging
      ? keyed(rings, html`<span>${this.say('field/ringing', { headline: headlineOf(held.field, this.say.locale) })}</span>`)
      : nothing;
  }

  #head(held: KeptCall | null) {
    const { responder, outbox, isLinked } = this.#onCall;
    return html`<jy-field-head
      role="banner"
      .field=${held?.field ?? null}
      .me=${responder.page?.me ?? null}
      .isLinked=${isLinked}
      .unsent=${outbox.size}
      .say=${this.say}
      @jy-settings=${() => this.settings?.open()}
      @jy-switch-language=${() => this.#prefer({ locale: this.say.locale === 'en' ? 'zh-CN' : 'en' })}
    ></jy-field-head>`;
  }

  #call(held: KeptCall) {
    const { field } = held;
    const phase = phaseOf(field);
    const pending = this.#onCall.outbox.kindsFor(field.call.id, field.household?.householdId ?? null);
    return html`<div class="call" role="main">
      ${this.#drill(held)}
      <div class="scroll" tabindex="0">
        ${this.#notices()}
        <jy-field-band .field=${field} .say=${this.say}></jy-field-band>
        ${
          isOver(phase)
            ? html`<p class="over" role="status">${this.say.about(field, `field/over.${phase}`)}</p>`
            : html`<jy-field-due .held=${held} .isAnswering=${pending.length > 0} .say=${this.say}></jy-field-due>`
        }
        <jy-field-message
          .field=${field}
          .say=${this.say}
          @jy-read=${(event: HTMLElementEventMap['jy-read']) => (this.readCallId = event.detail.callId)}
          @jy-households=${() => this.households?.open()}
        ></jy-field-message>
      </div>
      ${showsHelp(field, pending) ? this.#help(held, pending) : nothing} ${isOver(phase) ? nothing : this.#answers(held, pending)}
    </div>`;
  }

  #drill({ field }: KeptCall) {
    const { incidentMode } = field;
    return incidentMode === 'actual' ? nothing : html`<p class="drill">${this.say.about(field, `field/drill.${incidentMode}`)}</p>`;
  }

  #notices() {
    return html`<jy-field-notices
      .onCall=${this.#onCall}
      .revision=${this.#onCall.revision}
      .isNewerReady=${this.isNewerReady}
      .say=${this.say}
      @jy-calls=${() => this.#openCalls()}
      @jy-renew=${() => this.#installation.renew()}
    ></jy-field-notices>`;
  }

  #help({ field }: KeptCall, pending: ReturnType<OnCall['outbox']['kindsFor']>) {
    return html`<jy-field-help
      .field=${field}
      .pending=${pending}
      .say=${this.say}
      @jy-answer=${this.#answer}
      @jy-report=${(event: HTMLElementEventMap['jy-report']) => this.report.open(field, event.detail.kind)}
    ></jy-field-help>`;
  }

  #answers({ field }: KeptCall, pending: ReturnType<OnCall['outbox']['kindsFor']>) {
    return html`<jy-field-answers
      .call=${field.call}
      .about=${field}
      .now=${field.now}
      .pending=${pending}
      .isRead=${this.readCallId === field.call.id}
      .isOwn=${field.isOwn}
      ?asks-apart=${isHelpWanted(helpPhase(field, pending))}
      .say=${this.say}
      @jy-answer=${this.#answer}
      @jy-report=${(event: HTMLElementEventMap['jy-report']) => this.report.open(field, event.detail.kind)}
    ></jy-field-answers>`;
  }

  /** No call: nothing was read yet, nothing can be, or there is nothing to answer. */
  #nothingToShow() {
    const { responder, isLinked } = this.#onCall;
    const { refusal, page, token } = responder;
    if (page && (!refusal || refusal === 'field/unreachable')) {
      return html`${this.#notices()}
        <main>
          <h1>${this.say('field/calm')}</h1>
          <p>${isLinked ? this.say('field/calm.stay') : nothing}</p>
          <button @click=${() => this.#openCalls()}>${this.say('field/calls')}</button>
          <button @click=${() => this.households?.open()}>${this.say('field/households')}</button>
        </main>`;
    }
    if (refusal) {
      return html`<main role="alert">
        <h1>${this.say.or(refusal, refusal)}</h1>
        ${refusal === 'field/unreachable' ? nothing : html`<p>${this.say('field/what-to-do')}</p>`}
      </main>`;
    }
    const isLost = !token && !this.isStarting;
    return isLost
      ? html`<main><h1>${this.say('field/no-token')}</h1></main>`
      : html`<main role="status">${this.say('field/loading')}</main>`;
  }

  #sheets(held: KeptCall | null) {
    const { responder, outbox } = this.#onCall;
    return html`<jy-field-settings
        .preferences=${this.preferences}
        .canInstall=${this.canInstall}
        .say=${this.say}
        @jy-prefer=${(event: HTMLElementEventMap['jy-prefer']) => this.#prefer(event.detail)}
        @jy-try-ring=${() => void this.#onCall.tryRing()}
        @jy-install=${() => void this.#installation.install()}
      ></jy-field-settings>
      <jy-field-calls
        .calls=${responder.all}
        .page=${responder.page}
        .readAt=${responder.readAt}
        .shown=${held?.field.call.id}
        .isPending=${(callId: Parameters<typeof outbox.kindsFor>[0]) => outbox.kindsFor(callId).length > 0}
        .say=${this.say}
        @jy-show=${(event: HTMLElementEventMap['jy-show']) => void this.#onCall.show(event.detail.callId)}
        @jy-by-hand=${(event: HTMLElementEventMap['jy-by-hand']) => this.#onCall.answerFor(event.detail)}
      ></jy-field-calls>
      <jy-field-households .page=${responder.page} .say=${this.say}></jy-field-households>
      <jy-field-report .shown=${held?.field.call.id} .say=${this.say} @jy-answer=${this.#answer}></jy-field-report>`;
  }

  async #start(): Promise<void> {
    await this.#onCall.start(takenToken());
    this.isStarting = false;
  }

  #openCalls(): void {
    this.calls?.open();
    void this.#onCall.reread();
  }

  #changed(): void {
    const { held } = this.#onCall.responder;
    if (held) document.title = this.say('field/ringing', { headline: headlineOf(held.field, this.say.locale) });
    this.requestUpdate();
  }

  /** A ring that takes the page is told to the server as shown: no list may lie over it. What is being written stays. */
  #uncover(): void {
    for (const sheet of [this.settings, this.calls, this.households]) sheet?.close();
  }

  readonly #answer = (event: CustomEvent<GivenAnswer>): void => this.#onCall.answer(event.detail);

  #prefer(chosen: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...chosen };
    for (const key of Object.keys(chosen) as (keyof Preferences)[]) choose(key, this.preferences[key]);
    this.say = sayerOf(this.preferences.locale);
    apply(this.preferences);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field': JyField;
  }
}
