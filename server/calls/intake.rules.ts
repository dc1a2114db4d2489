import type { Call, CallId, NewReceipt } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answered, answerRefusal, isAhead, type Answerer, type Said, type Standing } from './answer.rules.ts';

/** A receipt as it was handed in: for which call, and by whom. */
export interface Submission {
  callId: CallId;
  receipt: NewReceipt;
  by: Answerer;
}

/** A receipt that was taken, now or before. */
export interface TakenReceipt extends Said, Pick<NewReceipt, 'receiptId' | 'note' | 'counts'> {
  callId: CallId;
}

/** A receipt that was not there before, with what else its row says. */
export interface FreshReceipt extends TakenReceipt {
  areaCode: string;
  by: Answerer;
}

export interface Intake {
  /** For each submission, in order: the call as it then stands, or why the receipt was refused. */
  answers: (Call | Refusal)[];
  fresh: FreshReceipt[];
  /** Calls that a receipt has changed, as they stand at the end. */
  changed: Standing[];
}

/** What the database holds of the calls and receipts that the submissions name; `nowOf`: what time it is in an incident. */
export interface Held {
  standings: readonly Standing[];
  taken: readonly TakenReceipt[];
  nowOf: (incidentId: IncidentId) => Date;
}

/** Takes receipts one after another, each as if it had come alone; the same one twice counts once. */
export function takeIn(submissions: readonly Submission[], { standings, taken, nowOf }: Held): Intake {
  const desk = new Desk(standings, taken);
  const answers = submissions.map((submission) => {
    const standing = desk.standings.get(submission.callId);
    if (!standing) return new Refusal('call/unknown');
    return desk.take(submission, standing, nowOf(standing.incidentId));
  });
  const untouched = new Set(standings);
  return { answers, fresh: desk.fresh, changed: [...desk.standings.values()].filter((standing) => !untouched.has(standing)) };
}

/** What is known at the desk while receipts are being taken. */
class Desk {
  readonly standings: Map<CallId, Standing>;
  readonly fresh: FreshReceipt[] = [];
  readonly #taken: Map<string, TakenReceipt>;

  constructor(standings: readonly Standing[], taken: readonly TakenReceipt[]) {
    this.standings = new Map(standings.map((standing) => [standing.call.id, standing]));
    this.#taken = new Map(taken.map((receipt) => [receipt.receiptId, receipt]));
  }

  take(submission: Submission, standing: Standing, now: Date): Call | Refusal {
    const refused = answerRefusal(standing, submission.by);
    if (refused) return new Refusal(refused);
    const before = this.#taken.get(submission.receipt.receiptId);
    if (before) return isSame(submission, before) ? standing.call : new Refusal('receipt/conflict');
    if (submission.receipt.at !== undefined && isAhead(submission.receipt.at, now)) {
      return new Refusal('request/invalid', [{ path: 'at', reason: 'ahead of the incident' }]);
    }
    return this.#note(receiptFrom(submission, standing, now), standing);
  }

  #note(receipt: FreshReceipt, standing: Standing): Call {
    this.fresh.push(receipt);
    this.#taken.set(receipt.receiptId, receipt);
    const call = answered(standing, receipt);
    if (call !== standing.call) this.standings.set(call.id, { ...standing, call });
    return call;
  }
}

function receiptFrom({ callId, receipt, by }: Submission, standing: Standing, now: Date): FreshReceipt {
  const receivedAt = now.toISOString();
  const at = receipt.at === undefined ? receivedAt : new Date(receipt.at).toISOString();
  return { ...receipt, at, receivedAt, callId, areaCode: standing.call.areaCode, by };
}

/** Whether what came again under the same id says the same. Without a time it repeats whatever time was noted first. */
function isSame({ callId, receipt }: Submission, taken: TakenReceipt): boolean {
  return (
    callId === taken.callId &&
    receipt.kind === taken.kind &&
    receipt.note === taken.note &&
    (receipt.at === undefined || Date.parse(receipt.at) === Date.parse(taken.at)) &&
    canonical(receipt.counts) === canonical(taken.counts)
  );
}

function canonical(counts: NewReceipt['counts']): string {
  return JSON.stringify(Object.entries(counts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}
