import type { Call, FieldCall } from '../contract/calls.ts';
import type { Incident } from '../contract/incidents.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';

/** Joins a message with the call as it stands and the time by which its page counts down. */
export function fieldCallOf(
  message: Omit<FieldCall, 'call' | 'now' | 'clockRate'>,
  call: Call,
  at: { incident: Incident; wall: Date },
): FieldCall {
  return { call, ...message, now: incidentNow(at.incident, at.wall).toISOString(), clockRate: clockRate(at.incident) };
}

function clockRate({ clock }: Incident): number {
  if (!clock) return 1;
  return clock.paused ? 0 : clock.rate;
}
