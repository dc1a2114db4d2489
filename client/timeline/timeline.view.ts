import type { Typhoon } from '#contract/typhoons.ts';
import type { Warning, WarningLevel } from '#contract/warnings.ts';
import type { World } from '#contract/world.ts';
import { endings, type WarningEnding } from '../warnings/endings.view.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Bars and ticks begin on the hours and days of Nantong's clock, UTC+8 without summer time. */
const zoneMilliseconds = 8 * hour;

/** Milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** What happened in one bar's share of time. */
export interface Bin {
  at: number;
  called: number;
  answered: number;
  climbed: number;
}

export type RangeChoice = 'incident' | 'typhoon';

export interface Ranges {
  incident: Span;
  typhoon: Span | null;
  /** Near enough to be drawn as one; otherwise the viewer chooses which to look at. */
  areOne: boolean;
}

const mostBins = 96;
const mostTicks = 9;
const binWidths = [minute, 2 * minute, 5 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day];
const tickWidths = [10 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 5 * day];
/** A track that ended longer before, or begins longer after the incident, is another story. */
const nearMilliseconds = 3 * day;
const spanLengths = [2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 4 * day, 8 * day];

/** The times worth showing: the incident from its first fact to some way past now, and the typhoon's track. */
export function rangesOf(world: World, typhoon: Typhoon | null, now: Date): Ranges {
  const incident = incidentSpan(world, now.getTime());
  const track = trackSpan(typhoon);
  const areOne = track !== null && track.from - incident.to < nearMilliseconds && incident.from - track.to < nearMilliseconds;
  return { incident, typhoon: track, areOne };
}

export function rangeShown({ incident, typhoon, areOne }: Ranges, choice: RangeChoice): Span {
  if (!typhoon) return incident;
  if (areOne) return { from: Math.min(incident.from, typhoon.from), to: Math.max(incident.to, typhoon.to) };
  return choice === 'typhoon' ? typhoon : incident;
}

/** One of a few lengths, so that the picture stands still while now moves through it; it grows when now has come three quarters of the way. */
function incidentSpan(world: World, now: number): Span {
  const started = Math.min(world.startedAt === null ? now - hour : Date.parse(world.startedAt), now);
  const newest = Math.max(now, world.at === null ? now : Date.parse(world.at));
  let length = spanLengths.find((each) => newest - started <= 0.75 * each) ?? spanLengths.at(-1)!;
  while (newest - started > 0.75 * length) length *= 2;
  const from = floorTo(started - length / 24, binWidth({ from: 0, to: length }));
  return { from, to: from + length };
}

function trackSpan(typhoon: Typhoon | null): Span | null {
  const [first, last] = [typhoon?.points.at(0), typhoon?.points.at(-1)];
  return first && last ? { from: Date.parse(first.at), to: Date.parse(last.at) } : null;
}

export function binWidth({ from, to }: Span): number {
  return binWidths.find((width) => (to - from) / width <= mostBins) ?? day * Math.ceil((to - from) / day / mostBins);
}

/** Bars over a span, from the first to the last, empty ones too. */
export function bins({ pulses }: Pick<World, 'pulses'>, span: Span): Bin[] {
  const width = binWidth(span);
  const first = floorTo(span.from, width);
  const made: Bin[] = [];
  for (let at = first; at < span.to; at += width) made.push({ at, called: 0, answered: 0, climbed: 0 });
  for (const pulse of pulses) {
    const bin = made[Math.floor((Date.parse(pulse.at) - first) / width)];
    if (!bin) continue;
    bin.called += pulse.called;
    bin.answered += pulse.answered;
    bin.climbed += pulse.climbed;
  }
  return made;
}

/** A place for a label: a time of day, the date where a day begins, both at the first. */
export interface AxisTick {
  at: number;
  says: 'time' | 'date' | 'both';
}

export function ticks(span: Span): AxisTick[] {
  const width = tickWidths.find((each) => (span.to - span.from) / each <= mostTicks) ?? 10 * day;
  const made: AxisTick[] = [];
  for (let at = floorTo(span.from + width - 1, width); at <= span.to; at += width) {
    made.push({ at, says: floorTo(at, day) === at ? 'date' : made.length === 0 ? 'both' : 'time' });
  }
  return made;
}

/** `isEnd`: its time passed then, and its calls came to rest. */
export interface WarningMark {
  at: number;
  level: WarningLevel;
  headline: string;
  isEnd: boolean;
}

/** When warnings were sent and when their time passed while they were in force, each with its level: the reasons for what the bars show. */
export function warningMarks(world: World, span: Span): WarningMark[] {
  return [...world.warnings.values()]
    .filter(isWarning)
    .flatMap(({ sent, level, headline, state, expires }): WarningMark[] => [
      { at: Date.parse(sent), level, headline, isEnd: false },
      ...(state === 'expired' && expires !== null ? [{ at: Date.parse(expires), level, headline, isEnd: true }] : []),
    ])
    .filter(({ at }) => at >= span.from && at <= span.to)
    .sort((a, b) => a.at - b.at);
}

/** Neither a cancellation nor a lifting, which comes as an Alert or Update as well: it warns of nothing. */
function isWarning({ msgType, state, endedAt }: Pick<Warning, 'msgType' | 'state' | 'endedAt'>): boolean {
  return msgType !== 'Cancel' && (state !== 'ended' || Boolean(endedAt));
}

/** When warnings were lifted or replaced: why the bars end, or change. */
export function endingMarks(world: World, span: Span): { at: number; ending: WarningEnding }[] {
  return endings(world)
    .map((ending) => ({ at: Date.parse(ending.at), ending }))
    .filter(({ at, ending }) => ending.kind !== 'replaced' && at >= span.from && at <= span.to);
}

/** 0 to 100 along the span; outside it below 0 or above 100. */
export function percentAlong(at: number, { from, to }: Span): number {
  return (100 * (at - from)) / (to - from);
}

/** Whose clock the controls drive. others: an exercise clock that only its director may touch. */
export type Driving = 'wall' | 'incident' | 'others' | 'replay';

export function drivingOf(state: { isReplay: boolean; hasClock: boolean; maySetClock: boolean }): Driving {
  if (state.isReplay) return 'replay';
  if (!state.hasClock) return 'wall';
  return state.maySetClock ? 'incident' : 'others';
}

function floorTo(at: number, width: number): number {
  return Math.floor((at + zoneMilliseconds) / width) * width - zoneMilliseconds;
}
