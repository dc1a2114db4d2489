import type { IncidentId } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { WaitingIncident } from '#contract/waiting.ts';

/** Another incident than the one on screen that wants somebody here. */
export interface Elsewhere {
  incident: WaitingIncident;
  /** Call-outs that this very user may release. */
  releases: number;
  /** What is open there, of any kind: when it grows it is said again. */
  count: number;
}

/** The actual ones first: a drill can wait. */
export function waitingElsewhere(
  waiting: readonly WaitingIncident[],
  shown: IncidentId | null,
  session: Pick<Session, 'userId' | 'rights'> | null,
): Elsewhere[] {
  const mayRelease = session?.rights.includes('call.release') ?? false;
  return waiting
    .filter(({ incidentId }) => incidentId !== shown)
    .map((incident) => {
      const mine = incident.awaitingRelease.filter(({ requestedBy }) => mayRelease && requestedBy !== session?.userId);
      return { incident, releases: mine.length, count: mine.length + incident.needHelp + incident.cannot + incident.unroused };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => Number(b.incident.mode === 'actual') - Number(a.incident.mode === 'actual'));
}
