import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallId, CallOutId } from '#contract/calls.ts';
import { FieldPage, type LinkClaim } from '#contract/field.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Order } from '#contract/orders.ts';
import type { Session } from '#contract/session.ts';
import { claimDeliveries, noteOutcomes } from '../../server/channels/deliveries.commands.ts';
import { takeReplies } from '../../server/channels/replies.commands.ts';
import { receiptTaker } from '../../server/receipts/receipt-taker.commands.ts';
import { fieldRoutes } from '../../server/field/field.routes.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Tx } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { proveLog } from '../../server/kernel/log/log-proof.ts';
import { ledgerEntries } from '../../server/ledger/ledger.store.ts';
import { afterCursor } from '../../server/ledger/ledger.rules.ts';
import { orderRoutes } from '../../server/orders/orders.routes.ts';
import { stopCallOut } from '../../server/endings/stop.commands.ts';
import { releaseCallOut } from '../../server/releases/release.commands.ts';
import { resumeCallOut } from '../../server/releases/resume.commands.ts';
import { paperNotice } from '../../server/sheets/paper.store.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { noon } from '../support/builders.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { links, withGateways } from '../support/deliveries.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser, released } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const after = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000);
const numberOf = (personId: number) => `+86100${String(personId).padStart(8, '0')}`;
const personal = { ...wholeServer, personal: true };
const doorbell = new Doorbell();
const text = '立即封闭沿江道路，转移低洼处人员。';

