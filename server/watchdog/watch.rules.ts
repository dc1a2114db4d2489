import type { Incident } from '../contract/incidents.ts';
import type { ServerHealth, Watch, WatchReport } from '../contract/watchdog.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';

/** A watchdog calls once a minute and waits for at most half of one: past this a report is missing, and the screens say so in time. */
export const lateAfterMilliseconds = 100_000;

/** Whether calls go through, as far as the last report tells. */
export function watchOf(report: (WatchReport & { at: Date }) | undefined, now: Date): Watch {
  if (!report) return { state: 'off', at: null, step: null, roundTripMilliseconds: null };
  const { ok, step, roundTripMilliseconds, at } = report;
  const isLate = now.getTime() - at.getTime() > lateAfterMilliseconds;
  return { state: isLate ? 'late' : ok ? 'ok' : 'failing', at: at.toISOString(), step, roundTripMilliseconds };
}

/** Ladders climb once a second and queues are looked at five times as often: what waits this much longer is left by a server that is ill. */
export const stuckAfterMilliseconds = 60_000;

/** The call of an incident that has been due the longest. */
export interface OldestDue {
  incident: Pick<Incident, 'clock'>;
  dueAt: Date;
}

/** Since when, by the wall, the first of these has waited to be moved on; null when none has for long. */
export function laddersStuckSince(oldest: readonly OldestDue[], wall: Date): string | null {
  const since = Math.min(...oldest.map((due) => wall.getTime() - overdueMilliseconds(due, wall)));
  return wall.getTime() - since > stuckAfterMilliseconds ? new Date(since).toISOString() : null;
}

/** By the wall: a clock that runs fast makes nothing late, and what it was set past is due since it was set. */
function overdueMilliseconds({ incident, dueAt }: OldestDue, wall: Date): number {
  const past = incidentNow(incident, wall).getTime() - dueAt.getTime();
  const { clock } = incident;
  if (!clock || past <= 0) return past;
  const sinceSet = wall.getTime() - Date.parse(clock.setAt);
  return clock.paused ? sinceSet : Math.min(past / clock.rate, sinceSet);
}

/** The next attempt of a channel that could leave, and when anything was last taken from its queue. */
export interface QueueHead {
  id: ServerHealth['stuckChannels'][number]['id'];
  waitingSince: Date;
  takenAt: Date;
  ratePerSecond: number;
  timeoutSeconds: number;
}

/**
 * Of these channels those whose queue stands still. A long queue that moves is not one: it is told by its prediction. Between two that
 * leave its rate may ask for a pause, and a full gateway for as long as it may take to answer.
 */
export function stuckChannels(heads: readonly QueueHead[], wall: Date): ServerHealth['stuckChannels'] {
  return heads.flatMap(({ id, waitingSince, takenAt, ratePerSecond, timeoutSeconds }) => {
    const since = Math.max(waitingSince.getTime(), takenAt.getTime());
    const explained = (timeoutSeconds + 1 / ratePerSecond) * 1000;
    return wall.getTime() - since > explained + stuckAfterMilliseconds ? [{ id, since: new Date(since).toISOString() }] : [];
  });
}
