import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AreaCode } from '#contract/areas.ts';
import type { CallOut, CallOutId } from '#contract/calls.ts';
import type { Session } from '#contract/session.ts';
import type { Warning } from '#contract/warnings.ts';
import { areaNames } from '../notices/area-names.ts';
import { noticeCardStyles } from '../notices/notice-card-styles.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { owed, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { agedText, countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import '../notices/jy-level.ts';
import {
  expiredCards,
  expiredLine,
  expiredNotice,
  expiredShown,
  mergeLine,
  noteLines,
  warningCards,
  type ExpiredCard,
  type WarningCard,
} from './warnings.view.ts';
import { warningTitle } from '../notices/warning-title.ts';

/** As many area names as a line holds; the rest is counted. */
const namesShown = 3;
/** As many remarks about a message as a card holds. */
const notesShown = 3;

/** The warnings in force, gravest first; a click flies to the areas and opens what it says. */
@customElement('jy-warning-list')
export class JyWarningList extends SignalWatcher(LitElement) {
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
      .plan {
        margin-top: 4px !important;
      }
      .grade {
        font-size: 12px;
        color: var(--jy-dim);
      }
      .headline {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        color: var(--jy-soft) !important;
      }
      .card p.doubt {
        overflow-wrap: anywhere;
        color: var(--jy-orange-text);
      }
      .expired {
        margin-top: 16px;
      }
      .past .card {
        background: none;
        box-shadow: inset 0 0 0 1px var(--jy-line);
      }
      .past b {
        font-weight: 500;
        color: var(--jy-dim);
      }
      .action {
        width: 100%;
        margin-top: 10px;
      }
    `,
  ];

  override render() {
    const cards = warningCards(this.world);
    return html`
      <h2>${say('warnings/in-force')}<small>${countText(cards.length)}</small></h2>
      ${cards.length === 0 ? this.#none : repeat(cards, ({ warning }) => warning.id, this.#card)} ${this.#issueButton} ${this.#expired}
    `;
  }

  get #expired() {
    const cards = expiredCards(this.world);
    if (cards.length === 0) return nothing;
    const more = cards.length - expiredShown;
    return html`
      <h2 class="expired">${say('warnings/expired')}<small>${countText(cards.length)}</small></h2>
      ${repeat(cards.slice(0, expiredShown), ({ warning }) => warning.id, this.#expiredCard)}
      ${more > 0 ? html`<p class="empty">${say('warnings/expired.more', { count: more })}</p>` : nothing}
    `;
  }

  readonly #expiredCard = (card: ExpiredCard) => {
    const { warning, canGoOn, canBeCalledOut } = card;
    return html`
      <div class="item past">
        <button class="card" title=${say('warning/open')} @click=${() => this.#open(warning)}>
          <jy-level level=${warning.level}></jy-level>
          <b>${warningTitle(warning)}</b>
          <span class="grade">${say('warnings/expired')}</span>
          <p class="doubt">${expiredNotice(warning, this.shown.at)}</p>
          <p>${areaNames(warning.areas, this.places, namesShown)}</p>
          ${this.#notes(warning)}
          <p class="number">${expiredLine(card)}</p>
        </button>
        ${canGoOn && card.callOut ? this.#resumeButton(card.callOut, 'warnings/expired.hint') : canBeCalledOut ? this.#planButton(warning) : nothing}
      </div>
    `;
  };

  #resumeButton(callOut: CallOut, hint: 'warnings/expired.hint' | 'end/callOut.hint') {
    if (!this.#mayIssue || this.shown.tense !== 'live') return nothing;
    return html`<button class="action plan" title=${say(hint)} @click=${() => emit(this, 'jy-resume-calling', callOut.id)}>
      ${icon('phone', 16)}${say('warnings/resume')}
    </button>`;
  }

  get #none(): TemplateResult {
    if (!this.world.incident) return html`<p class="empty">${say('warnings/no-incident')}</p>`;
    return html`<p class="empty">${say('warnings/none')}<br />${say('warnings/none.why')}</p>`;
  }

  readonly #card = ({ warning, tally, canBeCalledOut, stopped }: WarningCard) => html`
    <div class="item">
      <button class="card" title=${say('warning/open')} @click=${() => this.#open(warning)}>
        <jy-level level=${warning.level}></jy-level>
        <b>${warningTitle(warning)}</b>
        <span class="grade">${say(`level/${warning.level}.grade`)}</span>
        <p>
          ${say('warnings/issued', { time: agedText(new Date(warning.sent), this.shown.at) })} ·
          ${say('warnings/version', { version: warning.version })}
        </p>
        <p>${areaNames(warning.areas, this.places, namesShown)}</p>
        <p class="headline" lang="zh-CN">${warning.headline}</p>
        ${this.#doubt(warning)} ${this.#notes(warning)}
        <p class="number">
          ${tally ? say(stopped ? 'end/callOut.line' : 'warnings/called', { answered: countText(tally.answered), owed: countText(owed(tally)) }) : say('warnings/nobody-called')}
        </p>
      </button>
      ${stopped ? this.#resumeButton(stopped, 'end/callOut.hint') : canBeCalledOut ? this.#planButton(warning) : nothing}
    </div>
  `;

  #open({ id, areas }: Warning): void {
    emit(this, 'jy-fly', { areas });
    emit(this, 'jy-warning-open', id);
  }

  /** A warning that does not call by itself, or not everywhere, is called out from here, by who may. */
  #planButton(warning: Warning) {
    if (!this.#mayIssue || this.shown.tense !== 'live') return nothing;
    return html`<button class="action plan" @click=${() => emit(this, 'jy-plan-wanted', warning)}>
      ${icon('phone', 16)}${say(warning.expired ? 'warnings/order-all-the-same' : 'plan/open')}
    </button>`;
  }

  get #mayIssue(): boolean {
    return (this.session?.rights.includes('warning.issue') && this.world.incident?.state === 'open') ?? false;
  }

  #doubt(warning: Warning) {
    if (warning.placement === 'exact') return nothing;
    const codes = warning.unknownCodes.join(' ');
    return html`<p class="doubt" title=${say(`warnings/${warning.placement}.why`, { codes })}>
      ${say(`warnings/${warning.placement}`)}${codes ? `：${codes}` : ''}
    </p>`;
  }

  /** The first few; the whole list belongs to the warning itself. */
  #notes(warning: Warning) {
    const lines = [...[mergeLine(warning)].filter((line) => line !== null), ...noteLines(warning)];
    const [shown, rest] = [lines.slice(0, notesShown), lines.length - notesShown];
    return html`${shown.map((line) => html`<p class="doubt" title=${line}>${line}</p>`)}
    ${rest > 0 ? html`<p class="doubt" title=${lines.slice(notesShown).join('\n')}>${say('warnings/notes.more', { count: rest })}</p>` : nothing}`;
  }

  get #issueButton() {
    if (!this.#mayIssue) return nothing;
    return html`<button class="action" @click=${() => emit(this, 'jy-new-warning', null)}>
      ${icon('warning', 16)}${say('form/title')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-warning-list': JyWarningList;
  }
  interface HTMLElementEventMap {
    /** Show these areas on the map. */
    'jy-fly': CustomEvent<{ areas: readonly AreaCode[] }>;
    'jy-new-warning': CustomEvent<null>;
    /** Plan a call-out for this warning. */
    'jy-plan-wanted': CustomEvent<Warning>;
    /** Go on by hand with a call-out that stopped since its warning has expired. */
    'jy-resume-calling': CustomEvent<CallOutId>;
  }
}
