import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isCity } from '#contract/areas.ts';
import type { Tally } from '#contract/calls.ts';
import type { Figures } from '#contract/figures.ts';
import type { Session } from '#contract/session.ts';
import '../replies/jy-unread-replies.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { countHelp } from '../state/helps.ts';
import { answerRate, owed, runningCallOuts, silenceAge, silentCount, silentFrontier, totals, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { helpSign } from '../help/help-sign.ts';
import '../help/jy-help-list.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { countText, percentText, spanText } from '../words/format.ts';
import { scopeText } from '../words/scope.ts';
import { say } from '../words/words.ts';

/** Four numbers: who is silent, who has answered, who is in danger, where they can go. */
@customElement('jy-situation')
export class JySituation extends SignalWatcher(LitElement) {
  @property({ attribute: false }) figures: Figures | null = null;
  /** Each once, however many call-outs ring for them; null while it is not known. */
  @property({ attribute: false }) people: number | null = null;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;

  static override styles = [
    surface,
    css`
      .tiles {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      .tiles > * {
        min-width: 0;
        padding: 10px 12px;
        border-radius: 8px;
        background: var(--jy-raised);
      }
      b {
        display: block;
        font-size: 26px;
        font-weight: 600;
        line-height: 1.15;
      }
      .tiles button:hover {
        box-shadow: inset 0 0 0 1px var(--jy-edge);
      }
      .hot b {
        color: var(--jy-red-text);
      }
      span {
        display: block;
        font-size: 12px;
        line-height: 1.35;
        color: var(--jy-dim);
      }
      /* Where the words take a second line, their growing must not push the panel about. */
      @media (max-width: 1440px) {
        .tiles span {
          min-height: 2.7em;
        }
      }
      .help {
        display: flex;
        gap: 8px;
        align-items: center;
        width: 100%;
        margin-top: 8px;
        padding: 8px 12px;
        border: 1px solid var(--jy-level-red);
        border-radius: 8px;
        color: var(--jy-red-text);
        font-weight: 600;
      }
      .help:hover {
        background: var(--jy-raised);
      }
    `,
  ];

  override render() {
    const tally = totals(this.world);
    const help = countHelp(this.world);
    return html`
      <h2>${say('situation/title')}<small>${scopeText(this.session, this.places)}</small></h2>
      <div class="tiles">${this.#silent(tally)} ${this.#rate(tally)} ${this.#register}</div>
      ${
        help.wanted > 0
          ? html`<button class="help number" title=${say('help/show')} @click=${() => emit(this, 'jy-help-requests', [])}>
              ${helpSign()}${say(help.open > 0 ? 'help/wanted.open' : 'help/wanted', { count: help.wanted, open: help.open })}
            </button>`
          : nothing
      }
      <jy-unread-replies></jy-unread-replies>
    `;
  }

  #silent(tally: Tally) {
    if (owed(tally) === 0) return html`<div><b>–</b><span>${say('situation/silent')}</span></div>`;
    const age = silenceAge(tally, this.shown.at);
    const worst = silentFrontier(this.world)[0];
    const said = age === null ? say('situation/silent') : say('situation/silent.oldest', { span: spanText(age) });
    const isLive = this.shown.tense === 'live';
    // One person may owe an answer to several call-outs: the number says which of the two it counts.
    const isSeveral = runningCallOuts(this.world).length > 1;
    const { count, of } = silentCount(this.world, isLive ? this.people : null);
    const rule = isSeveral ? say(of === 'calls' ? 'situation/calls' : 'situation/of-calls', { calls: countText(tally.silent) }) : '';
    const content = html`<b class="number">${countText(count)}</b><span>${said}${rule}</span>`;
    if (!worst) return html`<div>${content}</div>`;
    return html`<button class="hot" title=${say('situation/fly')} @click=${() => emit(this, 'jy-fly', { areas: [worst.areaCode] })}>
      ${content}
    </button>`;
  }

  #rate(tally: Tally) {
    const rate = answerRate(tally);
    if (rate === null) return html`<div title=${say('situation/rate.rule')}><b>–</b><span>${say('situation/nobody')}</span></div>`;
    return html`<div title=${say('situation/rate.rule')}>
      <b class="number">${percentText(rate)}</b>
      <span>${say('situation/rate.of', { answered: countText(tally.answered), owed: countText(owed(tally)) })}</span>
    </div>`;
  }

  get #register() {
    const { figures } = this;
    // The register's sums are the city's; who works for a part of it must not take them for its own.
    const whose = this.session && !isCity(this.session.areaCode) ? say('situation/whole-city') : '';
    const number = (count: number | undefined) => (count === undefined ? '–' : countText(count));
    return html`
      <div>
        <b>${number(figures?.evacuees)}</b><span>${whose}${say('situation/households', { households: number(figures?.households) })}</span>
      </div>
      <div>
        <b>${number(figures?.shelters)}</b><span>${whose}${say('situation/shelters', { capacity: number(figures?.shelterCapacity) })}</span>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-situation': JySituation;
  }
}
