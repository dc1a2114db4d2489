import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { receiptKinds, type CallOutId, type Tally } from '#contract/calls.ts';
import type { Fact } from '#contract/facts.ts';
import { cancelCallOuts, supersedeCallOuts } from '../../server/calls/endings.commands.ts';
import { escalateDue } from '../../server/calls/escalation.job.ts';
import { takeReceipts, type Submission } from '../../server/calls/receipts.commands.ts';
import { talliesOf, tallyAreas } from '../../server/calls/tallies.store.ts';
import { factsAfter, record } from '../../server/kernel/change-log.ts';
import { wholeServer, type Tx } from '../../server/kernel/db.ts';
import { Doorbell } from '../../server/kernel/doorbell.ts';
import { proveLog } from '../../server/kernel/log-proof.ts';
import { noon } from '../support/builders.ts';
import { attemptStates, calledOut, callStates, type Calling } from '../support/calling.ts';
import { withDatabase } from '../support/database.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();
const people = 8;

/** Whatever may happen to a call-out, in any order. */
const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('answer' as const), who: fc.nat(people - 1), says: fc.constantFrom(...receiptKinds) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      area: fc.constantFrom(code.rudong, code.yangkou, code.haimen, code.nantong),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const) }) },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

describe('a call-out to which anything may happen', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));

  it('keeps its promises', { timeout: 120_000 }, async () => {
    const history = fc.array(event, { minLength: 3, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const calling = await calledOut(database());
        await happen(calling, events);
        await expectLogAsCounted(calling);
        await expectNobodyCalledInVain(calling.callOutId);
        expect(await proveLog(database(), calling.incident.id)).toMatchObject({ ok: true });
        // What still rings would climb along in the next run.
        await database().asOwner((tx) => tx.query(`update call set due_at = null`));
      }),
      { numRuns: 30 },
    );
  });

  async function happen(calling: Calling, events: readonly Event[]): Promise<void> {
    const calls = await callStates(database(), calling.callOutId);
    const said: Submission[] = [];
    let seconds = 0;
    for (const next of events) {
      if (next.kind === 'wait') seconds += next.seconds;
      const ctx = { now: new Date(Date.parse(noon) + seconds * 1000), doorbell };
      if (next.kind === 'wait') await escalateDue(database(), ctx);
      else if (next.kind === 'repeat') await inOne((tx) => takeReceipts(tx, ctx, said));
      else if (next.kind === 'answer') {
        const { id, personId } = calls[next.who]!;
        said.push({ callId: id as Submission['callId'], receipt: { receiptId: randomUUID(), kind: next.says }, by: { personId } });
        await inOne((tx) => takeReceipts(tx, ctx, said.slice(-1)));
      } else await inOne((tx) => end(tx, ctx, { ...calling, areas: next.kind === 'update' ? [next.area] : null }));
    }
  }

  function inOne<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return database().transaction(wholeServer, work);
  }

  async function end(tx: Tx, ctx: { now: Date; doorbell: Doorbell }, { incident, warning, areas }: Calling & { areas: string[] | null }) {
    const earlier = { incident, warningIds: [warning.id] };
    const facts = areas
      ? await supersedeCallOuts(tx, ctx, { ...earlier, areas })
      : await cancelCallOuts(tx, ctx, { ...earlier, reason: 'cancelled' });
    await record(tx, { incidentId: incident.id, at: ctx.now, doorbell }, facts);
  }

  /** The screens fold the log: what they then show must be what a fresh count finds, and every sum must add up. */
  async function expectLogAsCounted({ incident, callOutId }: Calling): Promise<void> {
    const { facts } = await inOne((tx) => factsAfter(tx, { incidentId: incident.id, since: 0, limit: 1000 }));
    const logged = new Map(facts.flatMap(tallyOf));
    const counted = new Map(
      (await inOne(async (tx) => talliesOf(tx, await tallyAreas(tx, callOutId)))).map(({ tallyCode, tally }) => [tallyCode, tally]),
    );
    expect(logged).toEqual(counted);
    for (const tally of counted.values()) {
      expect(tally.total).toBe(tally.answered + tally.silent + tally.stale + tally.superseded);
      expect(tally.silent).toBeGreaterThanOrEqual(tally.escalated + tally.unroused);
    }
  }

  function tallyOf(fact: Fact): [string, Tally][] {
    return fact.kind === 'calls.put' ? [[fact.tallyCode, fact.tally]] : [];
  }

  /** Who has answered, or is called no more for this version, has nothing due and nothing waiting in the outbox. */
  async function expectNobodyCalledInVain(callOutId: CallOutId): Promise<void> {
    const calls = await callStates(database(), callOutId);
    const state = await database().asOwner((tx) => tx.one<{ state: string }>(`select state from call_out where id = $1`, [callOutId]));
    const isOver = (call: { state: string }) => state!.state !== 'running' || ['answered', 'stale', 'superseded'].includes(call.state);
    const over = new Set(calls.filter(isOver).map((call) => call.id));
    expect(calls.filter((call) => over.has(call.id) && call.dueAt !== null)).toEqual([]);
    const queued = (await attemptStates(database(), callOutId)).filter(({ state, purpose }) => state === 'queued' && purpose === 'call');
    expect(queued.filter((attempt) => over.has(attempt.callId))).toEqual([]);
    expect(state!.state === 'closed').toBe(
      calls.every((call) => call.state === 'stale' || call.state === 'superseded') && state!.state !== 'cancelled',
    );
  }
});
