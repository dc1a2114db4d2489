import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { CallOutReport, CallPage, type CallRow, type TreeNode } from '#contract/calls.ts';
import { LinkClaim, type FieldCall } from '#contract/field.ts';
import type { Session } from '#contract/session.ts';
import { callRoutes } from '../../server/calls/calls.routes.ts';
import { fieldRoutes } from '../../server/field/field.routes.ts';
import { receiptTaker } from '../../server/receipts/receipt-taker.commands.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates, type Calling } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type DoorAnswer } from '../support/doors.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);
const duty = aSession('dutyOfficer');
const haimen = aSession('countyDuty', { areaCode: code.haimen });

onBothDatabases('the doors of calling', (database) => {
  const clock = new FakeClock(noon);
  let calling: Calling;
  let routers: [ReturnType<typeof callRoutes>, ReturnType<typeof fieldRoutes>];

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    const doors = { database: database(), clock, links, doorbell: new Doorbell() };
    routers = [callRoutes(doors), fieldRoutes({ ...doors, takeReceipt: receiptTaker({ ...doors, ringing: new PriorityGate() }) })];
    calling = await calledOut(database());
  });

  async function ask<T>(user: Session, path: string): Promise<T> {
    const { status, body } = await openDoors(user, ...routers).get(path);
    expect(status).toBe(200);
    return body as T;
  }

  function refused(user: Session, path: string): Promise<DoorAnswer> {
    return openDoors(user, ...routers).get(path);
  }

  async function everyRow(user: Session, query = ''): Promise<CallRow[]> {
    const rows: CallRow[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: CallPage = await ask(user, `/api/call-outs/${calling.callOutId}/calls?limit=3${query}${next && `&cursor=${next}`}`);
      rows.push(...page.calls);
      next = page.next;
    }
    return rows;
  }

  describe('the call board', () => {
    it('says how a call-out stands, under the names that others rely on', async () => {
      const report = await ask<CallOutReport>(duty, `/api/call-outs/${calling.callOutId}`);
      expect(CallOutReport.parse(report)).toEqual(report);
      expect(report).toMatchObject({
        id: calling.callOutId,
        incidentId: calling.incident.id,
        warningId: calling.warning.id,
        level: 'red',
        state: 'running',
        openedAt: noon,
        closedAt: null,
        closeReason: null,
        answerWithinMinutes: 5,
        ...{ policyId: 'any-red', policyIsDefault: true, requestedBy: null, releasedAt: noon, overrideReason: null },
        ...{
          total: 8,
          answered: 0,
          silent: 8,
          escalated: 0,
          unroused: 0,
          unrousedHouseholds: 0,
          stale: 0,
          superseded: 0,
          needHelp: 0,
          cannot: 0,
          silentSince: noon,
        },
      });
      expect(await ask(duty, `/api/incidents/${calling.incident.id}/call-outs`)).toEqual([report]);
    });

    it('counts for a county its own people only', async () => {
      expect(await ask(haimen, `/api/call-outs/${calling.callOutId}`)).toMatchObject({ total: 2, silent: 2 });
      const tree = await ask<TreeNode[]>(haimen, `/api/call-outs/${calling.callOutId}/tree`);
      expect(tree.map(({ areaCode, total }) => [areaCode, total])).toEqual([
        [code.haimen, 2],
        [code.sanchang, 2],
      ]);
    });

    it('lists every call once, page by page, in the form that is described', async () => {
      const rows = await everyRow(duty);
      expect(rows).toHaveLength(8);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(8);
      expect(() => CallPage.parse({ calls: rows, next: null })).not.toThrow();
      expect(rows.every(({ maskedName }) => maskedName === '测**')).toBe(true);
    });

    it('lists by area, also above the villages, and by state', async () => {
      expect(await everyRow(duty, `&area=${code.yangkou}`)).toHaveLength(4);
      expect(await everyRow(duty, `&area=${code.rudong}`)).toHaveLength(6);
      expect(await everyRow(duty, '&state=answered')).toEqual([]);
    });

    it('shows a county nobody of another county', async () => {
      const rows = await everyRow(haimen);
      expect(rows.map(({ personId }) => personId).sort()).toEqual([person.sanchangDesk, person.sanchangVillageLead]);
      expect(await everyRow(haimen, `&area=${code.rudong}`)).toEqual([]);
    });

    it('gives who may answer for others a link of their own, and nobody the link of the person', async () => {
      const [row] = await everyRow(duty);
      const token = new URL(row!.fieldUrl, 'http://localhost').searchParams.get('token')!;
      expect(links.open(token, clock.now()).claim).toEqual({
        callId: row!.id,
        personId: row!.personId,
        officer: { userId: duty.userId, username: duty.username, areaCode: duty.areaCode },
      });
      for (const role of ['viewer', 'wall', 'commander'] as const) {
        expect((await everyRow(aSession(role))).every(({ fieldUrl }) => fieldUrl === '')).toBe(true);
      }
    });

    it.each([
      [`/api/call-outs/${randomUUID()}`, 404, 'call-out/unknown'],
      ['/api/call-outs/nonsense/tree', 404, 'call-out/unknown'],
      [`/api/incidents/${randomUUID()}/call-outs`, 404, 'incident/unknown'],
    ])('refuses what is not there (%s)', async (path, status, code) => {
      expect(await refused(duty, path)).toMatchObject({ status, body: { code } });
    });

    it.each(['cursor=0', "cursor=' or 1=1", 'limit=0', 'limit=1e9', 'limit=NaN', 'area=32', 'state=asleep', 'cursor=1&cursor=2'])(
      'refuses a query it cannot read (%s)',
      async (query) => {
        const answer = await refused(duty, `/api/call-outs/${calling.callOutId}/calls?${query}`);
        expect(answer).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
      },
    );
  });

  describe('the link of a call', () => {
    async function linkOf(personId: number, { sealedAt = clock.now(), holder = personId } = {}) {
      const calls = await callStates(database(), calling.callOutId);
      const callId = calls.find((call) => call.personId === personId)!.id as CallRow['id'];
      return { callId, authorization: `Bearer ${links.seal({ callId, personId: holder }, sealedAt)}` };
    }

    function say(link: { callId: string; authorization: string }, receipt: object): Promise<DoorAnswer> {
      return openDoors(link, ...routers).send('post', `/api/calls/${link.callId}/receipts`, receipt);
    }

    const heard = () => ({ receiptId: randomUUID(), kind: 'heard' });

    it('opens its message', async () => {
      const link = await linkOf(person.yangkouGuardian);
      const { status, body } = await openDoors(link, ...routers).get('/api/field/call');
      expect(status).toBe(200);
      expect((body as FieldCall).call.id).toBe(link.callId);
      expect(JSON.stringify(body)).not.toMatch(/测试/);
    });

    it('answers its call, and again with the same receipt is the same answer', async () => {
      const link = await linkOf(person.yangkouDesk);
      const receipt = heard();
      const [first, again] = [await say(link, receipt), await say(link, receipt)];
      expect(first).toMatchObject({ status: 200, body: { id: link.callId, state: 'answered', progress: 'heard' } });
      expect(again.body).toEqual(first.body);
    });

    it('does not answer another call', async () => {
      const { authorization } = await linkOf(person.yangkouDesk);
      const { callId } = await linkOf(person.sanchangDesk);
      expect(await say({ authorization, callId }, heard())).toMatchObject({ status: 403, body: { code: 'call/not-yours' } });
    });

    it('is good for nothing in the hands of one who was never reached for the call', async () => {
      const link = await linkOf(person.yangkouHead, { holder: person.sanchangDesk });
      expect(await say(link, heard())).toMatchObject({ status: 403, body: { code: 'call/not-yours' } });
      const { body } = await openDoors(link, ...routers).get('/api/field/call');
      expect(body).toMatchObject({ code: 'call/not-yours' });
    });

    it('expires', async () => {
      const link = await linkOf(person.yangkouHead, { sealedAt: new Date('2026-07-19T03:59:59Z') });
      expect(await say(link, heard())).toMatchObject({ status: 401, body: { code: 'token/expired' } });
    });

    it.each(['Bearer x', 'Bearer a.b.c', 'Bearer'])('cannot be made up (%s)', async (authorization) => {
      const { callId } = await linkOf(person.yangkouHead);
      const code = authorization === 'Bearer' ? 'session/required' : 'token/invalid';
      expect(await say({ callId, authorization }, heard())).toMatchObject({ status: 401, body: { code } });
    });

    it.each([
      ['no id', { kind: 'heard' }],
      ['an id that is none', { receiptId: '1', kind: 'heard' }],
      ['an unknown kind', { ...heard(), kind: 'delivered' }],
      ['a note without end', { ...heard(), note: '水'.repeat(501) }],
      ['counts below zero', { ...heard(), counts: { moved: -1 } }],
      ['counts of what is not counted', { ...heard(), counts: { cows: 3 } }],
    ])('takes no receipt with %s', async (_what, receipt) => {
      expect(await say(await linkOf(person.yangkouHead), receipt)).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    });
  });

  describe('an officer at the desk', () => {
    async function answerFor(user: Session, personId: number): Promise<DoorAnswer> {
      const calls = await callStates(database(), calling.callOutId);
      const { id } = calls.find((call) => call.personId === personId)!;
      return openDoors(user, ...routers).send('post', `/api/calls/${id}/receipts`, { receiptId: randomUUID(), kind: 'heard' });
    }

    it('answers by hand for people of the own county', async () => {
      const officer = await aUser(database(), 'countyDuty', code.rudong);
      expect(await answerFor(officer, person.fengliDesk)).toMatchObject({ status: 200, body: { state: 'answered' } });
    });

    it('cannot answer for people of another, who are not there', async () => {
      expect(await answerFor(haimen, person.yangkouHead)).toMatchObject({ status: 404, body: { code: 'call/unknown' } });
    });

    it('needs the right to', async () => {
      expect(await answerFor(aSession('viewer'), person.yangkouHead)).toMatchObject({ status: 403, body: { code: 'session/not-allowed' } });
    });
  });
});
