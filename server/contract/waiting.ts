import type { AreaCode } from './areas.ts';
import type { CallOutId } from './calls.ts';
import type { Incident, IncidentId } from './incidents.ts';
import type { WarningLevel } from './warnings.ts';

/** An open incident in which something waits for somebody at a desk, as far as the reader's area reaches. */
export interface WaitingIncident extends Pick<Incident, 'name' | 'mode'> {
  incidentId: IncidentId;
  /** Call-outs that ring nobody before a second person lets them, oldest first, each with the areas of its warning. */
  awaitingRelease: { callOutId: CallOutId; level: WarningLevel | null; requestedBy: number | null; areas: AreaCode[] }[];
  /** People of running call-outs who asked for help, cannot do what they are to, or were not roused. */
  needHelp: number;
  cannot: number;
  unroused: number;
}
