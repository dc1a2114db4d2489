import type { CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';

/** Incidents in which somebody may still be called from paper. */
export function printableIncidents(incidents: readonly Incident[]): Incident[] {
  return incidents.filter(({ state }) => state === 'open');
}

/** Call-outs that run, those in earnest before drills, each newest first: the first is the one to print when the lines have failed. */
export function printableCallOuts(callOuts: readonly CallOutReport[], incidents: readonly Incident[]): CallOutReport[] {
  const actual = new Set(incidents.filter(({ mode }) => mode === 'actual').map(({ id }) => id));
  const rank = ({ incidentId }: CallOutReport) => (actual.has(incidentId) ? 0 : 1);
  return callOuts.filter(({ state }) => state === 'running').sort((a, b) => rank(a) - rank(b) || b.openedAt.localeCompare(a.openedAt));
}
