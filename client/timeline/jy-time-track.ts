import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { Pace } from '../ui/pace.ts';
import { icon } from '../ui/icons.ts';
import '../notices/jy-level.ts';
import { warningTitle } from '../notices/warning-title.ts';
import { countText, dayText, minuteText, momentText } from '../words/format.ts';
import { locale, say } from '../words/words.ts';
import { trackStyles } from './time-track-styles.ts';
import {
  binWidth,
  bins,
  endingMarks,
  percentAlong,
  ticks,
  warningMarks,
  type Bin,
  type Span,
  type AxisTick,
  type WarningMark,
} from './timeline.view.ts';

const minuteMilliseconds = 60_000;
/** A bar is a minute or more: once a second is often. */
const drawEveryMilliseconds = 1_000;

/** Time from left to right: bars of what happened, warnings, the typhoon's hours, now, and the time shown, which can be dragged. */
@customElement('jy-time-track')
export class JyTimeTrack extends SignalWatcher(LitElement) {
  /** The live world: the bars stay while an earlier moment is shown. */
  @property({ attribute: false }) world: World = emptyWorld;
  @property({ attribute: false }) span: Span = { from: 0, to: 1 };
  @property({ attribute: false }) track: Span | null = null;
  @property({ attribute: false }) now = new Date(0);
  @property({ attribute: false }) at = new Date(0);
  @property({ type: Boolean }) replay = false;
  /** What the bars are drawn from: the world's, at a pace. */
  @state() private pulses: World['pulses'] = [];
  @query('.rail') private readonly rail!: HTMLElement;

  static override styles = trackStyles;

  readonly #pace = new Pace(drawEveryMilliseconds);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pace.stop();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('world')) this.#pace.run(() => (this.pulses = this.world.pulses));
  }

  override render() {
    const { span, at, now } = this;
    return html`
      <div
        class="rail"
        role="slider"
        tabindex="0"
        aria-label=${say('time/shown')}
        aria-valuemin=${span.from}
        aria-valuemax=${span.to}
        aria-valuenow=${at.getTime()}
        aria-valuetext=${momentText(at, now)}
        @pointerdown=${this.#grab}
        @keydown=${this.#keyed}
      >
        ${this.#trackBand()}
        <div class="bars">${this.#bars()}</div>
        ${warningMarks(this.world, span).map((mark) => this.#warningMark(mark))}
        ${endingMarks(this.world, span).map(({ at: endedAt, ending }) => {
          const words = say(`ending/${ending.kind}`, { title: warningTitle(ending.ended ?? ending.by), next: warningTitle(ending.by) });
          return html`<i class="ended" role="img" aria-label=${words} title=${words} style="left:${percentAlong(endedAt, span)}%">
            ${icon('close', 12)}
          </i>`;
        })}
        ${this.#marker(now, 'now', say('time/now', { time: minuteText(now) }))}
        ${this.replay ? this.#marker(at, 'shown', momentText(at, now)) : nothing}
      </div>
      <div class="axis" aria-hidden="true">
        ${ticks(span).map((tick) => html`<span class=${edgeOf(percentAlong(tick.at, span))} style="left:${percentAlong(tick.at, span)}%">${this.#tickText(tick)}</span>`)}
      </div>
    `;
  }

  #warningMark({ at, level, headline, isEnd }: WarningMark) {
    const left = `left:${percentAlong(at, this.span)}%`;
    if (!isEnd) return html`<jy-level level=${level} title=${headline} style=${left}></jy-level>`;
    const title = say('time/expired', { time: momentText(new Date(at), this.now), headline });
    return html`<span class="expired" title=${title} style=${left}><jy-level level=${level}></jy-level></span>`;
  }

  #tickText({ at, says }: AxisTick): string {
    const moment = new Date(at);
    if (says === 'time') return minuteText(moment);
    return says === 'date' ? dayText(moment, this.now) : momentText(moment, this.now);
  }

  /** Not at every second and every fact: ninety labels with their times, and every pulse of the night, are behind the bars. */
  #bars() {
    const { pulses, span } = this;
    const minute = Math.floor(this.now.getTime() / minuteMilliseconds);
    return guard([pulses, span.from, span.to, minute, locale.get()], () => {
      const made = bins({ pulses }, span);
      const highest = Math.max(1, ...made.map(({ answered, climbed }) => answered + climbed));
      return made.map((bin) => this.#bar(bin, highest, bin.at > minute * minuteMilliseconds));
    });
  }

  #bar(bin: Bin, highest: number, isAhead: boolean) {
    // A root, so that a quiet hour is still seen beside the busiest.
    const height = (count: number) => (count === 0 ? 0 : Math.max(6, 100 * Math.sqrt(count / highest)));
    const counts = { answered: countText(bin.answered), climbed: countText(bin.climbed), called: countText(bin.called) };
    const isEmpty = bin.answered + bin.climbed + bin.called === 0;
    const label = isEmpty ? undefined : say('time/bar', { time: momentText(new Date(bin.at), this.now), ...counts });
    const total = height(bin.answered + bin.climbed);
    const climbedShare = bin.climbed === 0 ? 0 : (total * bin.climbed) / (bin.answered + bin.climbed);
    return html`<div class="bar ${isAhead ? 'ahead' : ''} ${bin.called > 0 ? 'called' : ''}" title=${ifDefined(label)}>
      <u style="height:${climbedShare}%"></u><s style="height:${total - climbedShare}%"></s>
    </div>`;
  }

  #marker(at: Date, kind: 'now' | 'shown', words: string) {
    const left = percentAlong(at.getTime(), this.span);
    if (left < 0 || left > 100) return nothing;
    return html`<div class="marker ${kind} ${left > 88 ? 'turned' : ''}" style="left:${left}%"><span>${words}</span></div>`;
  }

  #trackBand() {
    if (!this.track) return nothing;
    const left = Math.max(0, percentAlong(this.track.from, this.span));
    const right = Math.min(100, percentAlong(this.track.to, this.span));
    return html`<div class="track" title=${say('time/track')} style="left:${left}%;width:${Math.max(0, right - left)}%"></div>`;
  }

  readonly #grab = (event: PointerEvent) => {
    if (event.button !== 0) return;
    this.rail.setPointerCapture(event.pointerId);
    this.#seek(event);
    const move = (moved: PointerEvent) => this.#seek(moved);
    this.rail.addEventListener('pointermove', move);
    this.rail.addEventListener('lostpointercapture', () => this.rail.removeEventListener('pointermove', move), { once: true });
  };

  #seek({ clientX }: PointerEvent): void {
    const { left, width } = this.rail.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    emit(this, 'jy-seek', new Date(this.span.from + share * (this.span.to - this.span.from)));
  }

  readonly #keyed = (event: KeyboardEvent) => {
    const { span, at } = this;
    // With Shift minute by minute, to see how silence receded.
    const step = event.shiftKey ? minuteMilliseconds : binWidth(span);
    const target = { ArrowLeft: at.getTime() - step, ArrowRight: at.getTime() + step, Home: span.from, End: span.to }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    emit(this, 'jy-seek', new Date(Math.min(span.to, Math.max(span.from, target))));
  };
}

/** A label at either end leans inward, so that it is not cut. */
function edgeOf(percent: number): string {
  if (percent < 10) return 'first';
  return percent > 96 ? 'last' : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-time-track': JyTimeTrack;
  }
  interface HTMLElementEventMap {
    /** Show this moment. */
    'jy-seek': CustomEvent<Date>;
  }
}
