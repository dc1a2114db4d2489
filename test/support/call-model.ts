import fc from 'fast-check';
import { progressSteps, receiptKinds, type Progress, type ReceiptKind } from '#contract/calls.ts';

/** What one call should look like: the promise in plain words, which knows nothing of rules or rows. */
export interface ModelCall {
  state: string;
  rung: number;
  /** Seconds since the call-out began. */
  dueAt: number | null;
  progress: Progress | null;
  needHelp: boolean;
  cannot: boolean;
  answeredBy: 'self' | 'superior' | null;
}

/** How long each rung waits, and from which on the superior is reached. */
export interface ModelLadder {
  waitSeconds: readonly number[];
  superiorFrom: number;
}

/** A call-out as it should behave, whatever happens to it. */
export class CallModel {
  readonly calls: ModelCall[];
  readonly #ladder: ModelLadder;
  state: 'running' | 'closed' | 'cancelled' = 'running';
  now = 0;

  constructor(people: number, ladder: ModelLadder) {
    this.#ladder = ladder;
    this.calls = Array.from({ length: people }, () => ({
      ...{ state: 'silent', rung: 0, dueAt: ladder.waitSeconds[0]! },
      ...{ progress: null, needHelp: false, cannot: false, answeredBy: null },
    }));
  }

  /** Time passes, then the clock is looked at once: however late that is, each call takes one step. */
  wait(seconds: number): void {
    this.now += seconds;
    for (const call of this.calls) if (call.dueAt !== null && call.dueAt <= this.now) this.#climb(call);
  }

  /** Somebody at the desk does not want to wait for one of them. */
  escalateNow(who: number): void {
    const call = this.calls[who]!;
    if (call.dueAt !== null) this.#climb(call);
  }

  answer(who: number, { says, by }: { says: ReceiptKind; by: 'self' | 'superior' }): void {
    const call = this.calls[who]!;
    const isReached = by === 'self' || call.rung >= this.#ladder.superiorFrom;
    if (this.state !== 'running' || !isReached || call.state === 'stale' || call.state === 'superseded') return;
    call.needHelp ||= says === 'needHelp';
    if (by === 'superior' && (says === 'needHelp' || says === 'cannot')) return;
    const said = Math.max(0, progressSteps.indexOf(says as Progress));
    const before = call.progress === null ? -1 : progressSteps.indexOf(call.progress);
    call.progress = progressSteps[Math.max(said, before)]!;
    call.cannot ||= says === 'cannot';
    if (call.answeredBy !== 'self') call.answeredBy = by;
    call.state = 'answered';
    call.dueAt = null;
  }

  /** Another level for these people: they are called again for it. */
  update(who: readonly number[]): void {
    if (this.state !== 'running') return;
    for (const call of who.map((one) => this.calls[one]!)) {
      if (call.state !== 'stale' && call.state !== 'superseded') call.state = call.progress === null ? 'superseded' : 'stale';
      call.dueAt = null;
    }
    if (this.calls.every(({ state }) => state === 'stale' || state === 'superseded')) this.state = 'closed';
  }

  cancel(): void {
    if (this.state !== 'running') return;
    this.state = 'cancelled';
    for (const call of this.calls) call.dueAt = null;
  }

  #climb(call: ModelCall): void {
    const { waitSeconds, superiorFrom } = this.#ladder;
    call.rung += 1;
    if (call.rung === waitSeconds.length) {
      Object.assign(call, { state: 'unroused', dueAt: null });
      return;
    }
    call.dueAt = this.now + waitSeconds[call.rung]!;
    if (call.rung >= superiorFrom) call.state = 'escalated';
  }
}

/** That help has come is said of a request for help, which is another matter: a call notes only whether one is wanted. */
const answers = receiptKinds.filter((kind) => kind !== 'helped');

/** Whatever may happen to a call-out of so many people, in any order. `areas`: what an update may be about. */
export function happenings<A>(people: number, areas: readonly A[]) {
  const who = fc.nat(people - 1);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        ...{ kind: fc.constant('answer' as const), who, says: fc.constantFrom(...answers) },
        by: fc.constantFrom('self' as const, 'self' as const, 'superior' as const),
      }),
    },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 400 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('shown' as const), who }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('escalateNow' as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('update' as const), area: fc.constantFrom(...areas) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const) }) },
  );
}

export type Happening<A> = ReturnType<typeof happenings<A>> extends fc.Arbitrary<infer H> ? H : never;
