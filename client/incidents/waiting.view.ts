import { isWithin } from '#contract/areas.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { WaitingIncident } from '#contract/waiting.ts';

/** Another incident than the one on screen that wants somebody here. */
export interface Elsewhere {
  incident: WaitingIncident;
  /** Call-outs that this very user may release. */
  releases: number;
  /** Call-outs that only somebody else may release: said quietly, since nobody here can do anything about them. */
  others: number;
  /** What is open there, of any kind, that wants this user: when it grows it is said again. */
  count: number;
}

/** The actual ones first: a drill can wait. */
export function waitingElsewhere(
  waiting: readonly WaitingIncident[],
  shown: IncidentId | null,
  session: Pick<Session, 'userId' | 'rights' | 'areaCode'> | null,
): Elsewhere[] {
  return waiting
    .filter(({ incidentId }) => incidentId !== shown)
    .map((incident) => {
      const releases = incident.awaitingRelease.filter((each) => mayRelease(each, session)).length;
      const count = releases + incident.needHelp + incident.cannot + incident.unroused;
      return { incident, releases, others: incident.awaitingRelease.length - releases, count };
    })
    .filter(({ count, others }) => count + others > 0)
    .sort((a, b) => Number(b.incident.mode === 'actual') - Number(a.incident.mode === 'actual'));
}

/** Not who asked for it, and nobody whose area does not hold all of it. */
function mayRelease(
  { requestedBy, areas }: WaitingIncident['awaitingRelease'][number],
  session: Pick<Session, 'userId' | 'rights' | 'areaCode'> | null,
): boolean {
  if (!session?.rights.includes('call.release') || requestedBy === session.userId) return false;
  return areas.every((area) => isWithin(area, session.areaCode));
}
