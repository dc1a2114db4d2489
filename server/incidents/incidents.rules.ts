import { readClock } from '../contract/incident-clock.ts';
import type { ClockChange, Incident, IncidentClock } from '../contract/incidents.ts';
import { Refusal } from '../kernel/refusal.ts';

/** What time it is in an incident: the wall clock when it is actual, its own clock otherwise. */
export function incidentNow(incident: Pick<Incident, 'clock'>, wall: Date): Date {
  return incident.clock ? readClock(incident.clock, wall) : wall;
}

/** A clock that starts at `startAt` (default: now) and runs at the pace of the wall; none for an actual incident. */
export function startingClock(mode: Incident['mode'], startAt: string | undefined, wall: Date): IncidentClock | null {
  if (mode === 'actual') {
    if (startAt) throw new Refusal('incident/clock-is-wall');
    return null;
  }
  return { at: new Date(startAt ?? wall).toISOString(), setAt: wall.toISOString(), rate: 1, paused: false };
}

/** Sets the hands, the pace or the pause. What is not named goes on from where the clock stands now. */
export function changedClock(incident: Pick<Incident, 'clock' | 'state'>, change: ClockChange, wall: Date): IncidentClock {
  if (!incident.clock) throw new Refusal('incident/clock-is-wall');
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  return {
    at: change.at ? new Date(change.at).toISOString() : readClock(incident.clock, wall).toISOString(),
    setAt: wall.toISOString(),
    rate: change.rate ?? incident.clock.rate,
    paused: change.paused ?? incident.clock.paused,
  };
}
