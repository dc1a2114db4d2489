import { consume } from '@lit/context';
import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { townshipOf, type AreaCode } from '#contract/areas.ts';
import { nowhere, placesContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { countyOf, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { surface } from '../ui/surface.ts';
import { countText, nameOf, timeText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { newestLines, receiptsPerMinute, type ReceiptLine } from './receipts.view.ts';

/** As many as a tall screen holds below the board; older ones are in the log. */
const linesShown = 30;

/** What was just answered: who needs help or cannot act above, then by township and minute. */
@customElement('jy-receipts')
export class JyReceipts extends SignalWatcher(LitElement) {
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;

  static override styles = [
    surface,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      ol {
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(40px, max-content) 10px 1fr auto;
        gap: 10px;
        align-items: center;
        padding: 7px 0;
        border-bottom: 1px solid var(--jy-line);
        font-size: 13px;
      }
      time {
        max-width: 60px;
      }
      time,
      small {
        font-size: 12px;
        color: var(--jy-dim);
      }
      i {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--jy-ok);
      }
      .alarm i {
        border-radius: 0;
        background: var(--jy-level-red);
        clip-path: polygon(50% 0, 100% 100%, 0 100%);
      }
      li div {
        min-width: 0;
      }
      b {
        display: block;
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      em {
        font-style: normal;
        font-size: 12px;
        color: var(--jy-ok);
      }
      .alarm em {
        color: var(--jy-red-text);
      }
    `,
  ];

  override render() {
    const lines = newestLines(this.world, linesShown);
    const rate = say('feed/rate', { count: countText(receiptsPerMinute(this.world, this.shown.at)) });
    return html`
      <h2>${say('feed/title')}<small class="number">${rate}</small></h2>
      ${
        lines.length === 0
          ? html`<p class="empty">${say('feed/none')}</p>`
          : html`<ol tabindex="0">
              ${repeat(lines, ({ id }) => id, this.#line)}
            </ol>`
      }
    `;
  }

  readonly #line = ({ at, areaCode, calls, tone, key }: ReceiptLine) => html`
    <li class=${tone}>
      <time datetime=${at}>${timeText(new Date(at), this.shown.at)}</time><i></i>
      <div><b>${this.#placeOf(areaCode)}</b><small>${whoText(calls)}</small></div>
      <em>${say(key)}</em>
    </li>
  `;

  /** County and township; a village is told by its township, whose names are at hand. */
  #placeOf(code: AreaCode): string {
    const township = this.places.get(code) ?? this.places.get(townshipOf(code));
    const county = this.places.get(countyOf(township?.code ?? code, this.places));
    const names = [county, township].filter((place) => place !== undefined).map(nameOf);
    return names.length === 0 ? code : [...new Set(names)].join(' ');
  }
}

/** One person by their post, several by how many they are. */
function whoText(calls: ReceiptLine['calls']): string {
  const [only] = calls;
  return only && calls.length === 1
    ? sayOr(`post/${only.postKind}`, only.postKind)
    : say('line/people', { count: countText(calls.length) });
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-receipts': JyReceipts;
  }
}
