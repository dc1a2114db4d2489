import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CallId } from '#contract/calls.ts';
import type { FieldPage, ReachedCall } from '#contract/field.ts';
import { icon } from '../ui/icons.ts';
import { ownLines, reachedLines, type CallLine, type ReachedLine } from './calls.view.ts';
import { doorCheckOf, headlineOf, mapLink, type KeptCall } from './field.view.ts';
import { levelStyles } from './level-styles.ts';
import { listStyles } from './list-styles.ts';
import type { Say } from './say.ts';
import { sheetStyles } from './sheet-styles.ts';

const sureForMilliseconds = 4_000;

/** All calls of this person, and those for whom this person was reached: opened with {@link open}. Says `jy-show` and `jy-by-hand`. */
@customElement('jy-field-calls')
export class JyFieldCalls extends LitElement {
  @property({ attribute: false }) calls: readonly KeptCall[] = [];
  @property({ attribute: false }) page: FieldPage | null = null;
  /** Milliseconds of the device's clock at which the page was read. */
  @property({ type: Number }) readAt = 0;
  @property({ attribute: false }) shown: CallId | undefined;
  @property({ attribute: false }) isPending!: (callId: CallId) => boolean;
  @property({ attribute: false }) say!: Say;
  /** The line whose button was touched once. */
  @state() private unsure: CallId | 'chosen' | null = null;
  /** Those of others that are ticked, to be answered together. */
  @state() private chosen: ReadonlySet<CallId> = new Set();
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [sheetStyles, listStyles, levelStyles];

  #timer: ReturnType<typeof setTimeout> | undefined;

