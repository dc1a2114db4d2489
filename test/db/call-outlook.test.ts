import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { CallActionResult, type CallActionQuestion } from '#contract/call-details.ts';
import type { CallPolicy } from '#contract/policies.ts';
import type { Session } from '#contract/session.ts';
import { callDeskRoutes } from '../../server/calls/call-desk.routes.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { takeReceipts, type Submission } from '../../server/receipts/receipts.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { aStep, noon } from '../support/builders.ts';
import { calledOut, callStates, orderedOut, type Calling, type CallState } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { policyOver, withGateways } from '../support/deliveries.ts';
import { openDoors } from '../support/doors.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();
const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);

/** A redial after a minute, then the superior after another, then the door. */
const brisk: CallPolicy = {
  ...defaultPolicy('red'),
  level: 'orange',
  ladder: [aStep(), aStep(), aStep({ reaches: ['superior'] })],
};

onBothDatabases('what the desk is told of an action, before it and after it', (database) => {
  const clock = new FakeClock(noon);
  let duty: Session;
  let rudong: Session;
  let router: ReturnType<typeof callDeskRoutes>;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    rudong = await aUser(database(), 'countyDuty', code.rudong);
    router = callDeskRoutes({ database: database(), clock, doorbell });
  });
  afterEach(async () => {
    clock.set(noon);
    await withGateways(database());
    await database().asOwner((tx) => tx.query(`update call set due_at = null, remind_at = null`));
  });

  /** What was said beforehand; the same has to be said of what was done. */
  async function act(action: CallActionQuestion['action'], calls: readonly Pick<CallState, 'id'>[], user: Session = duty) {
    const body = { action, callIds: calls.map(({ id }) => id) };
    const before = await openDoors(user, router).send('post', '/api/calls/actions/outlook', body);
    const after = await openDoors(user, router).send('post', '/api/calls/actions', body);
    expect([before.status, after.status]).toEqual([200, 200]);
    expect(after.body).toEqual(before.body);
    return CallActionResult.parse(after.body);
  }

  const tick = (seconds: number) => escalateDue(database(), { now: at(seconds), doorbell });
  const callsOf = ({ callOutId }: Calling) => callStates(database(), callOutId);

  async function answers(calls: readonly CallState[], personId: number): Promise<void> {
    const callId = calls.find((call) => call.personId === personId)!.id;
    const submission = { callId, receipt: { receiptId: randomUUID(), kind: 'heard' }, by: { personId } } as Submission;
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, { now: at(1), doorbell }, [submission]));
  }

  it('splits the calls by what becomes of them, and says why nothing becomes of the others', async () => {
    const calling = await calledOut(database(), { policy: brisk, level: 'orange' });
    const calls = await callsOf(calling);
    await answers(calls, person.fengliDesk);
    const [first, ...others] = calls.filter(({ personId }) => personId !== person.fengliDesk);
    expect(await act('escalateNow', [first!])).toEqual({ done: 1, left: 0, leftBy: {}, steps: { redial: 1 } });
    expect(await act('escalateNow', [first!])).toEqual({ done: 1, left: 0, leftBy: {}, steps: { others: 1 } });
    expect(await act('escalateNow', [first!])).toEqual({ done: 1, left: 0, leftBy: {}, steps: { door: 1 } });
    const all = await act('escalateNow', [...calls, { id: randomUUID() }]);
    expect(all).toEqual({ done: others.length, left: 3, leftBy: { spent: 1, answered: 1, outside: 1 }, steps: { redial: others.length } });
  });

  it('does not say that anybody had answered where every ladder is spent', async () => {
    const calls = await callsOf(await calledOut(database(), { policy: brisk, level: 'orange' }));
    for (const seconds of [60, 120, 180, 181]) await tick(seconds);
    expect(await act('escalateNow', calls)).toEqual({ done: 0, left: 8, leftBy: { spent: 8 }, steps: {} });
    expect(await act('callAgain', calls)).toEqual({ done: 8, left: 0, leftBy: {}, steps: {} });
  });

  it('knows that nobody is called before the release', async () => {
    const calls = await callsOf(await orderedOut(database(), { policy: brisk, level: 'red' }));
    for (const action of ['escalateNow', 'callAgain'] as const) {
      expect(await act(action, calls)).toEqual({ done: 0, left: 8, leftBy: { awaitingRelease: 8 }, steps: {} });
    }
  });

  it('tells what was replaced from what has ended', async () => {
    const calling = await calledOut(database(), { policy: brisk, level: 'orange' });
    const calls = await callsOf(calling);
    await database().asOwner(async (tx) => {
      await tx.query(`update call set state = 'superseded', due_at = null where id = $1`, [calls[0]!.id]);
      await tx.query(`update call_out set state = 'cancelled', closed_at = opened_at where id = $1`, [calling.callOutId]);
    });
    expect(await act('callAgain', calls)).toEqual({ done: 0, left: 8, leftBy: { replaced: 1, over: 7 }, steps: {} });
  });

  it('shows a county nothing of the calls of another but that they are not its own', async () => {
    const calls = await callsOf(await calledOut(database(), { policy: brisk, level: 'orange' }));
    expect(await act('callAgain', calls, rudong)).toEqual({ done: 6, left: 2, leftBy: { outside: 2 }, steps: {} });
  });

  it('does not count as called again who still waits in the queue of a gateway', async () => {
    await withGateways(database(), 'sms');
    const calls = await callsOf(await calledOut(database(), { policy: policyOver('sms'), level: 'blue' }));
    expect(await act('callAgain', calls)).toEqual({ done: 0, left: calls.length, leftBy: { queued: calls.length }, steps: {} });
    await database().asOwner((tx) => tx.query(`update attempt set state = 'sent' where state = 'queued'`));
    expect(await act('callAgain', calls)).toMatchObject({ done: calls.length, left: 0 });
  });

  it('says that no way leads to somebody', async () => {
    const calls = await callsOf(await calledOut(database(), { policy: policyOver('sms'), level: 'blue' }));
    expect(await act('callAgain', calls)).toEqual({ done: 0, left: calls.length, leftBy: { noWay: calls.length }, steps: {} });
  });

  it.each([
    { action: 'note', callIds: [randomUUID()], text: 'x' },
    { action: 'escalateNow', callIds: [] },
    { action: 'escalateNow', callIds: ["' or 1=1"] },
  ])('foresees nothing that cannot be read (%#)', async (body) => {
    const answer = await openDoors(duty, router).send('post', '/api/calls/actions/outlook', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
  });
});
