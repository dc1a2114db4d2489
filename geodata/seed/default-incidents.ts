import type { NewIncident } from '#contract/incidents.ts';

/** What a new city opens with: the watch that is always on, and two storms to replay. Newest last. */
export const defaultIncidents: (NewIncident & { paused: boolean })[] = [
  { name: '台风梅花 2022 重演', kind: 'typhoon', mode: 'exercise', typhoonId: '202212', startAt: '2022-09-14T00:00:00Z', paused: true },
  { name: '台风杜苏芮 2023 重演', kind: 'typhoon', mode: 'exercise', typhoonId: '202305', startAt: '2023-07-28T03:00:00Z', paused: true },
  { name: '汛期值守', kind: 'watch', mode: 'actual', paused: false },
];
