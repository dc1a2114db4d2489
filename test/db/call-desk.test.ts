import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CallDetails, Unroused, type CallActionResult } from '#contract/call-details.ts';
import type { CallPage, CallRow, TreeNode } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import type { CallPolicy } from '#contract/policies.ts';
import type { Session } from '#contract/session.ts';
import { callDeskRoutes } from '../../server/calls/call-desk.routes.ts';
import { callRoutes } from '../../server/calls/calls.routes.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { takeReceipts, type Submission } from '../../server/receipts/receipts.commands.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { aSession, aStep, noon } from '../support/builders.ts';
import { attemptStates, calledOut, callStates, type Calling, type CallState } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type DoorAnswer } from '../support/doors.ts';
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

onBothDatabases('the desk of calling', (database) => {
  const clock = new FakeClock(noon);
  let duty: Session;
  let haimen: Session;
  let routers: ReturnType<typeof callDeskRoutes>[];
  let calling: Calling;
  let calls: CallState[];

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    haimen = await aUser(database(), 'countyDuty', code.haimen);
    const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);
    const doors = { database: database(), clock, links, doorbell };
    routers = [callDeskRoutes(doors), callRoutes(doors)];
  });
  beforeEach(async () => {
    await database().asOwner((tx) => tx.query(`update call set due_at = null, remind_at = null`));
    calling = await calledOut(database(), { policy: brisk, level: 'orange' });
    calls = await callStates(database(), calling.callOutId);
  });

  const idOf = (personId: number) => calls.find((call) => call.personId === personId)!.id;
  const tick = (seconds: number) => escalateDue(database(), { now: at(seconds), doorbell });

  async function ask<T>(path: string, user: Session = duty): Promise<T> {
    const { status, body } = await openDoors(user, ...routers).get(path);
    expect(status).toBe(200);
    return body as T;
  }

  const get = (path: string, user: Session = duty): Promise<DoorAnswer> => openDoors(user, ...routers).get(path);
  const act = (body: object, user: Session = duty): Promise<DoorAnswer> =>
    openDoors(user, ...routers).send('post', '/api/calls/actions', body);

  async function done(body: object, user: Session = duty): Promise<CallActionResult> {
    const answer = await act(body, user);
    expect(answer.status).toBe(200);
    return answer.body as CallActionResult;
  }

  async function answered(personId: number, receipt: Partial<Submission['receipt']> = {}) {
    const submission = { callId: idOf(personId), receipt: { receiptId: randomUUID(), kind: 'heard', ...receipt }, by: { personId } };
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, { now: at(1), doorbell }, [submission as Submission]));
  }

  const rungs = async () => {
    const now = await callStates(database(), calling.callOutId);
    return Object.fromEntries(now.map((call) => [call.personId, `${call.state} ${call.rung}`]));
  };

  describe('the card of a call', () => {
    it('tells everything that was tried and said', async () => {
      await tick(60);
      await tick(120);
      await answered(person.yangkouVillageLead, { kind: 'acting', note: '已到', position: { lng: 121, lat: 32 }, counts: { moved: 3 } });
      await done({ action: 'note', callIds: [idOf(person.yangkouVillageLead)], text: '村委会电话占线' });
      const card = await ask<CallDetails>(`/api/calls/${idOf(person.yangkouVillageLead)}`);
      expect(() => CallDetails.parse(card)).not.toThrow();
      expect(card).toMatchObject({ state: 'answered', rung: 2, dueAt: null, maskedName: '测**', areaNameZh: '浒路村', doorCheck: null });
      expect(card.attempts.map(({ channel, rung, reach, outcome }) => [channel, rung, reach, outcome])).toEqual([
        ['inApp', 0, 'self', 'withdrawn'],
        ['inApp', 1, 'self', 'withdrawn'],
        ['inApp', 2, 'superior', 'withdrawn'],
      ]);
      expect(card.receipts).toMatchObject([
        {
          kind: 'acting',
          via: 'inApp',
          answeredBy: 'self',
          by: '测**',
          note: '已到',
          counts: { moved: 3 },
          position: { lng: 121, lat: 32 },
        },
      ]);
      expect(card.escalatedTo).toMatchObject([
        { reach: 'superior', personId: person.yangkouDesk, maskedName: '测**', postKind: 'townshipDutyDesk', areaCode: code.yangkou },
      ]);
      expect(card.notes).toMatchObject([{ userId: duty.userId, by: duty.username, text: '村委会电话占线' }]);
    });

    it('keeps words and positions from those who neither answer for others nor read the ledger', async () => {
      await answered(person.yangkouDesk, { note: '请派车', position: { lng: 121, lat: 32 } });
      await done({ action: 'note', callIds: [idOf(person.yangkouDesk)], text: '私人电话' });
      for (const role of ['viewer', 'wall'] as const) {
        const card = await ask<CallDetails>(`/api/calls/${idOf(person.yangkouDesk)}`, aSession(role));
        expect(card.receipts).toMatchObject([{ kind: 'heard', note: null, position: null }]);
        expect(card.notes).toEqual([]);
      }
    });

    it('is not there for another county, and names nobody of another county', async () => {
      expect(await get(`/api/calls/${idOf(person.yangkouDesk)}`, haimen)).toMatchObject({ status: 404, body: { code: 'call/unknown' } });
      await done({ action: 'reassign', callIds: [idOf(person.sanchangDesk)], personId: person.yangkouDesk });
      const card = await ask<CallDetails>(`/api/calls/${idOf(person.sanchangDesk)}`, haimen);
      expect(card.escalatedTo).toMatchObject([{ reach: 'assignee', maskedName: '', postKind: null, areaCode: null }]);
    });

    it.each(['nonsense', randomUUID()])('of %s is not there', async (id) => {
      expect(await get(`/api/calls/${id}`)).toMatchObject({ status: 404, body: { code: 'call/unknown' } });
    });
  });

  describe('the unroused list', () => {
    it('holds whose ladder is spent, and who was sent to the door', async () => {
      expect(await ask(`/api/call-outs/${calling.callOutId}/unroused`)).toEqual([]);
      await answered(person.fengliDesk);
      for (const seconds of [60, 120, 180, 181]) await tick(seconds);
      const list = await ask<Unroused[]>(`/api/call-outs/${calling.callOutId}/unroused`);
      expect(() => z.array(Unroused).parse(list)).not.toThrow();
      expect(list.map(({ personId }) => personId)).not.toContain(person.fengliDesk);
      expect(list).toHaveLength(7);
      expect(list.every(({ state, doorCheck }) => state === 'unroused' && doorCheck?.state === 'open')).toBe(true);
      expect(await ask<Unroused[]>(`/api/call-outs/${calling.callOutId}/unroused`, haimen)).toHaveLength(2);
    });

    it('of a call-out that there is not is refused', async () => {
      expect(await get(`/api/call-outs/${randomUUID()}/unroused`)).toMatchObject({ status: 404, body: { code: 'call-out/unknown' } });
    });
  });

  describe('an action', () => {
    it('calls again beside the ladder, over and over, and leaves who has answered', async () => {
      await answered(person.fengliDesk);
      const callIds = [idOf(person.yangkouDesk), idOf(person.fengliDesk), randomUUID()];
      expect(await done({ action: 'callAgain', callIds })).toMatchObject({ done: 1, left: 2 });
      expect(await done({ action: 'callAgain', callIds })).toMatchObject({ done: 1, left: 2 });
      const attempts = (await attemptStates(database(), calling.callOutId)).filter(({ callId }) => callId === idOf(person.yangkouDesk));
      expect(attempts.map(({ rung, reach }) => `${rung} ${reach}`)).toEqual(['0 self', '0 self', '0 self']);
      expect((await rungs())[person.yangkouDesk]).toBe('silent 0');
    });

    it('escalates now: those calls alone, one step, with its full time', async () => {
      clock.set(at(10).toISOString());
      expect(await done({ action: 'escalateNow', callIds: [idOf(person.yangkouDesk)] })).toMatchObject({ done: 1, left: 0 });
      clock.set(noon);
      const states = await rungs();
      expect(states[person.yangkouDesk]).toBe('silent 1');
      expect(states[person.yangkouHead]).toBe('silent 0');
      expect((await callStates(database(), calling.callOutId)).find(({ personId }) => personId === person.yangkouDesk)).toMatchObject({
        dueAt: at(70),
      });
    });

    it('has nowhere to escalate an unroused call to', async () => {
      for (const seconds of [60, 120, 180, 181]) await tick(seconds);
      expect(await done({ action: 'escalateNow', callIds: [idOf(person.yangkouDesk)] })).toMatchObject({ done: 0, left: 1 });
    });

    it('hands a call to somebody, who may then answer for it, and writes that down', async () => {
      await done({ action: 'reassign', callIds: [idOf(person.yangkouDesk)], personId: person.rudongLead });
      const submission = {
        callId: idOf(person.yangkouDesk),
        receipt: { receiptId: randomUUID(), kind: 'heard' },
        by: { personId: person.rudongLead },
      } as Submission;
      const [call] = await database().transaction(wholeServer, (tx) => takeReceipts(tx, { now: at(5), doorbell }, [submission]));
      expect(call).toMatchObject({ state: 'answered', answeredBy: 'assignee' });
      const audit = await database().asOwner((tx) => tx.query(`select action, subject from audit where action = 'call.reassigned'`));
      expect(audit).toContainEqual({ action: 'call.reassigned', subject: `1 calls to person ${person.rudongLead}` });
    });

    it('hands nothing to a person whom the officer does not know', async () => {
      for (const personId of [person.yangkouDesk, 999_999]) {
        const answer = await act({ action: 'reassign', callIds: [idOf(person.sanchangDesk)], personId }, haimen);
        expect(answer).toMatchObject({ status: 404, body: { code: 'person/unknown' } });
      }
    });

    it('touches nobody of another county', async () => {
      const callIds = calls.map(({ id }) => id);
      expect(await done({ action: 'callAgain', callIds }, haimen)).toMatchObject({ done: 2, left: 6 });
      expect(await done({ action: 'note', callIds, text: '…' }, haimen)).toMatchObject({ done: 2, left: 6 });
      expect(await done({ action: 'escalateNow', callIds }, haimen)).toMatchObject({ done: 2, left: 6 });
    });

    it('is told to every screen, once for each township', async () => {
      const before = calling.facts.at(-1) as unknown as { seq: number };
      await done({ action: 'escalateNow', callIds: [idOf(person.yangkouDesk), idOf(person.yangkouHead), idOf(person.fengliDesk)] });
      const { facts } = await database().transaction(wholeServer, (tx) =>
        factsAfter(tx, { incidentId: calling.incident.id, since: before.seq, limit: 50 }),
      );
      expect(facts.map((fact) => (fact.kind === 'calls.put' ? [fact.tallyCode, fact.calls.length] : fact.kind))).toEqual([
        [code.yangkou, 2],
        [code.fengli, 1],
      ]);
    });

    it.each([
      { action: 'callAgain', callIds: [] },
      { action: 'callAgain', callIds: ["' or 1=1"] },
      { action: 'wakeUp', callIds: [randomUUID()] },
      { action: 'note', callIds: [randomUUID()], text: '   ' },
      { action: 'note', callIds: [randomUUID()], text: 'x'.repeat(501) },
      { action: 'reassign', callIds: [randomUUID()], personId: -1 },
      { action: 'callAgain', callIds: Array.from({ length: 2_001 }, () => randomUUID()) },
    ])('that cannot be read is refused (%#)', async (body) => {
      expect(await act(body)).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    });

    it('is for those who may answer for others', async () => {
      for (const role of ['viewer', 'wall', 'commander', 'auditor'] as const) {
        const answer = await openDoors(aSession(role), ...routers).send('post', '/api/calls/actions', {
          action: 'callAgain',
          callIds: [randomUUID()],
        });
        expect(answer.status).toBe(403);
      }
    });
  });

  describe('the lists', () => {
    async function listed(query: string): Promise<CallRow[]> {
      const rows: CallRow[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: CallPage = await ask(`/api/call-outs/${calling.callOutId}/calls?limit=3&${query}${next && `&cursor=${next}`}`);
        rows.push(...page.calls);
        next = page.next;
      }
      return rows;
    }

    it('put who is silent first, page by page, each once', async () => {
      await answered(person.fengliDesk);
      await done({ action: 'escalateNow', callIds: [idOf(person.yangkouDesk)] });
      await done({ action: 'escalateNow', callIds: [idOf(person.yangkouDesk)] });
      const rows = await listed('sort=silence');
      expect(new Set(rows.map(({ id }) => id)).size).toBe(8);
      expect(rows[0]).toMatchObject({ personId: person.yangkouDesk, state: 'escalated' });
      expect(rows.at(-1)).toMatchObject({ personId: person.fengliDesk, state: 'answered' });
    });

    it('are cut by post, level and channel', async () => {
      expect((await listed('postKind=villageLead')).map(({ personId }) => personId).sort()).toEqual([
        person.yangkouVillageLead,
        person.sanchangVillageLead,
      ]);
      expect((await listed('level=household')).map(({ personId }) => personId)).toEqual([person.yangkouGuardian]);
      expect(await listed('channel=inApp')).toHaveLength(8);
      expect(await listed('channel=sms')).toEqual([]);
    });

    it('refuse a cursor of the other order', async () => {
      const { next } = await ask<CallPage>(`/api/call-outs/${calling.callOutId}/calls?limit=3`);
      expect(await get(`/api/call-outs/${calling.callOutId}/calls?sort=silence&cursor=${next!}`)).toMatchObject({ status: 400 });
    });

    it('show the villages of a township, and the township’s own people under its own code', async () => {
      const tree = await ask<TreeNode[]>(`/api/call-outs/${calling.callOutId}/tree?under=${code.yangkou}`);
      expect(tree.map(({ areaCode, parentCode, level, total }) => [areaCode, parentCode, level, total])).toEqual([
        [code.yangkou, code.rudong, 'township', 2],
        ['320623101200', code.yangkou, 'village', 2],
      ]);
      expect(await ask(`/api/call-outs/${calling.callOutId}/tree?under=${code.yangkou}`, haimen)).toEqual([]);
    });
  });
});
