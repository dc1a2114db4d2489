import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { Call, CallId, CallOut, CallOutId, Tally } from './calls.ts';
import { HelpMark } from './help.ts';
import { Incident, type IncidentId } from './incidents.ts';
import { OrderMark } from './orders.ts';
import type { Snapshot } from './snapshot.ts';
import { Warning } from './warnings.ts';

/**
 * What can be said in an incident's log, each kind in its newest form; what older logs hold comes through {@link upcast}. Facts carry
 * ids, states and counts; never a name, a phone or an address. Every fact is a put of the newest state, so folding one twice changes
 * nothing.
 */
export const factBodies = {
  'incident.put': z.object({ kind: z.literal('incident.put'), incident: Incident }),
  'warning.put': z.object({ kind: z.literal('warning.put'), warning: Warning }),
  /** An order was given: its number, where and until when; what it says is read beside the log. */
  'order.put': z.object({ kind: z.literal('order.put'), order: OrderMark }),
  'callOut.put': z.object({ kind: z.literal('callOut.put'), callOut: CallOut }),
  /**
   * Calls of one tally area that changed, and how that area now stands. Empty `calls`: the call-out was opened there, or too many
   * changed to carry them one by one; whoever shows rows of that area reads them again. `receipts`: of those calls that somebody has just
   * answered, or spoken of: a rung, a reminder or a delivery report changes calls too. Facts of older logs do not say.
   */
  'calls.put': z.object({
    kind: z.literal('calls.put'),
    callOutId: CallOutId,
    tallyCode: AreaCode,
    calls: z.array(Call),
    tally: Tally,
    receipts: z.array(CallId).exactOptional(),
  }),
  /** A call for help: asked, asked again, taken, handed back, helped or closed. */
  'help.put': z.object({ kind: z.literal('help.put'), help: HelpMark }),
  /** How many replies of the fact's area nothing could read: they wait for a desk. Of whom nobody knows, the city's. */
  'replies.put': z.object({ kind: z.literal('replies.put'), unread: z.number().int() }),
  /** Rows of a register that changed, by the slugs of its columns. */
  'layer.put': z.object({
    kind: z.literal('layer.put'),
    layerId: z.string(),
    rows: z.array(z.object({ id: z.number().int(), category: z.string().exactOptional(), state: z.string().exactOptional() })),
  }),
} as const;
export type FactKind = keyof typeof factBodies;
export type FactBody = { [K in FactKind]: z.infer<(typeof factBodies)[K]> }[FactKind];

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
