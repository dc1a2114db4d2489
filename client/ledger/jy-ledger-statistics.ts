import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LedgerShare, LedgerStatistics } from '#contract/ledger.ts';
import { warningLevels } from '#contract/warnings.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { countText, momentText, nameOf, percentText, spanText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { ledgerStyles } from './ledger-styles.ts';
import { answeredShare, channelWords, countWords, hourBars } from './ledger.view.ts';

const widestBarPixels = 40;

/** The ledger in sums: how fast and how completely people answer, where, over which channel, and when. */
@customElement('jy-ledger-statistics')
export class JyLedgerStatistics extends SignalWatcher(LitElement) {
  @property({ attribute: false }) statistics: LedgerStatistics | null = null;
  /** Whose sums they are, and of what. */
  @property() whose = '';
  /** The sums are those of actual incidents: a drill is summed up by itself alone. */
  @property({ type: Boolean }) withoutDrills = false;

  static override styles = [
    surface,
    ledgerStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(640px, 100%), 1fr));
        gap: 12px;
        align-items: start;
      }
      .card {
        overflow-x: auto;
      }
      .empty {
        grid-column: 1 / -1;
      }
      .totals {
        display: flex;
        flex-wrap: wrap;
        grid-column: 1 / -1;
        gap: 12px 32px;
      }
      .whose {
        flex: 0 0 100%;
        font-size: 12px;
        color: var(--jy-dim);
      }
      .totals b {
        display: block;
        font-size: 22px;
      }
      .totals span {
        font-size: 12px;
        color: var(--jy-dim);
      }
      /* The name stays while the figures are scrolled, and wraps before they are pushed out. */
      :is(th, td):first-child {
        position: sticky;
        left: 0;
        min-width: 84px;
        background: var(--jy-panel);
        white-space: normal;
      }
      .hours {
        display: flex;
        align-items: end;
        gap: 2px;
        height: 120px;
      }
      .hours i {
        position: relative;
        flex: 1;
        min-width: 3px;
        height: 100%;
      }
      .hours .apart {
        margin-left: 6px;
        border-left: 1px dashed var(--jy-edge);
      }
      .hours i::before,
      .hours i::after {
        position: absolute;
        bottom: 0;
        width: 100%;
        height: var(--attempts);
        background: color-mix(in srgb, var(--jy-accent) 30%, transparent);
        content: '';
      }
      .hours i::after {
        height: var(--answers);
        background: var(--jy-ok);
      }
      .scale {
        display: flex;
        justify-content: space-between;
        font-size: 12px;
        color: var(--jy-dim);
      }
    `,
  ];

  override render() {
    const { statistics } = this;
    if (!statistics) return html`<p class="empty">${say('app/loading')}</p>`;
    const { totals, byArea, byLevel } = statistics;
    const withoutDrills = this.withoutDrills ? html`<p class="empty">${say('ledger/without-drills')}</p>` : nothing;
    if (totals.calls === 0)
      return html`<p class="empty">${say('ledger/none')}</p>
        ${withoutDrills}`;
    return html`
      ${withoutDrills} ${this.#totals(statistics)}
      ${this.#shares(
        say('ledger/by.area'),
        [...byArea].sort(worstFirst).map((area) => ({ ...area, name: nameOf(area) })),
      )}
      ${this.#shares(
        say('ledger/by.level'),
        [...byLevel]
          .sort(gravestFirst)
          .map((row) => ({ ...row, name: row.level === null ? say('ledger/by.level.none') : say(`level/${row.level}`) })),
      )}
      ${this.#channels(statistics)} ${this.#hours(statistics)}
    `;
  }

  #totals({ totals, counts }: LedgerStatistics) {
    const people = Object.entries(counts);
    return html`<section class="card totals">
      <p class="whose">${this.whose}</p>
      ${figure(say('ledger/calls'), countText(totals.calls))} ${figure(say('ledger/answered'), countText(totals.answered))}
      ${figure(say('ledger/rate'), rateText(totals))} ${figure(say('ledger/unroused'), countText(totals.unroused))}
      ${figure(say('ledger/median'), secondsText(totals.medianAnswerSeconds))}
      ${figure(say('ledger/slow'), secondsText(totals.slowAnswerSeconds))}
      ${totals.untimed > 0 ? figure(say('ledger/untimed'), countText(totals.untimed)) : nothing}
      ${people.length > 0 ? figure(say('ledger/by.people'), people.map(([what, count]) => countWords(what, count)).join(' · ')) : nothing}
    </section>`;
  }

  #shares(title: string, rows: readonly (LedgerShare & { name: string })[]) {
    const heads = ['calls', 'answered', 'rate', 'silent', 'unroused', 'median', 'slow'] as const;
    return html`<section class="card" tabindex="0" aria-label=${title}>
      <h2>${title}</h2>
      <table>
        <thead>
          <tr>
            <th></th>
            ${heads.map((head) => html`<th scope="col">${say(`ledger/${head}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <td>${row.name}</td>
                <td>${countText(row.calls)}</td>
                <td>${countText(row.answered)}</td>
                <td>${rateText(row)}</td>
                <td>${countText(row.silent)}</td>
                <td class=${row.unroused > 0 ? 'bad' : ''}>${countText(row.unroused)}</td>
                <td>${secondsText(row.medianAnswerSeconds)}</td>
                <td>${secondsText(row.slowAnswerSeconds)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #channels({ byChannel }: LedgerStatistics) {
    const heads = ['attempts', 'sent', 'delivered', 'failed', 'unknown', 'receipts'] as const;
    return html`<section class="card" tabindex="0" aria-label=${say('ledger/by.channel')}>
      <h2>${say('ledger/by.channel')}</h2>
      <table>
        <thead>
          <tr>
            <th></th>
            ${heads.map((head) => html`<th scope="col">${say(`ledger/${head}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${byChannel.map(
            (row) =>
              html`<tr>
                <td>${channelWords(row.channel)}</td>
                ${heads.map((head) => html`<td class=${head === 'failed' && row.failed > 0 ? 'bad' : ''}>${countText(row[head])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #hours({ byHour }: LedgerStatistics) {
    const bars = hourBars(byHour);
    const [first, last] = [bars[0], bars.at(-1)];
    if (!first || !last) return nothing;
    const at = (hour: string) => momentText(new Date(hour), new Date());
    return html`<section class="card">
      <h2>${say('ledger/by.hour')}</h2>
      <div class="hours" style="max-width: ${bars.length * widestBarPixels}px">
        ${bars.map(({ hour, attempts, answers, attemptShare, answerShare, isApart }) => {
          const words = say('ledger/hour', { hour: at(hour), attempts: countText(attempts), answers: countText(answers) });
          return html`<i
            class=${isApart ? 'apart' : ''}
            role="img"
            title=${words}
            aria-label=${words}
            style="--attempts: ${attemptShare * 100}%; --answers: ${answerShare * 100}%"
          ></i>`;
        })}
      </div>
      <p class="scale" style="max-width: max(240px, ${bars.length * widestBarPixels}px)">
        <span>${at(first.hour)}</span><span>${at(hourAfter(last.hour))}</span>
      </p>
    </section>`;
  }
}

/** Where the last bar ends: one hour alone lies between two times. */
function hourAfter(hour: string): string {
  return new Date(Date.parse(hour) + 3_600_000).toISOString();
}

function figure(name: string, value: string) {
  return html`<div><b>${value}</b><span>${name}</span></div>`;
}

function rateText(share: LedgerShare): string {
  const rate = answeredShare(share);
  return rate === null ? '' : percentText(rate);
}

function secondsText(seconds: number | null): string {
  return seconds === null ? '–' : spanText(seconds * 1000);
}

type ByLevel = LedgerStatistics['byLevel'][number];

function gravestFirst(a: ByLevel, b: ByLevel): number {
  const rank = ({ level }: ByLevel) => (level === null ? -1 : warningLevels.indexOf(level));
  return rank(b) - rank(a);
}

function worstFirst(a: LedgerShare, b: LedgerShare): number {
  return b.silent - a.silent || b.calls - a.calls;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger-statistics': JyLedgerStatistics;
  }
}
