/** 03:30 in Beijing, which is 19:30 of the day before in UTC: after the night's last shift change, before the day's first warnings. */
const nightlyMinuteUtc = 19 * 60 + 30;
const dayMilliseconds = 24 * 60 * 60_000;

/** When the proof of the present night was or is due: the last 03:30 Beijing time that is not after `now`. */
export function lastNightly(now: Date): Date {
  const offset = nightlyMinuteUtc * 60_000;
  return new Date(Math.floor((now.getTime() - offset) / dayMilliseconds) * dayMilliseconds + offset);
}

/** Whether a night has passed without its proof; one that was missed while no server ran is made up for. */
export function isNightlyDue(lastAt: Date | null, now: Date): boolean {
  return lastAt === null || lastAt < lastNightly(now);
}
