import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isWithin } from '#contract/areas.ts';
import type { ClockChange, IncidentClock } from '#contract/incidents.ts';
import { mayDo, type Session } from '#contract/session.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import { sessionContext, shownTimeContext, startOfTime } from '../state/contexts.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';
import './jy-time-track.ts';
import './jy-transport.ts';
import type { TransportPress } from './jy-transport.ts';
import { binWidth, drivingOf, rangeShown, rangesOf, type Driving, type RangeChoice, type Ranges } from './timeline.view.ts';

/** How fast a replay starts to play: an hour in a minute. */
const replayRate = 60;

/** The lower edge: what happened when, and the controls of the one clock that may be driven from here. */
@customElement('jy-timeline')
export class JyTimeline extends SignalWatcher(LitElement) {
  @property({ attribute: false }) world: World = emptyWorld;
  @property({ attribute: false }) replay: IncidentClock | null = null;
  @property({ attribute: false }) typhoon: Typhoon | null = null;
  @property({ attribute: false }) typhoons: readonly Pick<Typhoon, 'id' | 'nameZh' | 'nameEn'>[] = [];
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private choice: RangeChoice = 'incident';

  static override styles = [
    surface,
    css`
      :host {
        display: grid;
        grid-template-columns: 212px minmax(0, 1fr) 168px;
        gap: 20px;
        align-items: center;
        padding: 8px 16px;
        border-top: 1px solid var(--jy-line);
        background: var(--jy-panel);
      }
      .side {
        display: grid;
        gap: 6px;
        justify-items: stretch;
      }
      .side select {
        height: 30px;
        min-width: 0;
        padding: 0 6px;
        border: 1px solid var(--jy-line);
        border-radius: 6px;
        background: var(--jy-raised);
        color: var(--jy-text);
        font: inherit;
        font-size: 13px;
      }
      .choice {
        display: grid;
        grid-template-columns: 1fr 1fr;
        border: 1px solid var(--jy-line);
        border-radius: 6px;
        overflow: hidden;
      }
      .choice button {
        height: 28px;
        font-size: 12px;
        text-align: center;
        color: var(--jy-dim);
      }
      .choice [aria-pressed='true'] {
        background: var(--jy-raised);
        color: var(--jy-text);
      }
      @media (max-width: 1100px) {
        :host {
          grid-template-columns: 200px minmax(0, 1fr);
          gap: 12px;
        }
        .side {
          display: none;
        }
      }
      @media (max-width: 720px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          gap: 2px;
          padding: 4px 10px;
        }
      }
    `,
  ];

  /** Plays or pauses whatever the controls drive; nothing when they drive the wall clock. */
  toggle(): void {
    if (this.#driving === 'replay' || this.#driving === 'incident') this.#press({ paused: !this.#isPaused });
  }

  override render() {
    const ranges = this.#ranges();
    const span = rangeShown(ranges, this.choice);
    return html`
      <jy-transport
        .driving=${this.#driving}
        ?paused=${this.#isPaused}
        .rate=${this.#clock?.rate ?? 1}
        .stepMilliseconds=${binWidth(span)}
        @jy-transport=${(event: CustomEvent<TransportPress>) => this.#press(event.detail)}
      ></jy-transport>
      <jy-time-track
        .world=${this.world}
        .span=${span}
        .track=${ranges.typhoon}
        .now=${this.shown.now}
        .at=${this.shown.at}
        ?replay=${this.replay !== null}
        @jy-seek=${(event: CustomEvent<Date>) => this.#show(event.detail, { paused: this.replay?.paused ?? true })}
      ></jy-time-track>
      <div class="side">
        ${ranges.typhoon && !ranges.areOne ? this.#rangeChoice() : nothing}
        <select aria-label=${say('time/typhoon')} title=${say('time/typhoon')} @change=${this.#typhoonChosen}>
          <option value="" .selected=${this.typhoon === null}>${say('time/no-typhoon')}</option>
          ${this.typhoons.map((each) => html`<option value=${each.id} .selected=${each.id === this.typhoon?.id}>${nameOf(each)} ${each.id}</option>`)}
        </select>
        ${
          this.replay
            ? html`<button class="action main" @click=${() => emit(this, 'jy-live', null)}>
                ${icon('live', 16)}${say('replay/back')}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #rangeChoice() {
    const button = (choice: RangeChoice) =>
      html`<button aria-pressed=${this.choice === choice} @click=${() => (this.choice = choice)}>${say(`time/range.${choice}`)}</button>`;
    return html`<div class="choice">${button('incident')}${button('typhoon')}</div>`;
  }

  /** A replay that has reached the end of the picture stands still there. */
  override updated(): void {
    const { replay } = this;
    const { to } = rangeShown(this.#ranges(), this.choice);
    if (replay && !replay.paused && this.shown.at.getTime() > to) this.#show(new Date(to), { paused: true });
  }

  #ranges(): Ranges {
    return rangesOf(this.world, this.typhoon, this.shown.now);
  }

  get #driving(): Driving {
    const { session, replay } = this;
    const { incident } = this.world;
    return drivingOf({
      isReplay: replay !== null,
      hasClock: incident?.clock !== null && incident?.state === 'open',
      maySetClock: !!session && !!incident && mayDo(session, 'incident.clock') && isWithin(incident.areaCode, session.areaCode),
    });
  }

  get #clock(): IncidentClock | null {
    return this.replay ?? this.world.incident?.clock ?? null;
  }

  get #isPaused(): boolean {
    return this.#clock?.paused ?? false;
  }

  #press({ paused, rate, by }: TransportPress): void {
    const pace = { ...(paused !== undefined && { paused }), ...(rate !== undefined && { rate }) };
    const at = new Date(this.shown.at.getTime() + (by ?? 0));
    // Back is a look at the past of this screen alone: an exercise clock that is set back would confuse everybody who answered.
    const drivesAll = this.#driving === 'incident' && !(by !== undefined && by < 0);
    if (drivesAll) emit(this, 'jy-clock-change', by === undefined ? pace : { at: at.toISOString() });
    else this.#show(at, pace);
  }

  #show(at: Date, change: { paused?: boolean; rate?: number }): void {
    const { paused, rate } = { paused: true, rate: replayRate, ...this.replay, ...change };
    emit(this, 'jy-replay', { at, paused, rate });
  }

  readonly #typhoonChosen = (event: Event) => emit(this, 'jy-typhoon', (event.target as HTMLSelectElement).value || null);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-timeline': JyTimeline;
  }
  interface HTMLElementEventMap {
    /** Drive the incident's own clock, for everybody. */
    'jy-clock-change': CustomEvent<ClockChange>;
    /** Show another moment on this screen. */
    'jy-replay': CustomEvent<{ at: Date; paused: boolean; rate: number }>;
    'jy-live': CustomEvent<null>;
    /** Draw this typhoon; null for none. */
    'jy-typhoon': CustomEvent<string | null>;
  }
}
