import type { AreaCode } from '#contract/areas.ts';
import type { CallOutId } from '#contract/calls.ts';
import type { HelpMark, HelpRequestId } from '#contract/help.ts';
import type { NoticeKind } from '#contract/notices.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import { helpWanted } from '../state/helps.ts';
import { isHigher, tallyOfCallOut, unreadReplies } from '../state/select.ts';
import type { World } from '#contract/world.ts';

export const alarmKinds = ['awaitingRelease', 'override', 'needHelp', 'cannot', 'unroused', 'replies', 'calledOut', 'watchdog'] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** Something the desk has to know of before it falls silent. `key` names it for good; `count` may grow and ring again. */
export interface AlarmReason {
  key: string;
  kind: AlarmKind;
  /** As which it rings: what has no level as an orange warning does. */
  level: WarningLevel;
  /** What it is about, where that is no warning. */
  noticeKind?: NoticeKind;
  count: number;
  callOutId: CallOutId | null;
  /** Incident time; null for what is not of the incident. */
  at: string | null;
  /** The call for help that it is about, and where that is. */
  help: { id: HelpRequestId; areaCode: AreaCode } | null;
}

/** What has been acknowledged: up to which count of each reason. */
export type Acknowledged = ReadonlyMap<string, number>;

/** Everything worth an alarm in the world of now, the gravest first. Being called out is one where somebody of the area that is seen is called. */
export function alarmReasons(world: World): AlarmReason[] {
  const reasons = [...world.callOuts.values()].flatMap((callOut): AlarmReason[] => {
    const { id, state, openedAt, releasedAt } = callOut;
    const mark =
      callOut.level === null ? { level: 'orange' as const, noticeKind: callOut.noticeKind ?? 'order' } : { level: callOut.level };
    const reason = (kind: AlarmKind, count: number, at: string | null): AlarmReason[] =>
      count > 0 ? [{ key: `${kind} ${id}`, kind, ...mark, count, callOutId: id, at, help: null }] : [];
    if (state === 'awaitingRelease') return reason('awaitingRelease', 1, openedAt);
    if (state !== 'running') return [];
    const tally = tallyOfCallOut(world, id);
    return [
      ...reason('override', callOut.overrideReason === null ? 0 : 1, releasedAt),
      ...reason('cannot', tally.cannot, null),
      ...reason('unroused', tally.unroused, null),
      ...reason('calledOut', tally.total > 0 ? 1 : 0, releasedAt ?? openedAt),
    ];
  });
  const unread = unreadReplies(world);
  if (unread > 0) reasons.push({ key: 'replies', kind: 'replies', level: 'blue', count: unread, callOutId: null, at: null, help: null });
  return [...reasons, ...helpReasons(world)].sort(
    (a, b) => alarmKinds.indexOf(a.kind) - alarmKinds.indexOf(b.kind) || (isHigher(a.level, b.level) ? -1 : 1),
  );
}

/**
 * One for each call for help, as grave as anything: whatever became of its call-out. It falls silent when somebody takes it, and rings
 * again when it is asked again.
 */
function helpReasons(world: World): AlarmReason[] {
  return helpWanted(world)
    .filter(({ state, askedAt, takenAt }) => state === 'open' || (takenAt !== null && askedAt > takenAt))
    .map(({ id, areaCode, asks, askedAt, callOutId }: HelpMark) => ({
      ...{ key: `help ${id}`, kind: 'needHelp', level: 'red', count: asks, callOutId, at: askedAt, help: { id, areaCode } },
    }));
}

/** A test call that did not come back, or a queue that stands still, is as grave as a red warning: nobody may be reached, and nobody would know. */
export function watchReasons(health: ServerHealth | null): AlarmReason[] {
  if (!health) return [];
  const { watch, laddersStuckSince, stuckChannels } = health;
  const failures = [
    ...(watch.state === 'failing' || watch.state === 'late' ? [`${watch.state} ${watch.step ?? ''}`] : []),
    ...(laddersStuckSince === null ? [] : ['ladders']),
    ...stuckChannels.map(({ id }) => `channel ${id}`),
  ];
  return failures.map((failure) => ({
    key: `watchdog ${failure}`,
    kind: 'watchdog',
    level: 'red',
    count: 1,
    callOutId: null,
    at: null,
    help: null,
  }));
}

/**
 * What still rings. A call for help rings again whenever it is asked again. The unroused ring again when they have doubled: one
 * alarm for each of several hundred would only teach the desk to switch it off.
 */
export function ringing(reasons: readonly AlarmReason[], acknowledged: Acknowledged): AlarmReason[] {
  return reasons.filter(({ key, kind, count }) => {
    const known = acknowledged.get(key);
    if (known === undefined) return true;
    return kind === 'unroused' ? count >= 2 * known : count > known;
  });
}

/**
 * What is still known: a failure that has passed is forgotten, so that the next one rings. While nothing was heard of the server's health
 * nobody knows what has passed.
 */
export function stillKnown(acknowledged: Acknowledged, health: ServerHealth | null): Acknowledged {
  if (!health) return acknowledged;
  const failing = new Set(watchReasons(health).map(({ key }) => key));
  return new Map([...acknowledged].filter(([key]) => !key.startsWith('watchdog ') || failing.has(key)));
}

export function acknowledge(reasons: readonly AlarmReason[]): Acknowledged {
  return new Map(reasons.map(({ key, count }) => [key, count]));
}

/** The level that the sound tells; null for silence. */
export function levelOf(reasons: readonly AlarmReason[]): WarningLevel | null {
  return reasons.reduce<WarningLevel | null>((highest, { level }) => (isHigher(level, highest) ? level : highest), null);
}
