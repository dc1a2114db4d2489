import { beforeAll, describe, expect, it } from 'vitest';
import type { Tally } from '#contract/calls.ts';
import type { CallPolicy } from '#contract/policies.ts';
import type { Incident, IncidentClock } from '#contract/incidents.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { saveClock } from '../../server/incidents/incidents.store.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { aStep, noon } from '../support/builders.ts';
import { attemptStates, calledOut, callStates, type Calling } from '../support/calling.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { openedIncident } from '../support/incident.ts';
import { person, tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();
const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);

/** One redial after a minute, then deputy and superior together after another, then the door. */
const brisk: CallPolicy = {
  ...defaultPolicy('red'),
  ladder: [aStep(), aStep(), aStep({ reaches: ['deputy', 'superior'] })],
};

onBothDatabases('the ladder', (database) => {
  beforeAll(() => database().asOwner(tinyCity));

  const tick = (seconds: number) => escalateDue(database(), { now: at(seconds), doorbell });

  async function rungsOf({ callOutId }: Calling): Promise<Record<number, string>> {
    const calls = await callStates(database(), callOutId);
    return Object.fromEntries(calls.map((call) => [call.personId, `${call.state} ${call.rung}`]));
  }

  async function reached({ callOutId }: Calling, personId: number): Promise<string[]> {
    const calls = await callStates(database(), callOutId);
    const { id } = calls.find((call) => call.personId === personId)!;
    const attempts = (await attemptStates(database(), callOutId)).filter((attempt) => attempt.callId === id);
    return attempts.map((attempt) => `${attempt.rung} ${attempt.reach} ${attempt.personId} ${attempt.state}`);
  }

  /** Ends what a test has left ringing, so that the next one counts only its own calls. */
  async function hush({ callOutId }: Calling): Promise<void> {
    await database().asOwner((tx) => tx.query(`update call set due_at = null where call_out_id = $1`, [callOutId]));
  }

  it('moves nothing before it is due', async () => {
    const calling = await calledOut(database(), { policy: brisk });
    expect(await tick(59.999)).toBe(0);
    await hush(calling);
  });

  it('redials everyone who is silent, and nobody who has answered', async () => {
    const calling = await calledOut(database(), { policy: brisk });
    const call = (await callStates(database(), calling.callOutId)).find(({ personId }) => personId === person.fengliDesk)!;
    await database().transaction(wholeServer, (tx) =>
      takeReceipts(tx, { now: at(30), doorbell }, [
        { callId: call.id as never, receipt: { receiptId: crypto.randomUUID(), kind: 'heard' }, by: { personId: person.fengliDesk } },
      ]),
    );
    expect(await tick(60)).toBe(7);
    const rungs = await rungsOf(calling);
    expect(rungs[person.fengliDesk]).toBe('answered 0');
    expect(rungs[person.yangkouDesk]).toBe('silent 1');
    expect(await reached(calling, person.fengliDesk)).toEqual([`0 self ${person.fengliDesk} withdrawn`]);
    await hush(calling);
  });

  it('lets a redial take the place of an attempt that found no device yet', async () => {
    const calling = await calledOut(database(), { policy: brisk });
    await tick(60);
    expect(await reached(calling, person.yangkouHead)).toEqual([
      `0 self ${person.yangkouHead} withdrawn`,
      `1 self ${person.yangkouHead} queued`,
    ]);
    await hush(calling);
  });

  it('wakes deputy and superior, each once, and keeps ringing the one who was called', async () => {
    const calling = await calledOut(database(), { policy: brisk });
    await tick(60);
    await tick(120);
    expect((await rungsOf(calling))[person.yangkouDesk]).toBe('escalated 2');
    expect(await reached(calling, person.yangkouDesk)).toEqual([
      `0 self ${person.yangkouDesk} withdrawn`,
      `1 self ${person.yangkouDesk} queued`,
      `2 deputy ${person.yangkouHead} queued`,
      `2 superior ${person.rudongDesk} queued`,
    ]);
    // Deputy and superior of the guardian are one person.
    expect((await reached(calling, person.yangkouGuardian)).filter((line) => line.startsWith('2'))).toHaveLength(1);
    await hush(calling);
  });

  it('ends at the door: unroused, with nothing due any more', async () => {
    const calling = await calledOut(database(), { policy: brisk });
    for (const seconds of [60, 120, 180, 240, 300]) await tick(seconds);
    const calls = await callStates(database(), calling.callOutId);
    expect(new Set(calls.map((call) => `${call.state} ${String(call.dueAt)}`))).toEqual(new Set(['unroused null']));
  });

  it('does not wait where there is neither deputy nor superior', async () => {
    await database().asOwner((tx) => tx.query(`update post set superior_post_id = null where id = $1`, [person.fengliDesk]));
    const calling = await calledOut(database(), { policy: brisk });
    await tick(60);
    await tick(120);
    const alone = (await callStates(database(), calling.callOutId)).find((call) => call.personId === person.fengliDesk)!;
    expect(alone).toMatchObject({ state: 'escalated', dueAt: at(120) });
    expect(await tick(121)).toBe(1);
    expect((await rungsOf(calling))[person.fengliDesk]).toBe('unroused 3');
    await hush(calling);
  });

  it('catches up by one rung after an outage, and gives that rung its full time', async () => {
    const calling = await calledOut(database(), { policy: brisk });
    expect(await tick(86_400)).toBe(8);
    expect(new Set(Object.values(await rungsOf(calling)))).toEqual(new Set(['silent 1']));
    expect(await tick(86_459)).toBe(0);
    expect(await tick(86_460)).toBe(8);
    await hush(calling);
  });

  it('says how each township stands, once, with the calls while they are few', async () => {
    const calling = await calledOut(database(), { policy: brisk });
    await tick(60);
    await tick(120);
    const { facts } = await database().transaction(wholeServer, (tx) =>
      factsAfter(tx, { incidentId: calling.incident.id, since: calling.facts.length + 1 + 4, limit: 50 }),
    );
    const tallies = facts.map((fact) => fact as unknown as { tally: Tally; calls: unknown[] });
    expect(tallies.map(({ tally, calls }) => [tally.escalated, tally.silent, calls.length])).toEqual([
      [2, 2, 2],
      [1, 1, 1],
      [4, 4, 4],
      [1, 1, 1],
    ]);
    await hush(calling);
  });

  describe('in an exercise', () => {
    async function anExercise(clock: Partial<IncidentClock>): Promise<Incident> {
      const incident = await openedIncident(database(), { mode: 'exercise', startAt: noon });
      return setClock(incident, clock);
    }

    async function setClock(incident: Incident, change: Partial<IncidentClock>): Promise<Incident> {
      const clock = { ...incident.clock!, setAt: noon, ...change };
      await database().transaction(wholeServer, (tx) => saveClock(tx, incident.id, clock));
      return { ...incident, clock };
    }

    it('makes nothing due while the clock is paused', async () => {
      const calling = await calledOut(database(), { policy: brisk, incident: await anExercise({ paused: true }) });
      expect(await tick(86_400)).toBe(0);
      await hush(calling);
    });

    it('moves exactly what a step of the clock makes due, by one rung', async () => {
      const incident = await anExercise({ paused: true });
      const [early, late] = [
        await calledOut(database(), { policy: brisk, incident }),
        await calledOut(database(), { level: 'blue', incident }),
      ];
      await setClock(incident, { paused: true, at: at(600).toISOString() });
      expect(await tick(1)).toBe(8);
      expect(new Set(Object.values(await rungsOf(early)))).toEqual(new Set(['silent 1']));
      expect(new Set(Object.values(await rungsOf(late)))).toEqual(new Set(['silent 0']));
      expect(await tick(1)).toBe(0);
      for (const calling of [early, late]) await hush(calling);
    });

    it('runs at the pace of the clock', async () => {
      const calling = await calledOut(database(), { policy: brisk, incident: await anExercise({ rate: 60 }) });
      expect(await tick(0.9)).toBe(0);
      expect(await tick(1)).toBe(8);
      await hush(calling);
    });
  });

  it('climbs in one incident though another one’s log is broken', async () => {
    const [broken, sound] = [await calledOut(database(), { policy: brisk }), await calledOut(database(), { policy: brisk })];
    await database().asOwner((tx) => tx.query(`update incident set head_seq = 0 where id = $1`, [broken.incident.id]));
    await expect(tick(60)).rejects.toThrow('Some ladders could not climb');
    expect(new Set(Object.values(await rungsOf(broken)))).toEqual(new Set(['silent 0']));
    expect(new Set(Object.values(await rungsOf(sound)))).toEqual(new Set(['silent 1']));
    for (const calling of [broken, sound]) await hush(calling);
  });
});

describe('two servers that climb at the same time', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));

  it('move each call once', async () => {
    for (let round = 0; round < 5; round++) {
      const calling = await calledOut(database(), { policy: brisk });
      const moved = await Promise.all([60, 60, 60].map((seconds) => escalateDue(database(), { now: at(seconds), doorbell })));
      expect(moved.reduce((sum, count) => sum + count)).toBe(8);
      const calls = await callStates(database(), calling.callOutId);
      expect(new Set(calls.map((call) => call.rung))).toEqual(new Set([1]));
      expect(await attemptStates(database(), calling.callOutId)).toHaveLength(16);
      await database().asOwner((tx) => tx.query(`update call set due_at = null`));
    }
  });
});