onBothDatabases('an order', (database) => {
  const clock = new FakeClock(noon);
  let duty: Session;
  let rudong: Session;
  let incident: Incident;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    rudong = await aUser(database(), 'countyDuty', code.rudong);
  });
  beforeEach(async () => {
    await withGateways(database(), 'sms');
    await database().asOwner((tx) => tx.query(`update attempt set state = 'withdrawn' where channel = 'sms'`));
    incident = await openedIncident(database());
  });

  const post = (about: object = {}, who = duty) =>
    openDoors(who, orderRoutes(database(), clock, doorbell)).send('post', '/api/orders', {
      ...{ incident: incident.id, text, areas: [code.yangkou], dueAt: after(120).toISOString() },
      ...about,
    });
  const given = async (about: object = {}, who = duty) => {
    const { status, body } = await post(about, who);
    expect(status).toBe(201);
    return body as { id: string; callOutId: CallOutId };
  };
  const orders = async (who = duty) =>
    (await openDoors(who, orderRoutes(database(), clock, doorbell)).get(`/api/incidents/${incident.id}/orders`)).body as Order[];
  const calledBy = async (callOutId: CallOutId) => (await callStates(database(), callOutId)).map(({ personId }) => personId);
  const callOf = async (callOutId: CallOutId, personId: number) =>
    (await callStates(database(), callOutId)).find((call) => call.personId === personId)!.id as CallId;
  const page = (claim: LinkClaim) => {
    const parts = { database: database(), clock, doorbell, links };
    const taking = receiptTaker({ ...parts, ringing: new PriorityGate() });
    return openDoors({ authorization: `Bearer ${links.seal(claim, clock.now())}` }, fieldRoutes({ ...parts, takeReceipt: taking }));
  };
  const answer = async (callOutId: CallOutId, personId: number, said: object) => {
    const callId = await callOf(callOutId, personId);
    const doors = page({ callId, personId });
    return doors.send('post', `/api/calls/${callId}/receipts`, { receiptId: crypto.randomUUID(), ...said });
  };
  const facts = async () =>
    (await database().transaction(wholeServer, (tx) => factsAfter(tx, { incidentId: incident.id, since: incident.seq, limit: 500 }))).facts;

  it('calls whoever is responsible in its areas, by the same engine and with no level', async () => {
    const { id, callOutId } = await given();
    expect(await calledBy(callOutId)).toEqual([person.yangkouDesk, person.yangkouHead, person.yangkouVillageLead]);
    const put = (await facts()).find((fact) => fact.kind === 'callOut.put');
    expect(put).toMatchObject({
      callOut: { id: callOutId, noticeId: id, noticeKind: 'order', warningId: null, level: null, state: 'running' },
    });
    expect((await proveLog(database(), incident.id)).ok).toBe(true);
  });

  it('tells the log its number, where and until when, and not a word of what it says', async () => {
    const { id, callOutId } = await given();
    const told = await facts();
    expect(told.find((fact) => fact.kind === 'order.put')).toMatchObject({
      order: { id, number: 1, areas: [code.yangkou], dueAt: after(120).toISOString(), callOutId, givenBy: duty.userId },
    });
    expect(JSON.stringify(told)).not.toContain('沿江');
    await given({ areas: [code.fengli] });
    expect((await orders()).map(({ number, text: said, by }) => [number, said, by])).toMatchObject([
      [2, text, duty.username],
      [1, text, duty.username],
    ]);
  });

  it('calls those who hold the posts that it names, and nobody else', async () => {
    const posts = await database().asOwner((tx) =>
      tx.query<{ id: number }>(`select id from post where person_id = any($1::bigint[]) order by id`, [
        [person.fengliDesk, person.rudongLead],
      ]),
    );
    const { callOutId } = await given({ areas: undefined, posts: posts.map(({ id }) => id) });
    expect(await calledBy(callOutId)).toEqual([person.rudongLead, person.fengliDesk]);
  });

  it('is given once under its id, and another one under the same id is refused', async () => {
    const id = crypto.randomUUID();
    const first = await given({ id });
    expect(await post({ id })).toMatchObject({ status: 200, body: first });
    expect(await post({ id, text: '别的' })).toMatchObject({ status: 409, body: { code: 'order/conflict' } });
    expect(await orders()).toHaveLength(1);
  });

  it.each([
    ['without words', { text: '  ' }, 'request/invalid', 400],
    ['without a place', { areas: undefined }, 'request/invalid', 400],
    ['with areas and posts', { posts: [1] }, 'request/invalid', 400],
    ['until no time', { dueAt: 'tomorrow' }, 'request/invalid', 400],
    ['until a time that has passed', { dueAt: noon }, 'order/past-due', 400],
    ['for an area that is none', { areas: ['320699000000'] }, 'area/unknown', 404],
    ['for posts that are none', { areas: undefined, posts: [987_654] }, 'post/unknown', 404],
    ['for nobody', { areas: ['320623108200'] }, 'order/nobody', 409],
    ['in an incident that is none', { incident: crypto.randomUUID() }, 'incident/unknown', 404],
  ])('%s is answered by name', async (_what, about, ...refused) => {
    const { status: is, body } = await post(about);
    expect([(body as { code?: string }).code, is]).toEqual(refused);
  });

  it('is a county’s to give in the county alone, and for who has the right', async () => {
    await given({}, rudong);
    expect(await post({ areas: [code.haimen] }, rudong)).toMatchObject({ status: 403, body: { code: 'area/outside' } });
    const viewer = await aUser(database(), 'viewer');
    expect(await post({}, viewer)).toMatchObject({ status: 403, body: { code: 'session/not-allowed' } });
  });

  describe('is answered', () => {
    it('on the page in its own words: accepted, under way, done with counts, declined', async () => {
      const { callOutId } = await given();
      const callId = await callOf(callOutId, person.yangkouDesk);
      const { calls } = FieldPage.parse((await page({ callId, personId: person.yangkouDesk }).get('/api/field')).body);
      expect(calls[0]).toMatchObject({
        ...{ noticeKind: 'order', level: null, answers: ['accepted', 'underWay', 'done', 'declined', 'needHelp'] },
        words: {
          zh: { headline: '指令1号：请于7月26日14:00前完成', instruction: text },
          en: { headline: 'Order 1, to be done by 14:00 on 26 Jul' },
        },
      });
      for (const kind of ['accepted', 'underWay']) expect((await answer(callOutId, person.yangkouDesk, { kind })).status).toBe(200);
      await answer(callOutId, person.yangkouHead, { kind: 'done', counts: { moved: 12 } });
      await answer(callOutId, person.yangkouVillageLead, { kind: 'declined', note: '道路中断' });
      expect(await orders()).toMatchObject([
        { called: 3, accepted: 0, underWay: 1, done: 1, declined: 1, silent: 0, counts: { moved: 12 } },
      ]);
      expect(await orders(rudong)).toMatchObject([{ called: 3, done: 1 }]);
    });

    it('by a short message that says how, with the digits that every message has', async () => {
      const { callOutId } = await given();
      const maker = { links, publicUrl: null };
      const claimed = await database().transaction(personal, (tx) => claimDeliveries(tx, after(0), { channel: 'sms', maker }));
      expect(claimed.dispatches.map(({ message }) => message.text.zh)).toContainEqual(
        `指令1号：请于7月26日14:00前完成 ${text} 请回复：1接受 3进行中 4完成 0无法执行 9求助`,
      );
      const outcomes = claimed.dispatches.map((dispatch) => ({ dispatch, sent: { kind: 'accepted', providerId: null } as const }));
      await database().transaction(wholeServer, (tx) =>
        noteOutcomes(tx, after(0), { gateway: { id: 'sms', isIdempotent: false }, outcomes }),
      );
      const replies = [
        [person.yangkouDesk, '接受'],
        [person.yangkouHead, '3 进行中'],
        [person.yangkouVillageLead, '0'],
      ] as const;
      const taken = await database().transaction(personal, (tx) =>
        takeReplies(
          tx,
          { now: after(2), doorbell },
          replies.map(([from, said]) => ({
            said: { messageId: crypto.randomUUID(), from: numberOf(from), text: said, at: after(1) },
            signature: null,
          })),
        ),
      );
      expect(taken).toMatchObject([{ kind: 'heard' }, { kind: 'acting' }, { kind: 'cannot' }]);
      expect(await orders()).toMatchObject([{ accepted: 1, underWay: 1, declined: 1, silent: 0 }]);
      expect(await callStates(database(), callOutId)).toMatchObject(Array(3).fill({ state: 'answered' }));
    });
  });

  it('climbs while it is silent: again, then the deputy, then the superior, and to no door', async () => {
    const { callOutId } = await given();
    for (let minute = 1; minute <= 45; minute += 1) await escalateDue(database(), { now: after(minute), doorbell });
    const reached = (await attemptStates(database(), callOutId)).map(({ reach }) => reach);
    expect(new Set(reached)).toEqual(new Set(['self', 'deputy', 'superior']));
    expect(await callStates(database(), callOutId)).toMatchObject(Array(3).fill({ state: 'unroused' }));
    expect(
      await database().asOwner((tx) =>
        tx.query(`select from door_check d join call c on c.id = d.call_id where c.call_out_id = $1`, [callOutId]),
      ),
    ).toEqual([]);
  });

  it('stands in its own words on paper and in the ledger, and as no warning', async () => {
    const { id, callOutId } = await given();
    await answer(callOutId, person.yangkouDesk, { kind: 'accepted' });
    const paper = await database().transaction(wholeServer, (tx) => paperNotice(tx, callOutId));
    expect(paper).toMatchObject({
      kind: 'order',
      level: null,
      subject: '1',
      answers: ['accepted', 'underWay', 'done', 'declined', 'needHelp'],
    });
    expect(paper!.words.zh.instruction).toBe(text);
    const entries = await database().transaction(wholeServer, (tx) =>
      ledgerEntries(tx, { callOut: callOutId }, { after: afterCursor(undefined), limit: 50 }),
    );
    expect(entries.length).toBeGreaterThan(3);
    for (const entry of entries) {
      expect(entry).toMatchObject({ noticeId: id, noticeKind: 'order', warningId: null, level: null, event: '指令', identifier: '1' });
    }
  });

  it('waits for a second person, is stopped and goes on as every call-out does', async () => {
    const { callOutId } = await given();
    await database().asOwner(async (tx) => {
      await tx.query(`update call_out set state = 'awaitingRelease', released_at = null where id = $1`, [callOutId]);
      await tx.query(`update call set due_at = null where call_out_id = $1`, [callOutId]);
    });
    const state = async () =>
      (await database().asOwner((tx) => tx.one<{ state: string }>(`select state from call_out where id = $1`, [callOutId])))!.state;
    const ctx = { now: after(1), doorbell };
    const inOne = <T>(work: (tx: Tx) => Promise<T>) => database().transaction(wholeServer, work);
    await expect(inOne((tx) => releaseCallOut(tx, ctx, { id: callOutId, release: {}, session: duty }))).rejects.toThrow(
      'call-out/same-person',
    );
    await released(database(), ctx, callOutId);
    expect(await state()).toBe('running');
    await inOne((tx) => stopCallOut(tx, ctx, { id: callOutId, order: { reason: '误发', allClear: false }, by: { session: duty } }));
    expect(await state()).toBe('closed');
    expect((await callStates(database(), callOutId)).every(({ dueAt }) => dueAt === null)).toBe(true);
    await inOne((tx) => resumeCallOut(tx, { ...ctx, now: after(2) }, { id: callOutId, session: duty }));
    expect(await state()).toBe('running');
  });

  it('of a drill stays in the drill: it says so, and nothing leaves for a gateway', async () => {
    incident = await openedIncident(database(), { mode: 'exercise', startAt: noon });
    const { callOutId } = await given();
    expect(new Set((await attemptStates(database(), callOutId)).map(({ channel }) => channel))).toEqual(new Set(['inApp', 'exercise']));
    const claimed = await database().transaction(personal, (tx) =>
      claimDeliveries(tx, after(1), { channel: 'sms', maker: { links, publicUrl: null } }),
    );
    expect(claimed.dispatches).toEqual([]);
    const actual = await database().asOwner((tx) =>
      tx.query(
        `select from incident_order g join incident i on i.id = g.incident_id where g.id = (select notice_id from call_out where id = $1) and i.mode = 'actual'`,
        [callOutId],
      ),
    );
    expect(actual).toEqual([]);
  });
});
