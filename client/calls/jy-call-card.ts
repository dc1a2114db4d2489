import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CallDetails } from '#contract/call-details.ts';
import { isOwing, type CallId, type CallRow } from '#contract/calls.ts';
import '../layers/jy-person-line.ts';
import type { Session } from '#contract/session.ts';
import type { Register } from '../cartography/register.ts';
import { sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { explain } from '../words/explain.ts';
import { agedText, nameOf, spanText } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { locale, say, sayOr } from '../words/words.ts';
import { nextStep, toneOf } from './board-lines.ts';
import { entryLine } from './card-entries.ts';
import { cardStyles } from './card-styles.ts';
import { cardEntries } from './card.view.ts';
import { scriptAsks } from './call-script.view.ts';
import './jy-deeds.ts';
import { stateKey } from './people.view.ts';

/** Facts of one call come in bursts: the ladder's step, its attempts, the answer. */
const settleMilliseconds = 400;

/** Everything about one call: who it is for, how it stands, every attempt and receipt, and what the desk can do. */
@customElement('jy-call-card')
export class JyCallCard extends SignalWatcher(LitElement) {
  /** The call as the board knows it: whenever it changes, the card is read again. */
  @property({ attribute: false }) call!: CallRow;
  @property({ attribute: false }) read!: (id: CallId) => Promise<CallDetails>;
  @property({ attribute: false }) register: Register | null = null;
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @property({ type: Boolean, attribute: 'may-act' }) mayAct = false;
  @property({ type: Boolean }) busy = false;
  /** Whether the keys of the deeds are this card's. */
  @property({ type: Boolean }) keys = false;
  /** Read again when the number changes: what the desk did may leave the call itself as it was. */
  @property({ type: Number }) round = 0;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @state() private details: CallDetails | null = null;
  @state() private problem = '';

  static override styles = [surface, cardStyles];

  #settling: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settling);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('call') && !changed.has('round')) return;
    const before = changed.get('call');
    if (changed.has('call') && before?.id !== this.call.id) {
      this.details = null;
      void this.#read();
      return;
    }
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#read(), settleMilliseconds);
  }

  override render() {
    const { call } = this;
    return html`
      <header>
        <jy-person-line
          .person=${{ id: call.personId, maskedName: call.maskedName }}
          .register=${this.register}
          ?may-reveal=${this.mayReveal}
        ></jy-person-line>
        <div>
          <button class="icon-button" title=${say('card/refresh')} aria-label=${say('card/refresh')} @click=${() => this.#read()}>
            ${icon('refresh', 16)}
          </button>
          <button class="icon-button" title="${say('card/close')} (Esc)" aria-label=${say('card/close')} @click=${this.#close}>
            ${icon('close', 16)}
          </button>
        </div>
        <p>
          ${this.details ? nameOf({ nameZh: this.details.areaNameZh, nameEn: this.details.areaNameEn }) : ''} ·
          ${sayOr(`post/${call.postKind}`, call.postKind)}
        </p>
      </header>
      ${this.#state()}
      ${
        call.flags.length > 0
          ? html`<ul class="doubts">
              ${call.flags.map((flag) => html`<li style="display:list-item;border:0;padding:0">${say(`flag/${flag}`)}</li>`)}
            </ul>`
          : nothing
      }
      ${this.mayAct ? html`<jy-deeds .calls=${[call]} ?busy=${this.busy} ?keys=${this.keys}></jy-deeds>` : nothing} ${this.#script()}
      ${this.#story()}
    `;
  }

  get #isOrder(): boolean {
    return this.world.orders.has(this.call.callOutId);
  }

  #state(): TemplateResult {
    const { call, shown } = this;
    const since = isOwing(call)
      ? say('card/silent-for', { span: spanText(Math.max(0, shown.now.getTime() - Date.parse(call.calledAt))) })
      : '';
    return html`<div class="state ${toneOf(call)}">
      <b>${say(stateKey(call, this.#isOrder), { rung: call.rung })}</b>
      <span>${nextStep(call, shown.now)}</span>
      <span>${since}</span>
      <span>${say('card/called-at', { time: agedText(new Date(call.calledAt), shown.now) })}</span>
      ${call.fieldUrl ? html`<a href=${call.fieldUrl} target="_blank" rel="noopener">${say('people/field')}</a>` : nothing}
    </div>`;
  }

  /** For whoever calls by hand: the words that the person was sent, and what to ask for. */
  #script(): TemplateResult | typeof nothing {
    if (!this.details || !this.mayAct) return nothing;
    const { script } = this.details;
    const asks = scriptAsks(this.world.callOuts.get(this.call.callOutId)?.noticeKind);
    const by = givenName(this.session?.displayName ?? '');
    return html`<details class="script">
      <summary>${say('script/title')}</summary>
      <dl>
        <dt>${say('script/who')}</dt>
        <dd>${say('script/who.words', { by })}</dd>
        <dt>${say(asks.message)}</dt>
        <dd class="said">${locale.get() === 'en' ? script.en : script.zh}</dd>
        <dt>${say('script/question')}</dt>
        <dd>${say(asks.question)}</dd>
        <dt>${say('script/digits')}</dt>
        <dd>${asks.answers.map(([digit, answer]) => `${digit} ${say(`sheet/reply.${answer}`)}`).join(' · ')}</dd>
      </dl>
    </details>`;
  }

  #story(): TemplateResult {
    if (this.problem) {
      return html`<p class="empty" role="alert">
        ${this.problem} <button class="action" @click=${() => this.#read()}>${say('app/retry')}</button>
      </p>`;
    }
    if (!this.details) return html`<p class="empty">${say('app/loading')}</p>`;
    const entries = cardEntries(this.details);
    if (entries.length === 0) return html`<p class="empty">${say('card/nothing-yet')}</p>`;
    return html`<ol tabindex="0" aria-label=${say('card/story')}>
      ${repeat(
        entries,
        ({ key }) => key,
        (entry) => entryLine(entry, { now: this.shown.now, isOrder: this.#isOrder }),
      )}
    </ol>`;
  }

  readonly #close = () => emit(this, 'jy-call-open', null);

  async #read(): Promise<void> {
    const asked = this.call.id;
    this.problem = '';
    try {
      const details = await this.read(asked);
      if (this.call.id === asked) this.details = details;
    } catch (error) {
      if (this.call.id === asked) this.problem = explain(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-call-card': JyCallCard;
  }
}
