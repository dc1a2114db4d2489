import type { Call, CallId, NewReceipt, QualityFlag } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { Refusal } from '../kernel/refusal.ts';
import {
  afterHousehold,
  answered,
  answersAs,
  answerRefusal,
  believed,
  householdApart,
  type Answerer,
  type StatedReceipt,
  type CallBefore,
  type Via,
} from './answer.rules.ts';
import { isPlausible, type Registered } from './counts.rules.ts';
import { doubtsAbout, type DeviceUse } from './doubts.rules.ts';

/** A receipt as it was handed in: for which call, and by whom. */
export interface Submission {
  callId: CallId;
  receipt: NewReceipt;
  by: Answerer;
  /** The household that it speaks of, by the line of a sheet; absent: it speaks of the call. */
  householdId?: number;
  /** Receipts that it corrects. */
  replaces?: readonly string[];
  /** Of how many people the register knows there; absent where its numbers need no look at it. */
  registered?: Registered;
  /** Its sender has said more of this call than anybody needs to, and may say this again after so long. */
  retryAfterSeconds?: number;
}

/** What is known of a receipt that was taken, now or before: enough to tell whether the next one under its id is the same. */
export interface TakenReceipt extends Pick<NewReceipt, 'receiptId' | 'kind' | 'note' | 'counts'> {
  callId: CallId;
  householdId: number | null;
  at: string;
  flags: readonly QualityFlag[];
}

/** A receipt that was not there before, with all that its row says. */
export interface FreshReceipt extends TakenReceipt, StatedReceipt, Pick<NewReceipt, 'position' | 'device'> {
  areaCode: string;
  by: Answerer;
  via: Via;
  replaces: readonly string[];
}

export interface Intake {
  /** For each submission, in order: the call as it then stands, or why the receipt was refused. */
  answers: (Call | Refusal)[];
  fresh: FreshReceipt[];
  /** Calls that a receipt has changed, as they stand at the end. */
  changed: CallBefore[];
  /** Those, and the calls of whose households something was said: there is something new on their cards. */
  told: CallBefore[];
}

/** What the database holds of the calls and receipts that the submissions name; `nowOf`: what time it is in an incident. */
export interface KnownCalls {
  standings: readonly CallBefore[];
  taken: readonly TakenReceipt[];
  /** What the devices of the submissions have answered lately. */
  uses: readonly DeviceUse[];
  nowOf: (incidentId: IncidentId) => Date;
  /** Incidents whose logs are sealed: what was taken before is answered as it was, and nothing more is. */
  closed?: ReadonlySet<IncidentId>;
}

/** Takes receipts one after another, each as if it had come alone; the same one twice counts once. */
export function judgeSubmissions(submissions: readonly Submission[], held: KnownCalls): Intake {
  const desk = new Desk(held);
  const answers = submissions.map((submission) => {
    const standing = desk.standings.get(submission.callId);
    if (!standing) return new Refusal('call/unknown');
    return desk.take(submission, standing, held.nowOf(standing.incidentId));
  });
  const untouched = new Set(held.standings);
  const standings = [...desk.standings.values()];
  const changed = standings.filter((standing) => !untouched.has(standing));
  const told = standings.filter((standing) => !untouched.has(standing) || desk.spokenOf.has(standing.call.id));
  return { answers, fresh: desk.fresh, changed, told };
}

/** What is known at the desk while receipts are being taken. */
class Desk {
  readonly standings: Map<CallId, CallBefore>;
  readonly fresh: FreshReceipt[] = [];
  /** Calls of whose households something was said. */
  readonly spokenOf = new Set<CallId>();
  readonly #taken: Map<string, TakenReceipt>;
  readonly #closed: ReadonlySet<IncidentId>;
  readonly #uses = new Map<string, DeviceUse[]>();

  constructor({ standings, taken, uses, closed = new Set() }: KnownCalls) {
    this.#closed = closed;
    this.standings = new Map(standings.map((standing) => [standing.call.id, standing]));
    this.#taken = new Map(taken.map((receipt) => [receipt.receiptId, receipt]));
    for (const use of uses) this.#usesOf(use.device, use);
  }

