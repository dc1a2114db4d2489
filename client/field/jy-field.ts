import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Ring } from '#contract/socket.ts';
import { Alarm } from './alarm.ts';
import { readCall, sendReceipt, type FieldRefusal } from './field-api.ts';
import { FieldLink } from './field-link.ts';
import { isOver, isOwed, phaseOf, type Held } from './field.view.ts';
import './jy-field-answers.ts';
import './jy-field-band.ts';
import './jy-field-due.ts';
import './jy-field-head.ts';
import './jy-field-message.ts';
import type { JyFieldReport } from './jy-field-report.ts';
import './jy-field-report.ts';
import { fieldStyles } from './field-styles.ts';
import { chosenLocale, chosenTheme, chooseLocale, chooseTheme, type Theme } from './preferences.ts';
import { ReceiptQueue } from './receipt-queue.ts';
import { Responder, type Answer } from './responder.ts';
import { sayerOf, type Say } from './say.ts';

const openAgainMilliseconds = 3_000;

/** The responder's page: one call, its message, the time left and the answers. */
@customElement('jy-field')
export class JyField extends LitElement {
  @state() private say: Say = sayerOf(chosenLocale());
  @state() private theme: Theme = chosenTheme();
  @state() private isLinked = false;
  @state() private isSoundOn = false;
  /** Said aloud to who listens to the screen. */
  @state() private rings = false;
  @state() private readCallId = '';
  @state() private notTaken: FieldRefusal['code'] | null = null;
  @query('jy-field-report') private report!: JyFieldReport;

  static override styles = fieldStyles;

