import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NewReceipt } from '#contract/calls.ts';
import { noticeIdOf } from '#contract/notices.ts';
import { cancelCallOuts, supersedeCallOuts } from '../../server/calls/endings.commands.ts';
import { takeReceipts, type Submission } from '../../server/receipts/receipts.commands.ts';
import { factsAfter, record } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { noon } from '../support/builders.ts';
import { calledOut, callStates, type Calling, type CallState } from '../support/calling.ts';
import { withDatabase } from '../support/database.ts';
import { aGate } from '../support/gate.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const ctx = { now: new Date(Date.parse(noon) + 60_000), doorbell: new Doorbell() };

function aReceipt(about: Partial<NewReceipt> = {}): NewReceipt {
  return { receiptId: randomUUID(), kind: 'heard', ...about };
}

describe('receipts of several servers', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));

  /** Gives up where it would wait: a lock that is never released fails the test instead of hanging it. */
  const take = (submission: Submission) =>
    database().transaction(wholeServer, async (tx) => {
      await tx.query(`set local lock_timeout = '5s'`);
      return takeReceipts(tx, ctx, [submission]);
    });

  it('count one receipt once that comes to all of them at the same moment', async () => {
    const calling = await calledOut(database());
    const [call] = await callStates(database(), calling.callOutId);
    const submission = aSubmission(call!);
    const answers = await Promise.all(Array.from({ length: 40 }, () => take(submission)));
    expect(new Set(answers.map(([answer]) => JSON.stringify(answer))).size).toBe(1);
    const kept = await database().asOwner((tx) => tx.query(`select id from receipt where call_id = $1`, [submission.callId]));
    expect(kept).toHaveLength(1);
  });

  it('leave each township counted as of its last fact, whoever was faster', async () => {
    const calling = await calledOut(database());
    const calls = await callStates(database(), calling.callOutId);
    await Promise.all(calls.map((call) => take(aSubmission(call))));
    const { facts } = await database().transaction(wholeServer, (tx) =>
      factsAfter(tx, { incidentId: calling.incident.id, since: 1, limit: 50 }),
    );
    const last = new Map(facts.flatMap((fact) => (fact.kind === 'calls.put' ? [[fact.tallyCode, fact.tally]] : [])));
    expect([...last.values()].every((tally) => tally.answered === tally.total)).toBe(true);
  });

  /**
   * Trap 4. A receipt of another room's making refers to the call, which locks its key for share until that transaction ends; whoever
   * locked the call `for update` would wait for it, and deadlock with one who waits the other way round.
   */
  it('do not wait for a transaction that has only referred to the call', async () => {
    const calling = await calledOut(database());
    const [call] = await callStates(database(), calling.callOutId);
    const gate = aGate();
    const referring = database().transaction(wholeServer, async (tx) => {
      await tx.query(
        `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at)
         select id, incident_mode, area_code, 9, 'self', person_id, 'sms', 'queued', called_at from call where id = $1`,
        [call!.id],
      );
      await gate.pass();
    });
    await gate.reached;
    const answering = take(aSubmission(call!));
    const [answer] = await answering.finally(() => gate.open());
    await referring;
    expect(answer).toMatchObject({ state: 'answered' });
  });

  /** The answer is held up after it has read that the call-out runs; a cancel that passed it would be logged before it. */
  it('hold off a cancel until they are through', async () => {
    const [calling, elsewhere] = [await calledOut(database()), await calledOut(database())];
    const [mine, other] = await Promise.all(
      [calling, elsewhere].map(async ({ callOutId }) => aSubmission((await callStates(database(), callOutId))[0]!)),
    );
    await take(mine!);
    const gate = aGate();
    const onPost = { ...mine!, receipt: aReceipt({ kind: 'onPost' }) };
    const blocking = database().transaction(wholeServer, async (tx) => {
      await takeReceipts(tx, ctx, [{ ...other!, receipt: onPost.receipt }]);
      await gate.pass();
      throw new Error('never mind');
    });
    await gate.reached;
    const answering = take(onPost);
    await waiting(1);
    const cancelling = cancelAndRecord(calling);
    await Promise.race([cancelling, waiting(2)]);
    gate.open();
    await expect(blocking).rejects.toThrow('never mind');
    await Promise.all([answering, cancelling]);
    const { facts } = await database().transaction(wholeServer, (tx) =>
      factsAfter(tx, { incidentId: calling.incident.id, since: calling.facts.length + 2, limit: 9 }),
    );
    expect(facts.map((fact) => fact.kind)).toEqual(['calls.put', 'callOut.put']);
  });

  function aSubmission({ id, personId }: CallState): Submission {
    return { callId: id as Submission['callId'], receipt: aReceipt(), by: { personId } };
  }

  function cancelAndRecord({ incident, warning }: Calling): Promise<number> {
    return database().transaction(wholeServer, async (tx) => {
      const facts = await cancelCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], reason: 'cancelled' });
      return record(tx, { incidentId: incident.id, at: ctx.now, doorbell: ctx.doorbell }, facts);
    });
  }

  /** Resolves once so many transactions of this database wait for a lock. */
  async function waiting(count: number): Promise<void> {
    for (let seen = 0; seen < count;) {
      const row = await database().asOwner((tx) =>
        tx.one<{ seen: number }>(
          `select count(distinct l.pid)::int as seen from pg_locks l join pg_stat_activity a using (pid) where not granted and a.datname = current_database()`,
        ),
      );
      seen = row!.seen;
    }
  }

  it('and a cancel take turns: an answer comes wholly before it or changes nothing', async () => {
    for (let round = 0; round < 3; round++) {
      const calling = await calledOut(database());
      const calls = await callStates(database(), calling.callOutId);
      const { incident, warning } = calling;
      const cancelling = database().transaction(wholeServer, async (tx) => {
        const facts = await cancelCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], reason: 'cancelled' });
        return facts.length;
      });
      const answering = calls.map((call) => take(aSubmission(call)));
      await Promise.all([cancelling, ...answering]);
      const after = await callStates(database(), calling.callOutId);
      expect(after.every((call) => call.dueAt === null)).toBe(true);
    }
  });

  it('and an update never wait for each other', async () => {
    for (let round = 0; round < 3; round++) {
      const calling = await calledOut(database());
      const calls = await callStates(database(), calling.callOutId);
      const { incident, warning } = calling;
      const updating = database().transaction(wholeServer, (tx) =>
        supersedeCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], areas: [code.nantong] }),
      );
      const answering = calls.map((call) => take(aSubmission(call)));
      await Promise.all([updating, ...answering]);
      const after = await callStates(database(), calling.callOutId);
      expect(after.filter((call) => !['stale', 'superseded'].includes(call.state))).toEqual([]);
    }
  });
});