  open(): void {
    this.requestUpdate();
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    const { say } = this;
    const now = { at: Date.now(), shown: this.shown };
    const own = ownLines(this.calls, now);
    const reached = this.page ? reachedLines(this.page, { ...now, readAt: this.readAt, isPending: this.isPending }) : [];
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${say('field/calls')}</h2>
        <button class="close" aria-label=${say('field/close')} @click=${() => this.close()}>${icon('close', 22)}</button>
      </header>
      ${own.length + reached.length === 0 ? html`<p class="note">${say('field/calls.none')}</p>` : nothing}
      ${
        own.length > 0
          ? this.#section(
              say('field/calls.mine', { count: own.length }),
              own.map((line) => this.#own(line)),
            )
          : nothing
      }
      ${
        reached.length > 0
          ? this.#section(
              this.#reachedTitle(),
              reached.map((line) => this.#reached(line)),
              this.#together(reached),
            )
          : nothing
      }
      ${this.#unlisted(reached.length)}
    </dialog>`;
  }

  #section(title: string, lines: unknown[], above: unknown = nothing) {
    return html`<h3>${title}</h3>
      ${above}
      <ul>
        ${lines}
      </ul>`;
  }

  #reachedTitle(): string {
    return this.say('field/calls.reached', { count: this.page?.totals.answersFor ?? 0 });
  }

  /** Whoever answers for many need not touch each: all, or those that are ticked. */
  #together(reached: readonly ReachedLine[]) {
    const open = reached.filter(({ canAnswer }) => canAnswer);
    if (open.length < 2) return nothing;
    const chosen = open.filter(({ callId }) => this.chosen.has(callId));
    const isAll = chosen.length === open.length;
    const isSure = this.unsure === 'chosen';
    return html`<div class="together">
      <label
        ><input
          type="checkbox"
          .checked=${isAll}
          .indeterminate=${!isAll && chosen.length > 0}
          @change=${() => this.#choose(isAll ? [] : open.map(({ callId }) => callId))}
        />${this.say('field/calls.all', { count: open.length })}</label
      >
      <button class="by-hand ${isSure ? 'sure' : ''}" ?disabled=${chosen.length === 0} @click=${() => this.#allByHand(chosen)}>
        ${this.say(isSure ? 'field/calls.by-hand.many.sure' : 'field/calls.by-hand.many', { count: chosen.length })}
      </button>
    </div>`;
  }

  #choose(callIds: Iterable<CallId>): void {
    this.unsure = null;
    this.chosen = new Set(callIds);
  }

  #tick(callId: CallId): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(callId)) chosen.add(callId);
    this.#choose(chosen);
  }

  #unlisted(listed: number) {
    const count = (this.page?.totals.answersFor ?? 0) - listed;
    return count > 0 ? html`<p class="note">${this.say('field/calls.more', { count })}</p>` : nothing;
  }

  #own(line: CallLine) {
    return html`<li>${this.#line(line, headlineOf(line, this.say.locale), this.#standing(line))}</li>`;
  }

  #reached(line: ReachedLine) {
    const { row, callId } = line;
    const who = row.maskedName;
    const area = this.say.locale === 'en' ? row.areaNameEn : row.areaNameZh;
    const post = this.say.or(`post/${row.call.postKind}`, row.call.postKind);
    const position = doorCheckOf(row)?.position;
    return html`<li>
      ${
        line.canAnswer
          ? html`<input
              type="checkbox"
              aria-label=${this.say('field/calls.choose', { who: `${who} ${area}` })}
              .checked=${this.chosen.has(callId)}
              @change=${() => this.#tick(callId)}
            />`
          : nothing
      }
      ${this.#line(line, `${who} · ${area} ${post}`, `${this.#standing(line)} · ${this.say.or(`field/reach.${row.reach}`, '')}`)}
      ${
        position
          ? html`<a class="pin" href=${mapLink(position)} aria-label=${this.say('field/households.map', { who })}>${icon('pin', 22)}</a>`
          : nothing
      }
      ${
        line.canAnswer
          ? html`<button
              class="by-hand ${this.unsure === callId ? 'sure' : ''}"
              aria-label=${this.unsure === callId ? this.say('field/calls.by-hand.sure') : this.say('field/calls.by-hand.label', { who })}
              @click=${() => this.#byHand(row)}
            >
              ${this.say(this.unsure === callId ? 'field/calls.by-hand.sure' : 'field/calls.by-hand')}
            </button>`
          : nothing
      }
    </li>`;
  }

  #line({ callId, level, phase, isShown }: CallLine, title: string, about: string) {
    const isOwed = phase === 'calling' || phase === 'escalated' || phase === 'unroused';
    return html`<button class="line" aria-current=${isShown ? 'true' : 'false'} @click=${() => this.#show(callId)}>
      <span class="sign ${level ?? 'order'}">${level === null ? this.say('field/order.sign') : this.say(`level/${level}.sign`)}</span>
      <span>${title}</span>
      <small class=${isOwed ? 'owed' : ''}>${about}</small>
    </button>`;
  }

  #standing({ phase, silentMinutes }: CallLine): string {
    const words = this.say(`field/phase.${phase}`);
    return silentMinutes === null ? words : `${words} · ${this.say('field/calls.silent', { minutes: silentMinutes })}`;
  }

  #show(callId: CallId): void {
    this.close();
    this.dispatchEvent(new CustomEvent('jy-show', { detail: { callId } }));
  }

  #byHand(row: ReachedCall): void {
    if (this.#isMeant(row.call.id)) this.dispatchEvent(new CustomEvent('jy-by-hand', { detail: row }));
  }

  #allByHand(chosen: readonly ReachedLine[]): void {
    if (!this.#isMeant('chosen')) return;
    this.#choose([]);
    for (const { row } of chosen) this.dispatchEvent(new CustomEvent('jy-by-hand', { detail: row }));
  }

  /** An answer for somebody else cannot be taken back: one tap asks, the next one means it. */
  #isMeant(what: CallId | 'chosen'): boolean {
    clearTimeout(this.#timer);
    const isMeant = this.unsure === what;
    this.unsure = isMeant ? null : what;
    if (!isMeant) this.#timer = setTimeout(() => (this.unsure = null), sureForMilliseconds);
    return isMeant;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-calls': JyFieldCalls;
  }
  interface HTMLElementEventMap {
    'jy-show': CustomEvent<{ callId: CallId }>;
    'jy-by-hand': CustomEvent<ReachedCall>;
  }
}
