import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Call, CallId, NewReceipt, ReceiptKind } from '#contract/calls.ts';
import type { LedgerStatistics } from '#contract/ledger.ts';
import { receiptTaker, type TakeReceipt } from '../../server/receipts/receipt-taker.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { ledgerRoutes } from '../../server/ledger/ledger.routes.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates, type Calling, type CallState } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { aGate } from '../support/gate.ts';
import { person, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('what one link, one person or one viewer may ask of everybody', (database) => {
  const clock = new FakeClock(noon);
  let take: TakeReceipt;
  let calling: Calling;
  let called: Promise<CallState[]>;

  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(async () => {
    clock.set(noon);
    take = receiptTaker({ database: database(), clock, doorbell: new Doorbell(), ringing: new PriorityGate() });
    calling = await calledOut(database());
    called = callStates(database(), calling.callOutId);
    clock.forward({ minutes: 1 });
  });

  /** The call of a person, looked up once. */
  async function callOf(personId: number): Promise<CallId> {
    const calls = await called;
    return calls.find((call) => call.personId === personId)!.id as CallId;
  }

  /** Answers as the page of a person does. */
  async function say(personId: number, kind: ReceiptKind, about: Partial<NewReceipt> = {}): Promise<Call | Refusal> {
    const callId = await callOf(personId);
    const link = { claim: { callId, personId }, issuedAt: new Date(noon), expiresAt: new Date(Date.parse(noon) + 86_400_000) };
    return take({ callId, by: { personId }, link, receipt: { receiptId: randomUUID(), kind, ...about } }).catch(
      (error: unknown) => error as Refusal,
    );
  }

  const kept = (personId: number, kind: ReceiptKind) =>
    database().asOwner(async (tx) => {
      const rows = await tx.query<{ note: string | null }>(
        `select note from receipt join call on call.id = receipt.call_id where call_out_id = $1 and receipt.person_id = $2 and kind = $3
         order by received_at`,
        [calling.callOutId, personId, kind],
      );
      return rows.map(({ note }) => note);
    });

  const { yangkouVillageLead: lead } = person;

  it('keeps a dozen of a flood from one link for one call, and says when the next may come', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, nr) => say(lead, 'heard', { note: String(nr) })));
    const refused = answers.filter((answer) => answer instanceof Refusal);
    expect(refused.length).toBe(200 - 12);
    expect(new Set(refused.map(({ code: why, status, retryAfterSeconds }) => JSON.stringify([why, status, retryAfterSeconds])))).toEqual(
      new Set([JSON.stringify(['receipt/too-many', 429, 5])]),
    );
    expect(await kept(lead, 'heard')).toHaveLength(12);
    clock.forward({ seconds: 5 });
    expect(await say(lead, 'heard', { note: 'the latest' })).toMatchObject({ state: 'answered' });
    expect((await kept(lead, 'heard')).at(-1)).toBe('the latest');
  });

  it('keeps of a flood what moves the call on, and every call for help that is news', async () => {
    const flood = async () => Promise.all(Array.from({ length: 40 }, () => say(lead, 'heard')));
    await flood();
    expect(await say(lead, 'needHelp', { note: '水进屋' })).toMatchObject({ needHelp: true });
    await flood();
    expect(await say(lead, 'done')).toMatchObject({ progress: 'done', needHelp: true });
    expect(await Promise.all(Array.from({ length: 40 }, () => say(lead, 'needHelp')))).not.toContainEqual(expect.any(Refusal));
    expect(await kept(lead, 'needHelp')).toEqual(['水进屋']);
    expect(await say(person.yangkouGuardian, 'heard')).toMatchObject({ state: 'answered' });
  });

  const sums = async () =>
    (await openDoors(aSession('dutyOfficer'), ledgerRoutes(database(), clock)).get(`/api/ledger/statistics?callOut=${calling.callOutId}`))
      .body as LedgerStatistics;

  it('leaves numbers beyond the register out of the sums until they are said anew, or an officer has said them', async () => {
    await say(lead, 'acting', { counts: { moved: 3 } });
    clock.forward({ seconds: 1 });
    expect(await say(lead, 'done', { counts: { moved: 100_000 } })).toMatchObject({
      progress: 'done',
      flags: expect.arrayContaining(['countsDoubted']) as unknown,
    });
    expect((await sums()).counts).toEqual({ moved: 3 });
    clock.forward({ seconds: 1 });
    expect(((await say(lead, 'done', { counts: { moved: 4 } })) as Call).flags).not.toContain('countsDoubted');
    expect((await sums()).counts).toEqual({ moved: 4 });
    await say(lead, 'done', { counts: { moved: 500 } });
    clock.forward({ seconds: 1 });
    const callId = await callOf(lead);
    const receipt = { receiptId: randomUUID(), kind: 'done' as const, counts: { moved: 450 } };
    await take({ callId, by: { userId: 1, areaPrefix: '3206' }, link: null, receipt });
    expect((await sums()).counts).toEqual({ moved: 450 });
  });

  it('has no answer in the median whose phone says a time before the call', async () => {
    clock.forward({ minutes: 9 });
    await say(lead, 'heard');
    await say(person.yangkouGuardian, 'heard', { at: '2000-01-01T00:00:00Z' });
    await say(person.yangkouHead, 'heard', { at: new Date(Date.parse(noon) - 60_000).toISOString() });
    const { totals } = await sums();
    expect([totals.answered, totals.untimed, totals.medianAnswerSeconds]).toEqual([3, 2, 600]);
  });

  it('lets an answer wait for a few of the forty searches of a viewer, not for all', async () => {
    const done: string[] = [];
    const gate = aGate();
    const read = { area: '3206', reader: 'viewer' };
    const reads = Array.from({ length: 40 }, () =>
      database().transaction(read, async (tx) => {
        await tx.query(`select count(*) from area where name_zh like '%村%'`);
        await gate.pass();
        done.push('read');
      }),
    );
    await gate.reached;
    const answer = database().transaction(wholeServer, (tx) => tx.query('select 1'));
    const answered = answer.then(() => done.push('answer'));
    // The embedded engine has one session, which the first search holds.
    if (database().kind === 'postgres') await answered;
    gate.open();
    await Promise.all([...reads, answered]);
    expect(done.filter((each) => each === 'read')).toHaveLength(40);
    expect(done.indexOf('answer')).toBeLessThan(5);
  });
});
