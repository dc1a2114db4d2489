import { beforeAll, describe, expect, it } from 'vitest';
import type { CallOut, Tally } from '#contract/calls.ts';
import type { NewFact } from '#contract/facts.ts';
import { noticeIdOf } from '#contract/notices.ts';
import { callOut } from '../../server/calls/call-out.commands.ts';
import { cancelCallOuts, supersedeCallOuts } from '../../server/calls/endings.commands.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { callOutTallies, callTree } from '../../server/calls/tallies.store.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { noticeOf } from '../../server/warnings/notice.rules.ts';
import { aWarning, noon } from '../support/builders.ts';
import { attemptStates, calledOut, callStates, type Calling } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { openedIncident } from '../support/incident.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const ctx = { now: new Date(noon), doorbell: new Doorbell() };
/** Everyone whom a red warning for the whole of the tiny city calls. */
const everyone = [
  person.rudongLead,
  person.yangkouDesk,
  person.yangkouHead,
  person.yangkouVillageLead,
  person.yangkouGuardian,
  person.fengliDesk,
  person.sanchangDesk,
  person.sanchangVillageLead,
];

onBothDatabases('calling out', (database) => {
  beforeAll(() => database().asOwner(tinyCity));

  const peopleOf = async ({ callOutId }: Calling) => (await callStates(database(), callOutId)).map((call) => call.personId);

  describe('for a new warning', () => {
    it('calls everyone responsible in its areas, each once', async () => {
      const calling = await calledOut(database());
      expect(await peopleOf(calling)).toEqual(everyone);
    });

    it('calls only the posts of its level, only within its areas', async () => {
      expect(await peopleOf(await calledOut(database(), { level: 'blue' }))).toEqual([
        person.yangkouDesk,
        person.fengliDesk,
        person.sanchangDesk,
      ]);
      expect(await peopleOf(await calledOut(database(), { level: 'orange', areas: [code.haimen] }))).toEqual([
        person.sanchangDesk,
        person.sanchangVillageLead,
      ]);
      expect(await peopleOf(await calledOut(database(), { areas: [code.fengli, code.sanchang] }))).toEqual([
        person.fengliDesk,
        person.sanchangDesk,
        person.sanchangVillageLead,
      ]);
    });

    it('counts a village under its township, and what is above under its own area', async () => {
      const { callOutId } = await calledOut(database());
      const calls = await callStates(database(), callOutId);
      const tallyOf = (id: number) => calls.find((call) => call.personId === id)?.tallyCode;
      expect(tallyOf(person.yangkouGuardian)).toBe(code.yangkou);
      expect(tallyOf(person.yangkouHead)).toBe(code.yangkou);
      expect(tallyOf(person.rudongLead)).toBe(code.rudong);
    });

    it('calls who holds several posts once, for the highest', async () => {
      const { id } = (await database().asOwner((tx) =>
        tx.one<{ id: number }>(
          `insert into post (area_code, level, kind, person_id) values ('320623101200', 'village', 'villageLead', $1) returning id`,
          [person.yangkouHead],
        ),
      ))!;
      const calling = await calledOut(database());
      await database().asOwner((tx) => tx.query(`delete from post where id = $1`, [id]));
      const own = (await callStates(database(), calling.callOutId)).filter((call) => call.personId === person.yangkouHead);
      expect(own.map((call) => call.areaCode)).toEqual([code.yangkou]);
    });

    it('calls a village through its township where its own code belongs elsewhere', async () => {
      await database().asOwner(async (tx) => {
        await tx.query(
          `insert into area (code, parent_code, level, name_zh, name_en, initials) values ('320623400201', $1, 'village', '农场', 'Farm', '')`,
          [code.fengli],
        );
        await tx.query(`insert into person (id, area_code, name) values (900, '320623400201', '测试0900')`);
        await tx.query(
          `insert into post (id, area_code, level, kind, person_id) values (900, '320623400201', 'village', 'villageLead', 900)`,
        );
      });
      const { callOutId } = await calledOut(database(), { areas: [code.fengli] });
      const calls = await callStates(database(), callOutId);
      await database().asOwner((tx) => tx.query(`update post set kind = 'formerVillageLead' where id = 900`));
      expect(calls).toMatchObject([{ personId: person.fengliDesk }, { personId: 900, tallyCode: code.fengli }]);
    });

    it('queues one attempt for each call and sets when it is due by its policy', async () => {
      const { callOutId } = await calledOut(database(), { level: 'red' });
      const calls = await callStates(database(), callOutId);
      const attempts = await attemptStates(database(), callOutId);
      expect(attempts.map((attempt) => attempt.personId).sort()).toEqual(calls.map((call) => call.personId).sort());
      expect(new Set(attempts.map(({ state, reach, rung }) => `${state} ${reach} ${rung}`))).toEqual(new Set(['queued self 0']));
      const due = Date.parse(noon) + defaultPolicy('red').ladder[0]!.waitSeconds * 1000;
      expect(new Set(calls.map((call) => call.dueAt?.getTime()))).toEqual(new Set([due]));
    });

    it('says so in facts for everyone, and one for each township with how it stands', async () => {
      const { callOutId, facts, warning } = await calledOut(database(), { level: 'orange' });
      expect(facts[0]).toMatchObject({
        kind: 'callOut.put',
        areaCode: null,
        callOut: { id: callOutId, warningId: warning.id, state: 'running' },
      });
      const townships = facts.slice(1) as (NewFact & { tallyCode: string; calls: unknown[]; tally: Tally })[];
      expect(townships.map(({ areaCode, tally }) => [areaCode, tally.total])).toEqual([
        [code.sanchang, 2],
        [code.rudong, 1],
        [code.yangkou, 3],
        [code.fengli, 1],
      ]);
      expect(townships[0]).toMatchObject({ calls: [], tally: { silent: 2, answered: 0, silentSince: noon } });
    });

    it('calls nobody when it is unplaced or nobody is there to be called', async () => {
      const incident = await openedIncident(database());
      for (const areas of [[], ['320684000000']]) {
        const warning = aWarning({ incidentId: incident.id, areas });
        const called = await database().transaction(wholeServer, (tx) =>
          callOut(tx, ctx, { incident, notice: noticeOf(warning), policy: defaultPolicy(warning.level) }),
        );
        expect(called).toEqual({ callOutId: null, awaitsRelease: false, facts: [] });
      }
    });

    it('cannot be called out twice', async () => {
      const { incident, warning } = await calledOut(database());
      const again = database().transaction(wholeServer, (tx) =>
        callOut(tx, ctx, { incident, notice: noticeOf(warning), policy: defaultPolicy(warning.level) }),
      );
      await expect(again).rejects.toThrow('call_out_notice_id_key');
    });

    it('keeps the policy it was called out by', async () => {
      const policy = { ...defaultPolicy('red'), postKinds: ['villageLead'], answerWithinMinutes: 7 };
      const { callOutId, facts } = await calledOut(database(), { policy });
      const row = await database().asOwner((tx) => tx.one(`select policy from call_out where id = $1`, [callOutId]));
      expect(row).toEqual({ policy });
      expect(facts[0]).toMatchObject({ callOut: { answerWithinMinutes: 7 } });
    });
  });

  describe('for an update', () => {
    async function updated(calling: Calling, areas: string[]): Promise<NewFact[]> {
      await answer(calling, person.yangkouDesk);
      return superseded(calling, areas);
    }

    function superseded({ incident, warning }: Calling, areas: string[]): Promise<NewFact[]> {
      return database().transaction(wholeServer, (tx) =>
        supersedeCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], areas }),
      );
    }

    function answer({ callOutId }: Calling, personId: number) {
      return database().asOwner((tx) =>
        tx.query(
          `update call set state = 'answered', progress = 'heard', answered_by = 'self', answered_at = called_at, due_at = null where call_out_id = $1 and person_id = $2`,
          [callOutId, personId],
        ),
      );
    }

    it('ends the calls in its areas, and lets the others ring on', async () => {
      const calling = await calledOut(database());
      await updated(calling, [code.rudong]);
      const calls = await callStates(database(), calling.callOutId);
      const states = Object.fromEntries(calls.map((call) => [call.personId, `${call.state} ${call.dueAt ? 'rings' : 'rests'}`]));
      expect(states).toEqual({
        [person.rudongLead]: 'superseded rests',
        [person.yangkouDesk]: 'stale rests',
        [person.yangkouHead]: 'superseded rests',
        [person.yangkouVillageLead]: 'superseded rests',
        [person.yangkouGuardian]: 'superseded rests',
        [person.fengliDesk]: 'superseded rests',
        [person.sanchangDesk]: 'silent rings',
        [person.sanchangVillageLead]: 'silent rings',
      });
    });

    it('withdraws what is still queued for the calls it ends', async () => {
      const calling = await calledOut(database());
      await updated(calling, [code.rudong]);
      const queued = (await attemptStates(database(), calling.callOutId)).filter((attempt) => attempt.state === 'queued');
      expect(queued.map((attempt) => attempt.personId).sort()).toEqual([person.sanchangDesk, person.sanchangVillageLead]);
    });

    it('says how each of its townships stands, and keeps the call-out running', async () => {
      const facts = await updated(await calledOut(database()), [code.yangkou]);
      expect(facts).toMatchObject([
        { kind: 'callOut.put', callOut: { state: 'running', closeReason: null } },
        {
          kind: 'calls.put',
          areaCode: code.yangkou,
          tally: { total: 4, answered: 0, silent: 0, stale: 1, superseded: 3, silentSince: null },
        },
      ]);
      expect(facts).toHaveLength(2);
    });

    it('closes a call-out of which nothing is left', async () => {
      const facts = await updated(await calledOut(database()), [code.nantong]);
      expect(facts[0]).toMatchObject({ kind: 'callOut.put', callOut: { state: 'closed', closedAt: noon, closeReason: 'superseded' } });
    });

    it('changes nothing the second time', async () => {
      const calling = await calledOut(database());
      await updated(calling, [code.rudong]);
      expect(await superseded(calling, [code.rudong])).toEqual([]);
    });
  });

  describe('for a cancel', () => {
    it('stops all calling and leaves each call as it stood', async () => {
      const { incident, warning, callOutId } = await calledOut(database());
      const facts = await database().transaction(wholeServer, (tx) =>
        cancelCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], reason: 'cancelled' }),
      );
      expect(facts).toMatchObject([
        { kind: 'callOut.put', areaCode: null, callOut: { state: 'cancelled', closedAt: noon, closeReason: 'cancelled' } },
      ]);
      const calls = await callStates(database(), callOutId);
      expect(new Set(calls.map((call) => `${call.state} ${String(call.dueAt)}`))).toEqual(new Set(['silent null']));
      const attempts = await attemptStates(database(), callOutId);
      expect(new Set(attempts.map((attempt) => attempt.state))).toEqual(new Set(['withdrawn']));
    });

    it('leaves the call-outs of other warnings alone', async () => {
      const [one, other] = [await calledOut(database()), await calledOut(database())];
      await database().transaction(wholeServer, (tx) =>
        cancelCallOuts(tx, ctx, { ...one, noticeIds: [noticeIdOf(one.warning.id)], reason: 'cancelled' }),
      );
      expect((await callStates(database(), other.callOutId)).every((call) => call.dueAt !== null)).toBe(true);
    });
  });

  describe('the counts', () => {
    it('add up from the townships to the city', async () => {
      const { callOutId } = await calledOut(database());
      const tree = await database().transaction(wholeServer, (tx) => callTree(tx, callOutId));
      expect(tree.map(({ areaCode, total, silent }) => [areaCode, total, silent])).toEqual([
        [code.nantong, 8, 8],
        [code.rudong, 6, 6],
        [code.haimen, 2, 2],
        [code.yangkou, 4, 4],
        [code.sanchang, 2, 2],
        [code.fengli, 1, 1],
      ]);
    });

    it('are cut to who asks', async () => {
      const { callOutId } = await calledOut(database());
      const seen = await database().transaction({ area: '320614' }, async (tx) => ({
        tree: (await callTree(tx, callOutId)).map((node) => node.areaCode),
        total: (await callOutTallies(tx, [callOutId])).get(callOutId)?.total,
      }));
      expect(seen).toEqual({ tree: [code.haimen, code.sanchang], total: 2 });
    });

    it('are zero where the asker has nobody in it', async () => {
      const { callOutId } = await calledOut(database(), { areas: [code.rudong] });
      const tallies = await database().transaction({ area: '320614' }, (tx) => callOutTallies(tx, [callOutId]));
      expect(tallies.get(callOutId)).toMatchObject({ total: 0, silent: 0, silentSince: null });
    });
  });

  it('never names anybody in a fact', async () => {
    const { facts } = await calledOut(database());
    expect(JSON.stringify(facts)).not.toMatch(/测试|100000/);
    expect((facts[0] as { callOut: CallOut }).callOut).not.toHaveProperty('policy');
  });
});
