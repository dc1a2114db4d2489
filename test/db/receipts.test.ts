import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Call, NewReceipt } from '#contract/calls.ts';
import { noticeIdOf } from '#contract/notices.ts';
import { cancelCallOuts, supersedeCallOuts } from '../../server/calls/endings.commands.ts';
import { takeReceipts, type Submission } from '../../server/receipts/receipts.commands.ts';
import { callOutTallies } from '../../server/calls/tallies.store.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { coalesce } from '../../server/kernel/async/coalesce.ts';
import { wholeServer, type Tx } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { noon } from '../support/builders.ts';
import { type Calling, attemptStates, callStates, calledOut, orderedOut, reachedFor } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const ctx = { now: new Date(Date.parse(noon) + 60_000), doorbell: new Doorbell() };
const inAMinute = ctx.now.toISOString();

function aReceipt(about: Partial<NewReceipt> = {}): NewReceipt {
  return { receiptId: randomUUID(), kind: 'heard', ...about };
}

function codesOf(answers: (Call | Refusal)[]): string[] {
  return answers.map((answer) => (answer instanceof Refusal ? answer.code : answer.state));
}

onBothDatabases('taking receipts', (database) => {
  beforeAll(() => database().asOwner(tinyCity));

  const take = (...submissions: Submission[]) => database().transaction(wholeServer, (tx) => takeReceipts(tx, ctx, submissions));
  const rows = (callId: string) => database().asOwner((tx) => tx.query(`select * from receipt where call_id = $1`, [callId]));

  async function callOf(calling: Calling, personId: number): Promise<Submission['callId']> {
    const calls = await callStates(database(), calling.callOutId);
    return calls.find((call) => call.personId === personId)!.id as Submission['callId'];
  }

  async function factsOf({ incident, facts }: Calling) {
    return (
      await database().transaction(wholeServer, (tx) => factsAfter(tx, { incidentId: incident.id, since: facts.length + 1, limit: 50 }))
    ).facts;
  }

  async function anAnswer(calling: Calling, personId: number, about: Partial<NewReceipt> = {}): Promise<Submission> {
    return { callId: await callOf(calling, personId), receipt: aReceipt(about), by: { personId } };
  }

  it('answers the call, stops its ladder and withdraws what is still queued for it', async () => {
    const calling = await calledOut(database());
    const [answer] = await take(await anAnswer(calling, person.yangkouDesk));
    expect(answer).toMatchObject({ state: 'answered', progress: 'heard', dueAt: null, answeredAt: inAMinute });
    expect((await callStates(database(), calling.callOutId)).find((call) => call.personId === person.yangkouDesk)).toMatchObject({
      state: 'answered',
      dueAt: null,
    });
    const attempts = await attemptStates(database(), calling.callOutId);
    expect(attempts.filter(({ state }) => state === 'withdrawn').map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
  });

  it('says so once for each township, with its calls and its fresh count', async () => {
    const calling = await calledOut(database());
    await take(
      await anAnswer(calling, person.yangkouDesk),
      await anAnswer(calling, person.yangkouHead, { kind: 'onPost' }),
      await anAnswer(calling, person.sanchangDesk, { kind: 'needHelp' }),
    );
    const facts = await factsOf(calling);
    expect(facts).toMatchObject([
      {
        areaCode: code.sanchang,
        calls: [{ personId: person.sanchangDesk, needHelp: true }],
        tally: { total: 2, answered: 1, needHelp: 1 },
      },
      { areaCode: code.yangkou, tally: { total: 4, answered: 2, silent: 2 } },
      { kind: 'help.put', areaCode: code.sanchang, help: { personId: person.sanchangDesk, state: 'open' } },
    ]);
    expect((facts[1] as unknown as { calls: Call[] }).calls.map((call) => call.personId).sort()).toEqual([
      person.yangkouDesk,
      person.yangkouHead,
    ]);
  });

  it('keeps what was said', async () => {
    const calling = await calledOut(database());
    const said = { kind: 'acting', at: '2026-07-26T12:00:30+08:00', note: '路已淹\'"<b>', counts: { moved: 12, refused: 1 } } as const;
    const submission = await anAnswer(calling, person.yangkouGuardian, said);
    await take(submission);
    expect(await rows(submission.callId)).toMatchObject([
      {
        kind: 'acting',
        note: said.note,
        counts: said.counts,
        person_id: person.yangkouGuardian,
        user_id: null,
        at: new Date(said.at),
        received_at: ctx.now,
      },
    ]);
  });

  it('keeps over what, as whom, from where and from which device it was said', async () => {
    const calling = await calledOut(database());
    const callId = await callOf(calling, person.yangkouVillageLead);
    await reachedFor(database(), callId, { personId: person.yangkouDesk, reach: 'superior' });
    const receipt = aReceipt({ device: 'phone-of-the-desk', position: { lng: 121.04, lat: 32.5, accuracyMeters: 12 } });
    const [answer] = await take({ callId, receipt, by: { personId: person.yangkouDesk, via: 'sms' } });
    expect(answer).toMatchObject({ state: 'answered', answeredBy: 'superior', personId: person.yangkouVillageLead, flags: [] });
    const kept = await database().asOwner((tx) =>
      tx.query(
        `select via, answered_by, device, st_x(position) as lng, st_y(position) as lat, accuracy_meters, flags from receipt where call_id = $1`,
        [callId],
      ),
    );
    expect(kept).toEqual([
      { via: 'sms', answered_by: 'superior', device: 'phone-of-the-desk', lng: 121.04, lat: 32.5, accuracy_meters: 12, flags: [] },
    ]);
    expect(await take({ callId, receipt: aReceipt({ kind: 'acting' }), by: { personId: person.yangkouVillageLead } })).toMatchObject([
      { answeredBy: 'self', progress: 'acting' },
    ]);
  });

  it('passes a call for help on and lets the ladder climb when it comes from somebody who was to reach the person', async () => {
    const calling = await calledOut(database());
    const callId = await callOf(calling, person.yangkouVillageLead);
    await reachedFor(database(), callId, { personId: person.yangkouDesk, reach: 'superior' });
    const before = (await attemptStates(database(), calling.callOutId)).filter((attempt) => attempt.callId === callId);
    const [answer] = await take({ callId, receipt: aReceipt({ kind: 'needHelp' }), by: { personId: person.yangkouDesk, via: 'sms' } });
    expect(answer).toMatchObject({ state: 'silent', needHelp: true, answeredBy: null, answeredAt: null });
    expect(answer).toHaveProperty('dueAt', expect.any(String));
    expect((await attemptStates(database(), calling.callOutId)).filter((attempt) => attempt.callId === callId)).toEqual(before);
    expect(await rows(callId)).toMatchObject([{ kind: 'needHelp', answered_by: 'superior' }]);
  });

  it('doubts what comes before anything has left, and takes it all the same', async () => {
    const calling = await calledOut(database());
    const [early, reached] = [await anAnswer(calling, person.yangkouDesk), await anAnswer(calling, person.yangkouHead)];
    await database().asOwner((tx) =>
      tx.query(`update attempt set state = 'sent', sent_at = queued_at where call_id = $1`, [reached.callId]),
    );
    expect(await take(early, reached)).toMatchObject([
      { state: 'answered', flags: ['beforeDelivery'] },
      { state: 'answered', flags: [] },
    ]);
    expect(await rows(early.callId)).toMatchObject([{ flags: ['beforeDelivery'] }]);
    expect((await factsOf(calling)).flatMap((fact) => ('calls' in fact ? fact.calls.flatMap(({ flags }) => flags) : []))).toEqual([
      'beforeDelivery',
    ]);
  });

  it('doubts the fifth call that one device answers within a minute, whether they come together or one by one', async () => {
    const calling = await calledOut(database());
    const device = randomUUID();
    const calls = (await callStates(database(), calling.callOutId)).slice(0, 6);
    await database().asOwner((tx) => tx.query(`update attempt set sent_at = queued_at`));
    const submissions = calls.map(({ id, personId }) => ({
      callId: id as Submission['callId'],
      receipt: aReceipt({ device }),
      by: { personId },
    }));
    const answers = [...(await take(...submissions.slice(0, 4))), ...(await take(submissions[4]!)), ...(await take(submissions[5]!))];
    expect(answers.map((answer) => (answer instanceof Refusal ? answer.code : answer.flags.length))).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('takes an answer while the call-out waits for its release: nobody needs to be called for it any more', async () => {
    const calling = await orderedOut(database());
    expect(codesOf(await take(await anAnswer(calling, person.yangkouDesk)))).toEqual(['answered']);
  });

  it('counts the same one once, however often it comes', async () => {
    const calling = await calledOut(database());
    const submission = await anAnswer(calling, person.yangkouDesk);
    const answers = [...(await take(submission, submission)), ...(await take(submission))];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await rows(submission.callId)).toHaveLength(1);
    expect(await factsOf(calling)).toHaveLength(1);
  });

  it('refuses one id for two different things and takes the rest of the batch', async () => {
    const calling = await calledOut(database());
    const [first, second] = [await anAnswer(calling, person.yangkouDesk), await anAnswer(calling, person.yangkouHead)];
    await take(first);
    const clash = { ...second, receipt: { ...second.receipt, receiptId: first.receipt.receiptId } };
    expect(codesOf(await take(clash, second))).toEqual(['receipt/conflict', 'answered']);
  });

  it('refuses an answer for another person, and leaves no trace of it', async () => {
    const calling = await calledOut(database());
    const submission = { ...(await anAnswer(calling, person.yangkouDesk)), by: { personId: person.sanchangDesk } };
    expect(codesOf(await take(submission))).toEqual(['call/not-yours']);
    expect(await rows(submission.callId)).toEqual([]);
    expect(await factsOf(calling)).toEqual([]);
  });

  it('lets an officer answer by hand within the officer’s area only', async () => {
    const calling = await calledOut(database());
    const submission = await anAnswer(calling, person.yangkouDesk);
    const userId = await aUser(database());
    expect(codesOf(await take({ ...submission, by: { userId, areaPrefix: '320614' } }))).toEqual(['call/unknown']);
    expect(codesOf(await take({ ...submission, by: { userId, areaPrefix: '320623' } }))).toEqual(['answered']);
    expect(await rows(submission.callId)).toMatchObject([{ person_id: null, user_id: userId }]);
  });

  it.each([
    '2026-07-26T04:06:01Z',
    '1970-01-01T00:02:11.000Z',
    '1980-01-06T00:00:00Z',
    '2000-01-01T08:00:00+08:00',
    '9999-12-31T23:59:59Z',
  ])('takes what a phone says to have happened at %s, from now on and marked, however often it comes', async (at) => {
    const calling = await calledOut(database());
    const submission = await anAnswer(calling, person.yangkouDesk, { at, kind: 'needHelp' });
    expect(codesOf(await take(submission))).toEqual(['answered']);
    expect(codesOf(await take(submission))).toEqual(['answered']);
    const [receipt, ...others] = await database().asOwner((tx) =>
      tx.query(`select at = received_at as counted, flags from receipt where call_id = $1`, [submission.callId]),
    );
    expect([receipt, others]).toEqual([{ counted: true, flags: expect.arrayContaining(['deviceClock']) as unknown }, []]);
  });

  it('answers for a call that there is not', async () => {
    expect(codesOf(await take({ callId: randomUUID() as Submission['callId'], receipt: aReceipt(), by: { personId: 1 } }))).toEqual([
      'call/unknown',
    ]);
  });

  it('keeps a late one for a version that was replaced or cancelled, which changes nothing', async () => {
    for (const end of [supersede, cancel]) {
      const calling = await calledOut(database());
      const submission = await anAnswer(calling, person.yangkouDesk, { kind: 'done' });
      const before = (await callStates(database(), calling.callOutId)).map(({ state }) => state);
      await end(calling);
      const [answer] = await take(submission);
      expect(answer).not.toBeInstanceOf(Refusal);
      expect(await rows(submission.callId)).toHaveLength(1);
      const after = (await callStates(database(), calling.callOutId)).map(({ state }) => state);
      expect(after).toEqual(end === cancel ? before : before.map(() => 'superseded'));
      expect(await factsOf(calling)).toEqual([]);
    }
  });

  const supersede = ({ incident, warning }: Calling) =>
    database().transaction(wholeServer, (tx) =>
      supersedeCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], areas: [code.nantong] }),
    );
  const cancel = ({ incident, warning }: Calling) =>
    database().transaction(wholeServer, (tx) =>
      cancelCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], reason: 'cancelled' }),
    );

  it('counts two hundred that come at once exactly once each', async () => {
    const calling = await calledOut(database());
    const calls = await callStates(database(), calling.callOutId);
    const receiptIds = Array.from({ length: 50 }, () => randomUUID());
    const send = coalesce<Submission, Call>((batch) => take(...batch), 20);
    const sent = Array.from({ length: 200 }, (_, i) => {
      const call = calls[(i % 50) % calls.length]!;
      return send({
        callId: call.id as Submission['callId'],
        receipt: aReceipt({ receiptId: receiptIds[i % 50]! }),
        by: { personId: call.personId },
      });
    });
    await Promise.all(sent);
    const kept = await database().asOwner((tx) => tx.query(`select id from receipt where id = any($1::uuid[])`, [receiptIds]));
    expect(kept).toHaveLength(50);
    const { tallies, last } = await standing(calling);
    expect(tallies).toMatchObject({ total: 8, answered: 8, silent: 0 });
    expect(last).toEqual([1, 1, 2, 4]);
  });

  /** The call-out as it is counted now, and how many had answered by the last fact of each township. */
  async function standing(calling: Calling) {
    const tallies = await database().transaction(wholeServer, (tx) => callOutTallies(tx, [calling.callOutId]));
    const last = new Map((await factsOf(calling)).map((fact) => [fact.areaCode, 'tally' in fact ? fact.tally.answered : 0]));
    return { tallies: tallies.get(calling.callOutId), last: [...last.values()].sort() };
  }
});

async function aUser(database: { asOwner: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> }): Promise<number> {
  const row = await database.asOwner((tx) =>
    tx.one<{ id: number }>(
      `insert into app_user (username, display_name, password_hash, roles, area_code) values ($1, '', '', '{countyDuty}', $2) returning id`,
      [`u${randomUUID().slice(0, 8)}`, code.rudong],
    ),
  );
  return row!.id;
}
