import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { areaPrefix } from '#contract/areas.ts';
import type { CallId, CallOutId, Tally } from '#contract/calls.ts';
import type { Fact } from '#contract/facts.ts';
import { noticeIdOf } from '#contract/notices.ts';
import type { CallPolicy } from '#contract/policies.ts';
import { actOnCalls } from '../../server/calls/call-desk.commands.ts';
import { cancelCallOuts, supersedeCallOuts } from '../../server/calls/endings.commands.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { takeReceipts, type Submission } from '../../server/receipts/receipts.commands.ts';
import { confirmShown } from '../../server/field/rings.commands.ts';
import { talliesOf, tallyAreas } from '../../server/calls/tallies.store.ts';
import { factsAfter, record } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Row, type Tx } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { proveLog } from '../../server/kernel/log/log-proof.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { aStep, noon } from '../support/builders.ts';
import { CallModel, happenings, type Happening, type ModelCall } from '../support/call-model.ts';
import { attemptStates, calledOut, callStates, type Calling, type CallState } from '../support/calling.ts';
import { withDatabase } from '../support/database.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();
/** Everybody who is called, in the order of their ids, and whom their ladder reaches above them. */
const superiors: readonly [personId: number, superiorId: number][] = [
  [person.rudongLead, person.rudongDesk],
  [person.yangkouDesk, person.rudongDesk],
  [person.yangkouHead, person.yangkouDesk],
  [person.yangkouVillageLead, person.yangkouDesk],
  [person.yangkouGuardian, person.yangkouVillageLead],
  [person.fengliDesk, person.rudongDesk],
  [person.sanchangDesk, person.haimenDesk],
  [person.sanchangVillageLead, person.sanchangDesk],
];
const policy: CallPolicy = {
  ...defaultPolicy('red'),
  ...{ policyId: 'any-orange', level: 'orange' },
  ladder: [aStep({ waitSeconds: 60 }), aStep({ waitSeconds: 90 }), aStep({ reaches: ['superior'], waitSeconds: 120 })],
};
const areas = [code.rudong, code.yangkou, code.haimen, code.nantong];
type Event = Happening<(typeof areas)[number]>;

describe('a call-out to which anything may happen', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));

  it('keeps its promises', { timeout: 120_000 }, async () => {
    const history = fc.array(happenings(superiors.length, areas), { minLength: 3, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const calling = await calledOut(database(), { policy, level: 'orange' });
        const model = new CallModel(superiors.length, {
          waitSeconds: policy.ladder.map(({ waitSeconds }) => waitSeconds),
          superiorFrom: 2,
        });
        await happen(calling, { events, model });
        expect(await seen(calling.callOutId)).toEqual({ state: model.state, calls: model.calls });
        await expectLogAsCounted(calling);
        await expectNobodyCalledInVain(calling.callOutId);
        expect(await proveLog(database(), calling.incident.id)).toMatchObject({ ok: true });
        // What still rings would climb along in the next run.
        await database().asOwner((tx) => tx.query(`update call set due_at = null, remind_at = null`));
      }),
      { numRuns: 40 },
    );
  });

  async function happen(calling: Calling, { events, model }: { events: readonly Event[]; model: CallModel }): Promise<void> {
    const calls = await callStates(database(), calling.callOutId);
    const ids = calls.map((call) => call.id as CallId);
    const taken: Submission[] = [];
    for (const next of events) {
      if (next.kind === 'wait') model.wait(next.seconds);
      const ctx = { now: new Date(Date.parse(noon) + model.now * 1000), doorbell };
      switch (next.kind) {
        case 'wait':
          await escalateDue(database(), ctx);
          break;
        case 'answer': {
          const submission = submitted(ids, next);
          const [answer] = await inOne((tx) => takeReceipts(tx, ctx, [submission]));
          if (!(answer instanceof Refusal)) taken.push(submission);
          model.answer(next.who, next);
          break;
        }
        case 'repeat':
          await inOne((tx) => takeReceipts(tx, ctx, taken));
          break;
        case 'shown':
          await inOne(async (tx) => confirmShown(tx, ctx, await leftFor(tx, ids[next.who]!)));
          break;
        case 'escalateNow': {
          const action = { action: 'escalateNow' as const, callIds: [ids[next.who]!] };
          await inOne((tx) => actOnCalls(tx, ctx, { action, by: { userId: 1, username: 'duty', areaPrefix: '3206' } }));
          model.escalateNow(next.who);
          break;
        }
        case 'update':
          await inOne((tx) => end(tx, ctx, { ...calling, areas: [next.area] }));
          model.update(whoIn(calls, next.area));
          break;
        case 'cancel':
          await inOne((tx) => end(tx, ctx, { ...calling, areas: null }));
          model.cancel();
      }
    }
  }

  function submitted(ids: readonly CallId[], { who, says, by }: Extract<Event, { kind: 'answer' }>): Submission {
    const personId = superiors[who]![by === 'self' ? 0 : 1];
    return { callId: ids[who]!, receipt: { receiptId: randomUUID(), kind: says }, by: { personId } };
  }

  function whoIn(calls: readonly CallState[], area: string): number[] {
    const prefix = areaPrefix(area);
    return calls.flatMap(({ areaCode, tallyCode }, who) => (areaCode.startsWith(prefix) || tallyCode.startsWith(prefix) ? [who] : []));
  }

  async function leftFor(tx: Tx, callId: CallId): Promise<number[]> {
    const rows = await tx.query<{ id: number }>(`select id from attempt where call_id = $1 and state = 'queued'`, [callId]);
    return rows.map(({ id }) => id);
  }

  /** The rows, in the words of the model. */
  async function seen(callOutId: CallOutId) {
    const rows = await database().asOwner((tx) =>
      tx.query<ModelCall & { dueAt: Date | null } & Row>(
        `select state, rung, due_at as "dueAt", progress, need_help as "needHelp", cannot, answered_by as "answeredBy"
         from call where call_out_id = $1 order by person_id`,
        [callOutId],
      ),
    );
    const callOut = await database().asOwner((tx) => tx.one<{ state: string }>(`select state from call_out where id = $1`, [callOutId]));
    const secondsOf = (dueAt: Date | null) => (dueAt === null ? null : (dueAt.getTime() - Date.parse(noon)) / 1000);
    return { state: callOut!.state, calls: rows.map((row) => ({ ...row, dueAt: secondsOf(row.dueAt) })) };
  }

  function inOne<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return database().transaction(wholeServer, work);
  }

  async function end(tx: Tx, ctx: { now: Date; doorbell: Doorbell }, { incident, warning, areas }: Calling & { areas: string[] | null }) {
    const earlier = { incident, noticeIds: [noticeIdOf(warning.id)] };
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
