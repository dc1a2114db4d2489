import type { Watch, WatchReport } from '../contract/watchdog.ts';

/** A watchdog calls once a minute and waits for at most half of one: past this a report is missing, and the screens say so in time. */
export const lateAfterMilliseconds = 100_000;

/** Whether calls go through, as far as the last report tells. */
export function watchOf(report: (WatchReport & { at: Date }) | undefined, now: Date): Watch {
  if (!report) return { state: 'off', at: null, step: null, roundTripMilliseconds: null };
  const { ok, step, roundTripMilliseconds, at } = report;
  const isLate = now.getTime() - at.getTime() > lateAfterMilliseconds;
  return { state: isLate ? 'late' : ok ? 'ok' : 'failing', at: at.toISOString(), step, roundTripMilliseconds };
}
