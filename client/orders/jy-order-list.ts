import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CallOut } from '#contract/calls.ts';
import type { Order } from '#contract/orders.ts';
import type { Session } from '#contract/session.ts';
import '../state/ending-wanted.ts';
import { areaNames } from '../notices/area-names.ts';
import '../notices/jy-notice-mark.ts';
import { noticeCardStyles } from '../notices/notice-card-styles.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { mayActNow } from '../state/may-act.ts';
import type { Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { countText, timeText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { orderCards, type OrderCard } from './orders.view.ts';

const namesShown = 3;

/** The orders of the incident in their own words, the newest first, and how far each is; a click flies to where it is to be done. */
@customElement('jy-order-list')
export class JyOrderList extends SignalWatcher(LitElement) {
  /** As they were read last, in their own words. */
  @property({ attribute: false }) orders: readonly Order[] = [];
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  static override styles = [
    surface,
    noticeCardStyles,
    css`
      h2 {
        margin-top: 16px;
      }
      .action {
        margin-top: 4px;
      }
      .due {
        font-size: 12px;
        color: var(--jy-dim);
      }
      .due.late {
        font-weight: 600;
        color: var(--jy-red-text);
      }
      .card .text {
        overflow-wrap: anywhere;
        white-space: pre-line;
        color: var(--jy-soft);
      }
    `,
  ];

  override render() {
    const cards = orderCards(this.world, this.shown.tense === 'live' ? this.orders : [], this.shown.at);
    if (cards.length === 0) return nothing;
    return html`
      <h2>${say('orders/title')}<small>${countText(cards.length)}</small></h2>
      ${repeat(cards, ({ number }) => number, this.#card)}
    `;
  }

  readonly #card = (card: OrderCard) => {
    const { number, callOut, areas, dueAt, told, isLate } = card;
    const due = say(isLate ? 'orders/late' : 'orders/due', { time: timeText(new Date(dueAt), this.shown.at) });
    return html`<div class="item">
      <button class="card" title=${say('orders/open')} @click=${() => emit(this, 'jy-fly', { areas: [...areas] })}>
        <jy-notice-mark .level=${null} kind="order"></jy-notice-mark>
        <b>${say('orders/number', { number })}</b>
        <span class="due ${isLate ? 'late' : ''}">${due}</span>
        ${told ? html`<p class="text">${told.text}</p>` : nothing}
        <p>${areaNames(areas, this.places, namesShown)}</p>
        ${callOut && callOut.state !== 'running' ? html`<p>${say(`orders/state.${callOut.state}`)}</p>` : nothing}
        <p class="number">${this.#standing(card)}</p>
      </button>
      ${callOut ? this.#deeds(card, callOut) : nothing}
    </div>`;
  };

  /** What is stopped is the present, not what is replayed. */
  #deeds({ number, silent }: OrderCard, callOut: CallOut): TemplateResult | typeof nothing {
    if (this.world.incident?.state !== 'open' || !mayActNow(this.session, this.shown, 'call.stop')) return nothing;
    const title = say('orders/number', { number });
    if (callOut.state === 'running' || callOut.state === 'awaitingRelease') {
      return html`<button class="action" @click=${() => emit(this, 'jy-end-wanted', { kind: 'callOut', callOut, title, silent })}>
        ${say('end/callOut.button')}
      </button>`;
    }
    if (callOut.state !== 'closed' || callOut.closeReason !== 'stopped') return nothing;
    return html`<button class="action" @click=${() => emit(this, 'jy-resume-calling', callOut.id)}>${say('warnings/resume')}</button>`;
  }

  #standing({ told, answered, silent }: OrderCard): TemplateResult | string {
    if (!told) return say('orders/answered', { answered: countText(answered), called: countText(answered + silent) });
    const { called, accepted, underWay, done, declined } = told;
    const stand = say('orders/stand', {
      ...{ called: countText(called), accepted: countText(accepted), underWay: countText(underWay) },
      ...{ done: countText(done), declined: countText(declined), silent: countText(told.silent) },
    });
    const counts = Object.entries(told.counts).map(([what, people]) => `${say(`orders/count.${what as 'moved'}`)} ${countText(people)}`);
    return [stand, ...counts].join(' · ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-order-list': JyOrderList;
  }
}