  take(submission: Submission, standing: CallBefore, now: Date): Call | Refusal {
    const refused = answerRefusal(standing, submission.by, householdApart(standing, submission.householdId));
    if (refused) return new Refusal(refused);
    const before = this.#taken.get(submission.receipt.receiptId);
    if (before) return isSame(submission, before) ? standing.call : new Refusal('receipt/conflict');
    if (this.#closed.has(standing.incidentId)) return new Refusal('incident/closed');
    const receipt = this.#receiptFrom(submission, standing, now);
    if (submission.retryAfterSeconds === undefined || this.#isOfMeaning(receipt, standing)) return this.#note(receipt, standing);
    if (receipt.kind === 'needHelp') return standing.call;
    return new Refusal('receipt/too-many', { retryAfterSeconds: submission.retryAfterSeconds });
  }

  /**
   * Whether it changes how the call stands, which can happen a few times only: such a receipt is kept however many came before it. A call
   * for help that is open and said once more is known; it is never refused.
   */
  #isOfMeaning(receipt: FreshReceipt, standing: CallBefore): boolean {
    const after = this.#after(receipt, standing);
    return (['state', 'progress', 'needHelp', 'cannot', 'answeredBy'] as const).some((key) => after[key] !== standing.call[key]);
  }

  #after(receipt: FreshReceipt, standing: CallBefore): Call {
    const isApart = householdApart(standing, receipt.householdId ?? undefined) !== null;
    return isApart ? afterHousehold(standing, receipt) : answered(standing, receipt);
  }

  #note(receipt: FreshReceipt, standing: CallBefore): Call {
    this.fresh.push(receipt);
    this.#taken.set(receipt.receiptId, receipt);
    const isApart = householdApart(standing, receipt.householdId ?? undefined) !== null;
    if (isApart) this.spokenOf.add(receipt.callId);
    const call = this.#after(receipt, standing);
    if (call !== standing.call) this.standings.set(call.id, { ...standing, call });
    return call;
  }

  #receiptFrom(submission: Submission, standing: CallBefore, now: Date): FreshReceipt {
    const { callId, receipt, by, householdId, replaces = [] } = submission;
    const receivedAt = now.toISOString();
    const at = believed(receipt.at, standing.call, now);
    const doubts = [
      ...doubtsAbout(standing, { by, ...this.#usesOf(receipt.device, { callId, at: receivedAt }) }),
      ...(areCountsDoubted(submission) ? (['countsDoubted'] as const) : []),
    ];
    return {
      ...receipt,
      ...{ at: at ?? receivedAt, receivedAt, callId, by, replaces, householdId: householdId ?? null },
      areaCode: standing.call.areaCode,
      via: by.via ?? ('userId' in by ? 'desk' : 'inApp'),
      answeredBy: answersAs(standing, by, householdApart(standing, householdId))!,
      flags: isClockDoubted(receipt.at, at, standing) ? [...doubts, 'deviceClock'] : doubts,
    };
  }

  /** The uses of a device before this one, which is noted for the next. */
  #usesOf(device: string | undefined, { callId, at }: Omit<DeviceUse, 'device'>) {
    if (device === undefined) return { use: null, earlier: [] };
    const use = { device, callId, at };
    const earlier = this.#uses.get(device) ?? [];
    this.#uses.set(device, [...earlier, use]);
    return { use, earlier };
  }
}

/** Numbers far beyond the register; what an officer types was looked at by the officer, and confirms what was said before. */
function areCountsDoubted({ receipt, by, registered }: Submission): boolean {
  return !('userId' in by) && receipt.counts !== undefined && registered !== undefined && !isPlausible(receipt.counts, registered);
}

/** A time that was not believed, or that is before the call: how long the answer took cannot be told by it. */
function isClockDoubted(said: string | undefined, at: string | undefined, { call }: CallBefore): boolean {
  return said !== undefined && (at === undefined || Date.parse(at) < Date.parse(call.calledAt));
}

/**
 * Whether what came again under the same id says the same. Without a time, or with one that was not believed, it repeats whatever time was
 * noted first.
 */
function isSame({ callId, receipt, householdId }: Submission, taken: TakenReceipt): boolean {
  return (
    callId === taken.callId &&
    (householdId ?? null) === taken.householdId &&
    receipt.kind === taken.kind &&
    receipt.note === taken.note &&
    (receipt.at === undefined || taken.flags.includes('deviceClock') || Date.parse(receipt.at) === Date.parse(taken.at)) &&
    canonical(receipt.counts) === canonical(taken.counts)
  );
}

function canonical(counts: NewReceipt['counts']): string {
  return JSON.stringify(Object.entries(counts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}