  readonly #alarm = new Alarm();
  readonly #queue = new ReceiptQueue({
    send: sendReceipt,
    storage: keptStorage(),
    onTaken: (call) => this.#responder.taken(call),
    onRefused: (code) => (this.notTaken = code),
    onChange: () => this.requestUpdate(),
  });
  readonly #responder: Responder = new Responder({
    read: readCall,
    queue: this.#queue,
    now: () => Date.now(),
    onChange: () => this.#changed(),
  });
  #token = '';
  #link: FieldLink | null = null;
  /** Something rang while nobody could see the page. */
  #rangUnseen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    chooseTheme(this.theme);
    chooseLocale(this.say.locale);
    this.addEventListener('pointerdown', () => void this.#touched());
    window.addEventListener('online', () => void this.#queue.flush());
    document.addEventListener('visibilitychange', () => this.#cameBack());
    this.#token = new URLSearchParams(location.search).get('token') ?? '';
    if (this.#token) void this.#open();
    void this.#queue.flush();
  }

  override render() {
    const { held, others, notice } = this.#responder;
    if (!held) return html`${this.#head(null)} ${this.#nothingToShow()}`;
    const phase = phaseOf(held.field);
    return html`${this.#head(held)} ${this.#drill(held)}
      <p class="unseen" aria-live="assertive">
        ${this.rings && isOwed(held.field) ? this.say('field/ringing', { headline: held.field.headline }) : nothing}
      </p>
      <div class="notices" aria-live="assertive">
        ${notice ? this.#strip(this.say(`field/${notice}`), () => this.#responder.dismissNotice()) : nothing}
        ${this.notTaken ? this.#strip(this.#notTakenWords(this.notTaken), () => (this.notTaken = null)) : nothing}
        ${held.field.isOwn || !isOwed(held.field) ? nothing : html`<p class="strip">${this.say('field/for-another')}</p>`}
        ${others[0] ? this.#strip(this.say('field/others', { count: others.length }), () => this.#show(others[0]!)) : nothing}
        ${this.isSoundOn || isOver(phase) ? nothing : this.#strip(this.say('field/sound'), () => void this.#touched())}
      </div>
      <jy-field-band .field=${held.field} .say=${this.say}></jy-field-band>
      ${isOver(phase) ? html`<p class="over" role="status">${this.say(`field/over.${phase}`)}</p>` : html`<jy-field-due .held=${held} .isAnswering=${this.#queue.kindsFor(held.field.call.id).length > 0} .say=${this.say}></jy-field-due>`}
      <jy-field-message
        .field=${held.field}
        .say=${this.say}
        @jy-read=${(event: HTMLElementEventMap['jy-read']) => (this.readCallId = event.detail.callId)}
      ></jy-field-message>
      ${isOver(phase) ? nothing : this.#answers(held)}`;
  }

  #head(held: Held | null) {
    return html`<jy-field-head
      .field=${held?.field ?? null}
      .isLinked=${this.isLinked}
      .unsent=${this.#queue.size}
      .theme=${this.theme}
      .say=${this.say}
      @jy-switch-theme=${() => this.#switchTheme()}
      @jy-switch-language=${() => this.#switchLocale()}
    ></jy-field-head>`;
  }

  #drill({ field: { incidentMode } }: Held) {
    return incidentMode === 'actual' ? nothing : html`<p class="drill">${this.say(`field/drill.${incidentMode}`)}</p>`;
  }

  #strip(words: string, act: () => void) {
    return html`<button class="strip" @click=${act}>${words}</button>`;
  }

  #answers({ field }: Held) {
    return html`<jy-field-answers
        .call=${field.call}
        .pending=${this.#queue.kindsFor(field.call.id)}
        .isRead=${this.readCallId === field.call.id}
        .say=${this.say}
        @jy-answer=${this.#answer}
        @jy-report=${(event: HTMLElementEventMap['jy-report']) => this.report.open(event.detail.kind)}
      ></jy-field-answers>
      <jy-field-report .say=${this.say} @jy-answer=${this.#answer}></jy-field-report>`;
  }

  #nothingToShow() {
    const { refusal } = this.#responder;
    if (!this.#token) return html`<main><h1>${this.say('field/no-token')}</h1></main>`;
    if (!refusal) return html`<main role="status">${this.say('field/loading')}</main>`;
    return html`<main role="alert">
      <h1>${this.say.or(refusal, refusal)}</h1>
      ${refusal === 'field/unreachable' ? nothing : html`<p>${this.say('field/what-to-do')}</p>`}
    </main>`;
  }

  #notTakenWords(code: string): string {
    return this.say('field/not-taken', { reason: this.say.or(code, code) });
  }

  async #open(): Promise<void> {
    const isWorthTrying = await this.#responder.open(this.#token);
    if (isWorthTrying) setTimeout(() => void this.#open(), openAgainMilliseconds);
    // Refused links are not offered to the socket either: it would be sent away again and again.
    else if (this.#responder.held) this.#connect();
  }

  #connect(): void {
    this.#link ??= new FieldLink(() => this.#token, {
      onRing: (ring) => this.#ring(ring),
      onCallChanged: (callId) => void this.#responder.refresh(callId),
      onLinked: (isLinked) => {
        this.isLinked = isLinked;
        if (isLinked) void this.#queue.flush();
        if (isLinked) this.#refresh();
      },
    });
  }

  async #ring(ring: Ring): Promise<boolean> {
    if (this.#responder.ring(ring)) {
      this.rings = true;
      this.#alarm.ring(ring.field.level);
    }
    await this.updateComplete;
    this.#rangUnseen ||= document.hidden;
    return !document.hidden;
  }

  #cameBack(): void {
    if (document.hidden) return;
    if (this.#rangUnseen) this.#link?.renew();
    this.#rangUnseen = false;
    this.#refresh();
  }

  #refresh(): void {
    const callId = this.#responder.held?.field.call.id;
    if (callId) void this.#responder.refresh(callId);
  }

  #changed(): void {
    const { held } = this.#responder;
    if (held && held.token !== this.#token) {
      this.#token = held.token;
      history.replaceState(null, '', `?${new URLSearchParams({ token: held.token })}`);
    }
    if (held && !isOwed(held.field)) this.#alarm.stop();
    if (held) document.title = this.say('field/ringing', { headline: held.field.headline });
    this.requestUpdate();
  }

  #show(held: Held): void {
    this.#responder.show(held);
  }

  readonly #answer = (event: CustomEvent<Answer>): void => {
    this.#alarm.stop();
    this.notTaken = null;
    this.#responder.answer(event.detail);
  };

  async #touched(): Promise<void> {
    this.#alarm.stop();
    if (this.isSoundOn) return;
    await this.#alarm.unlock();
    this.isSoundOn = this.#alarm.isUnlocked;
  }

  #switchLocale(): void {
    this.say = sayerOf(this.say.locale === 'en' ? 'zh-CN' : 'en');
    chooseLocale(this.say.locale);
  }

  #switchTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    chooseTheme(this.theme);
  }
}

/** Null where the browser forbids it. */
function keptStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field': JyField;
  }
}
