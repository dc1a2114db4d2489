import type { Call } from '../contract/calls.ts';
import type { FieldCall } from '../contract/field.ts';
import type { Incident } from '../contract/incidents.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';

/** Joins a message with the call as it stands, who reads it, and the time by which its page counts down. */
export function fieldCallOf(
  message: Omit<FieldCall, 'call' | 'isOwn' | 'now' | 'clockRate'>,
  call: Call,
  at: { incident: Incident; wall: Date; personId: number },
): FieldCall {
  return { call, isOwn: call.personId === at.personId, ...message, ...timeOf(at) };
}

/** The time by which a page counts down: the incident's, and how fast it runs. */
export function timeOf({ incident, wall }: { incident: Incident; wall: Date }): Pick<FieldCall, 'now' | 'clockRate'> {
  return { now: incidentNow(incident, wall).toISOString(), clockRate: clockRate(incident) };
}

function clockRate({ clock }: Incident): number {
  if (!clock) return 1;
  return clock.paused ? 0 : clock.rate;
}
