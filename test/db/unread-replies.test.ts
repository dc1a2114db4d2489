import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Fact } from '#contract/facts.ts';
import type { Replies } from '#contract/replies.ts';
import { claimDeliveries, noteOutcomes } from '../../server/channels/deliveries.commands.ts';
import { takeReplies } from '../../server/channels/replies.commands.ts';
import { tellUnread } from '../../server/channels/reply-counts.job.ts';
import { replyDeskRoutes } from '../../server/channels/reply-desk.routes.ts';
import { takeReports } from '../../server/channels/reports.commands.ts';
import type { IncomingReply } from '../../server/kernel/channels/channel.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates, type Calling } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { links, policyOver, withGateways } from '../support/deliveries.ts';
import { openDoors } from '../support/doors.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const personal = { ...wholeServer, personal: true };
const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
const numberOf = (personId: number) => `100${String(personId).padStart(8, '0')}`;
const ctx = { now: after(61), doorbell: new Doorbell() };

onBothDatabases('what nothing here could read', (database) => {
  let calling: Calling;
  let userId: number;
  const sql = (text: string, values?: unknown[]) => database().asOwner((tx) => tx.query(text, values));
  const doors = (about: Parameters<typeof aSession>[1] = {}) =>
    openDoors(
      aSession('dutyOfficer', { userId, ...about }),
      replyDeskRoutes({ database: database(), clock: new FakeClock(after(70)), doorbell: ctx.doorbell }),
    );
  const unread = async (about: Parameters<typeof aSession>[1] = {}) =>
    (await doors(about).get('/api/replies?state=unread')).body as Replies;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    ({ userId } = await aUser(database(), 'dutyOfficer'));
  });
  beforeEach(async () => {
    await withGateways(database(), 'sms', 'voice');
    await sql(`update attempt set state = 'withdrawn' where channel in ('sms', 'voice')`);
    await sql(`delete from inbound_message`);
    calling = await calledOut(database(), { level: 'blue', areas: [code.rudong], policy: policyOver('sms') });
    const claimed = await database().transaction(personal, (tx) =>
      claimDeliveries(tx, after(0), { channel: 'sms', maker: { links, publicUrl: null } }),
    );
    const outcomes = claimed.dispatches.map((dispatch) => ({ dispatch, sent: { kind: 'accepted', providerId: null } as const }));
    await database().transaction(wholeServer, (tx) =>
      noteOutcomes(tx, after(0), { gateway: { id: 'sms', isIdempotent: false }, outcomes }),
    );
  });

  const comes = (about: Partial<IncomingReply>) =>
    database().transaction(personal, (tx) => {
      const said = {
        messageId: crypto.randomUUID(),
        from: numberOf(person.yangkouDesk),
        text: '路上积水，人到不齐？',
        at: after(60),
        ...about,
      };
      return takeReplies(tx, ctx, [{ said, signature: null }]);
    });
  const callOf = async (personId: number) => (await callStates(database(), calling.callOutId)).find((call) => call.personId === personId)!;

  it('waits at the desk with its words, its sender masked, and the calls that it may answer', async () => {
    await comes({});
    const { id } = await callOf(person.yangkouDesk);
    expect(await unread()).toMatchObject({
      total: 1,
      replies: [
        {
          ...{
            channel: 'sms',
            sender: '100****0100',
            text: '路上积水，人到不齐？',
            state: 'unread',
            callId: id,
            personId: person.yangkouDesk,
          },
          calls: [{ id, personId: person.yangkouDesk, state: 'silent' }],
        },
      ],
    });
  });

  it('from a number of nobody belongs to the city, and no county sees it', async () => {
    await comes({ from: '19900000000', text: '1' });
    expect(await unread()).toMatchObject({ total: 1, replies: [{ personId: null, callId: null, areaCode: null, calls: [] }] });
    expect(await unread({ areaCode: code.rudong })).toEqual({ total: 0, replies: [] });
  });

  it('of one county is nothing of another’s', async () => {
    await comes({});
    const { replies } = await unread({ areaCode: code.rudong });
    expect([replies.length, (await unread({ areaCode: code.haimen })).total]).toEqual([1, 0]);
    const foreign = doors({ areaCode: code.haimen });
    for (const path of [`/api/replies/${replies[0]!.id}`, `/api/replies/${replies[0]!.id}/reveal`]) {
      const body = path.endsWith('reveal') ? { purpose: 'who is this' } : { action: 'passOver', reason: 'not mine' };
      expect((await foreign.send('post', path, body)).body).toEqual({ code: 'reply/unknown' });
    }
  });

  it('is taken as an answer, once, as a receipt of the desk with its words', async () => {
    await comes({});
    const [reply] = (await unread()).replies;
    const take = { action: 'take', callId: reply!.callId, kind: 'onPost' };
    expect(await doors().send('post', `/api/replies/${reply!.id}`, take)).toMatchObject({ status: 200, body: { state: 'taken' } });
    expect((await doors().send('post', `/api/replies/${reply!.id}`, take)).body).toEqual({ code: 'reply/settled' });
    expect(await callOf(person.yangkouDesk)).toMatchObject({ state: 'answered' });
    expect(await sql(`select kind, via, answered_by, user_id, note from receipt where call_id = $1`, [reply!.callId])).toEqual([
      { kind: 'onPost', via: 'desk', answered_by: 'desk', user_id: userId, note: '路上积水，人到不齐？' },
    ]);
    expect((await unread()).total).toBe(0);
    expect(await sql(`select action, subject from audit where action = 'reply.taken'`)).toEqual([
      { action: 'reply.taken', subject: `reply ${reply!.id}: call ${String(reply!.callId)}, onPost` },
    ]);
  });

  it('answers no call of another area, and stays unread', async () => {
    await comes({});
    const [reply] = (await unread({ areaCode: code.rudong })).replies;
    const elsewhere = { action: 'take', callId: crypto.randomUUID(), kind: 'heard' };
    expect((await doors().send('post', `/api/replies/${reply!.id}`, elsewhere)).body).toEqual({ code: 'call/unknown' });
    expect((await unread()).total).toBe(1);
  });

  it('is passed over with a reason, and its number is shown for a purpose: both are written down', async () => {
    await comes({});
    const [reply] = (await unread()).replies;
    const revealed = await doors().send('post', `/api/replies/${reply!.id}/reveal`, { purpose: 'call the sender back' });
    expect(revealed).toMatchObject({ status: 200, body: { id: reply!.id, address: numberOf(person.yangkouDesk) } });
    expect((await doors().send('post', `/api/replies/${reply!.id}`, { action: 'passOver', reason: ' ' })).status).toBe(400);
    await doors().send('post', `/api/replies/${reply!.id}`, { action: 'passOver', reason: 'advertising' });
    expect((await callOf(person.yangkouDesk)).state).toBe('silent');
    expect(await sql(`select action, purpose from audit where subject = $1 order by id`, [`reply ${reply!.id}`])).toEqual([
      { action: 'reply.revealed', purpose: 'call the sender back' },
      { action: 'reply.passedOver', purpose: 'advertising' },
    ]);
  });

  it('is a key that matches nothing as well, whatever else was understood', async () => {
    const [attempt] = await sql(
      `update attempt set channel = 'voice', tries = 1 where id = (select min(id) from attempt where channel = 'sms' and state = 'sent') returning id::int`,
    );
    const said = { attemptId: Number(attempt!.id), outcome: 'answered', heardSeconds: 60, digits: '5', at: after(60) } as const;
    for (const _ of [1, 2]) await database().transaction(wholeServer, (tx) => takeReports(tx, ctx, [{ said, signature: null }]));
    expect(await unread()).toMatchObject({ total: 1, replies: [{ channel: 'voice', sender: null, text: '5' }] });
  });

  it('is told to the desks as a number, without polling and without a word of it', async () => {
    const told = async () => {
      await tellUnread(database(), ctx);
      const { facts } = await database().transaction(wholeServer, (tx) =>
        factsAfter(tx, { incidentId: calling.incident.id, since: 0, limit: 1_000 }),
      );
      return facts.filter((fact): fact is Extract<Fact, { kind: 'replies.put' }> => fact.kind === 'replies.put');
    };
    const before = (await told()).length;
    await comes({});
    await comes({ from: '19900000000', text: '你好' });
    const facts = (await told()).slice(before);
    expect(facts.map(({ areaCode, unread: count }) => [areaCode, count]).sort()).toEqual(
      expect.arrayContaining([[code.nantong, 1]]) as unknown,
    );
    expect(JSON.stringify(facts)).not.toMatch(/你好|积水|199/);
    expect((await told()).length).toBe(before + facts.length);
    for (const { id } of (await unread()).replies) await doors().send('post', `/api/replies/${id}`, { action: 'passOver', reason: 'seen' });
    expect((await told()).slice(before + facts.length).map(({ unread: count }) => count)).toEqual(facts.map(() => 0));
  });
});
