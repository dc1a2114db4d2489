import { z } from 'zod';
import type { Call, CallId, NewReceipt } from './calls.ts';
import type { AttemptPurpose } from './channels.ts';
import type { FieldCall } from './field.ts';
import type { Batch } from './facts.ts';
import { IncidentId } from './incidents.ts';
import type { RefusalBody } from './refusals.ts';
import type { WaitingIncident } from './waiting.ts';
import type { ServerHealth } from './watchdog.ts';

const Seq = z.number().int().min(0);

/** How far a screen knows a log, and by which mark the newest fact that it knows is told from another of the same number. */
export const Known = z.union([Seq, z.object({ seq: Seq, mark: z.string().max(64) })]);
export type Known = z.infer<typeof Known>;

export const Follow = z.tuple([IncidentId, Known]);

export type Answer<T> = ({ ok: true } & T) | ({ ok: false } & RefusalBody);

/** Sent to a responder's device: a call that rings, with a link token by which the page may answer it. */
export interface CallRing {
  attemptId: number;
  incidentId: IncidentId;
  token: string;
  /** call: wants an answer. reminder: was answered, and wants an action. allClear: it is over. */
  purpose: AttemptPurpose;
  /** At night, where the policy lets people sleep: shown without sound. */
  isQuiet: boolean;
  field: FieldCall;
}

/** What a screen may say of itself when it connects. */
export interface ClientCapabilities {
  /** It understands `packed`. */
  unpacks?: boolean;
}

export interface ServerToClient {
  /** Carries facts, as nothing else does but `packed`. */
  changes: (batch: Batch) => void;
  /**
   * A large batch for screens that unpack, of live facts or with a snapshot: the JSON of what `changes` would carry, deflated (RFC 1951), in base64. A
   * call-out of a city is half a megabyte a second for each screen; like this it is a tenth.
   */
  packed: (batch: string) => void;
  /** The log of this incident does not go on from what was sent: the database was put back to an earlier copy. */
  logPutBack: (incidentId: IncidentId) => void;
  /** Wakes a responder's page. The acknowledgement says that it was shown. */
  ring: (ring: CallRing, shown: (ok: boolean) => void) => void;
  /** Asks a responder's page whether it is there: nothing is shown and nothing sounds. */
  check: (here: (ok: boolean) => void) => void;
  /** The call of this page changed: superseded, cancelled, answered elsewhere. */
  callChanged: (callId: CallId) => void;
  /** In which incidents something waits for a desk of this area: when a screen connects, and whenever it changes. */
  waiting: (incidents: WaitingIncident[]) => void;
  /** Something was done about the call for help that was asked by this call: whatever the page shows of it is read again. */
  helpChanged: (callId: CallId) => void;
  /** The wall time and whether calls go through, every few seconds: a screen that hears nothing knows that it is stale. */
  heartbeat: (wallAt: string, health: ServerHealth) => void;
}

export interface ClientToServer {
  /** An answer by the link that the page has shown when it connected; the same as over HTTP, without a request for each. */
  receipt: (callId: CallId, receipt: NewReceipt, answer: (answer: Answer<{ call: Call }>) => void) => void;
  /**
   * Known 0: one batch with a snapshot comes before the answer, and then whatever happens. Else what was missed, in pages, or a snapshot
   * where that is less. Refused with `log/put-back` where the log does not go on from what the screen knows: it then starts from nothing.
   */
  follow: (incidentId: string, known: Known, answer: (answer: Answer<{ seq: number }>) => void) => void;
  unfollow: (incidentId: string, answer?: (answer: Answer<object>) => void) => void;
}
