import type { AreaCode } from './areas.ts';
import type { Call, CallId, CallOut, CallOutId, Tally } from './calls.ts';
import type { HelpMark } from './help.ts';
import type { Incident, IncidentId } from './incidents.ts';
import type { OrderMark } from './orders.ts';
import type { Snapshot } from './snapshot.ts';
import type { Warning } from './warnings.ts';

/**
 * What can be said in an incident's log. Facts carry ids, states and counts; never a name, a phone or an address.
 * Every fact is a put of the newest state, so folding one twice changes nothing.
 */
export type FactBody =
  | { kind: 'incident.put'; incident: Incident }
  | { kind: 'warning.put'; warning: Warning }
  /** An order was given: its number, where and until when; what it says is read beside the log. */
  | { kind: 'order.put'; order: OrderMark }
  | { kind: 'callOut.put'; callOut: CallOut }
  /**
   * Calls of one tally area that changed, and how that area now stands. Empty `calls`: the call-out was opened there, or too many
   * changed to carry them one by one; whoever shows rows of that area reads them again. `receipts`: of those calls that somebody has just
   * answered, or spoken of: a rung, a reminder or a delivery report changes calls too. Facts of older logs do not say.
   */
  | { kind: 'calls.put'; callOutId: CallOutId; tallyCode: AreaCode; calls: Call[]; tally: Tally; receipts?: CallId[] }
  /** A call for help: asked, asked again, taken, handed back, helped or closed. */
  | { kind: 'help.put'; help: HelpMark }
  /** How many replies of the fact's area nothing could read: they wait for a desk. Of whom nobody knows, the city's. */
  | { kind: 'replies.put'; unread: number }
  | { kind: 'layer.put'; layerId: string; rows: { id: number; category?: number; state?: number }[] };

/** `areaCode` null: for everyone who may follow the incident; else for scopes that cover the area. */
export type NewFact = FactBody & { areaCode: AreaCode | null };
/** `seq` counts from 1 without gaps within an incident; a follower of one county sees gaps where other counties' facts are. */
export type Fact = NewFact & { seq: number; at: string };

/** Facts in ascending seq. `seq`: how far the receiver now is, which may be past its last visible fact. */
export interface Batch {
  incidentId: IncidentId;
  /** What all facts before these add up to: whatever the receiver knew gives way to it. Where a screen starts, or comes back very late. */
  snapshot?: Snapshot;
  facts: Fact[];
  seq: number;
  /** Of the fact at `seq`: another history has another one there. Absent where there is no fact yet. */
  mark?: string;
  /** True for what was read from the log after a follow; false for what happened since. */
  catchUp: boolean;
}
