import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call, CallId } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { CallBefore } from '../../../server/calls/answer.rules.ts';
import { climb } from '../../../server/calls/escalation.rules.ts';
import { judgeSubmissions, type Submission, type TakenReceipt } from '../../../server/calls/intake.rules.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { aCall, aStep, noon } from '../../support/builders.ts';
import { CallModel, happenings, type Happening } from '../../support/call-model.ts';

const people = 5;
/** Two groups of people that an update may be about, and everybody. */
const areas: readonly number[][] = [
  [0, 1],
  [2, 3, 4],
  [0, 1, 2, 3, 4],
];
const ladder = [aStep({ waitSeconds: 60 }), aStep({ waitSeconds: 90 }), aStep({ reaches: ['superior'], waitSeconds: 120 })];
const model = () => new CallModel(people, { waitSeconds: ladder.map(({ waitSeconds }) => waitSeconds), superiorFrom: 2 });
const incidentId = randomUUID() as IncidentId;
const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
const personOf = (who: number) => who + 1;
const superiorOf = (who: number) => who + 101;

/** The rules, applied as the commands apply them, to calls that lie in memory. */
class RuledCallOut {
  standings: CallBefore[];
  state: CallBefore['callOutState'] = 'running';
  now = 0;
  readonly #said: Submission[] = [];
  readonly #taken: TakenReceipt[] = [];

  constructor() {
    this.standings = Array.from({ length: people }, (_, who) => ({
      call: aCall({ personId: personOf(who), dueAt: at(60).toISOString() }),
      ...{ householdId: null, incidentId, tallyCode: '320623101000', callOutState: 'running', reached: [] },
    }));
  }

  happen(event: Happening<number[]>): void {
    switch (event.kind) {
      case 'wait':
        this.now += event.seconds;
        for (const { call } of this.standings) this.#climb(call.id, call.dueAt === null ? null : new Date(call.dueAt));
        return;
      case 'escalateNow':
        return this.#climb(this.#call(event.who).id, this.#call(event.who).dueAt === null ? null : at(this.now));
      case 'answer':
        return this.#say(event);
      case 'repeat':
        return void this.#take(this.#said);
      case 'update':
        return this.#end(event.area);
      case 'cancel':
        return this.#cancel();
      case 'shown':
        return this.#change(this.#call(event.who).id, ({ shownAt }) => ({ shownAt: shownAt ?? at(this.now).toISOString() }));
    }
  }

  #say({ who, says, by }: Extract<Happening<number[]>, { kind: 'answer' }>): void {
    const personId = by === 'self' ? personOf(who) : superiorOf(who);
    const submission = { callId: this.#call(who).id, receipt: { receiptId: randomUUID(), kind: says }, by: { personId } };
    const [answer] = this.#take([submission]);
    // What was refused may be taken when it comes again: only what was taken is repeated.
    if (!(answer instanceof Refusal)) this.#said.push(submission);
  }

  #take(submissions: readonly Submission[]): readonly (Call | Refusal)[] {
    const standings = this.standings.map((standing) => ({ ...standing, callOutState: this.state }));
    const { answers, fresh, changed } = judgeSubmissions(submissions, {
      standings,
      taken: this.#taken,
      uses: [],
      nowOf: () => at(this.now),
    });
    this.#taken.push(...fresh);
    for (const { call } of changed) this.#change(call.id, () => call);
    return answers;
  }

  #climb(id: CallId, dueAt: Date | null): void {
    const standing = this.standings.find(({ call }) => call.id === id)!;
    const next = climb({ ladder }, { rung: standing.call.rung, dueAt }, { now: at(this.now) });
    if (!next) return;
    this.#change(id, () => ({ rung: next.rung, state: next.state, dueAt: next.dueAt?.toISOString() ?? null }));
    if (!next.step?.reaches.includes('superior')) return;
    const reached = { personId: superiorOf(standing.call.personId - 1), reach: 'superior' as const, hasLeft: true };
    this.standings = this.standings.map((one) => (one.call.id === id ? { ...one, reached: [...one.reached, reached] } : one));
  }

  /** As the store ends calls for an update. */
  #end(whose: readonly number[]): void {
    if (this.state !== 'running') return;
    for (const who of whose) {
      this.#change(this.#call(who).id, ({ state, answeredAt }) => ({
        state: state === 'stale' || state === 'superseded' ? state : answeredAt === null ? 'superseded' : 'stale',
        dueAt: null,
      }));
    }
    if (this.standings.every(({ call: { state } }) => state === 'stale' || state === 'superseded')) this.state = 'closed';
  }

  #cancel(): void {
    if (this.state !== 'running') return;
    this.state = 'cancelled';
    for (const { call } of this.standings) this.#change(call.id, () => ({ dueAt: null }));
  }

  #call(who: number): Call {
    return this.standings[who]!.call;
  }

  #change(id: CallId, change: (call: Call) => Partial<Call>): void {
    this.standings = this.standings.map((one) => (one.call.id === id ? { ...one, call: { ...one.call, ...change(one.call) } } : one));
  }
}

function play(events: readonly Happening<number[]>[]): { expected: CallModel; actual: RuledCallOut } {
  const [expected, actual] = [model(), new RuledCallOut()];
  for (const event of events) {
    if (event.kind === 'wait') expected.wait(event.seconds);
    if (event.kind === 'escalateNow') expected.escalateNow(event.who);
    if (event.kind === 'answer') expected.answer(event.who, event);
    if (event.kind === 'update') expected.update(event.area);
    if (event.kind === 'cancel') expected.cancel();
    actual.happen(event);
  }
  return { expected, actual };
}

const history = fc.array(happenings(people, areas), { minLength: 1, maxLength: 30 });

describe('calls to which anything may happen', () => {
  it('are called, delivered, answered, escalated and ended exactly as promised', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { expected, actual } = play(events);
        expect(actual.state).toBe(expected.state);
        const seen = actual.standings.map(({ call: { state, rung, dueAt, progress, needHelp, cannot, answeredBy } }) => ({
          ...{ state, rung, progress, needHelp, cannot, answeredBy },
          dueAt: dueAt === null ? null : (Date.parse(dueAt) - Date.parse(noon)) / 1000,
        }));
        expect(seen).toEqual(expected.calls);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never make one person’s answer anything to another', () => {
    fc.assert(
      fc.property(history, fc.nat(people - 1), (events, who) => {
        const isAboutOthers = (event: Happening<number[]>) => event.kind === 'answer' && event.who !== who;
        const alone = events.filter((event) => !isAboutOthers(event));
        const bare = ({ actual }: ReturnType<typeof play>) => {
          const { id: _, callOutId: __, ...call } = actual.standings[who]!.call;
          return call;
        };
        expect(bare(play(events))).toEqual(bare(play(alone)));
      }),
      { numRuns: 1_000 },
    );
  });
});
