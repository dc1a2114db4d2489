import { beforeAll, beforeEach, expect, it } from 'vitest';
import { claimDeliveries, noteOutcomes } from '../../server/channels/deliveries.commands.ts';
import { takeReplies } from '../../server/channels/replies.commands.ts';
import type { IncomingReply } from '../../server/kernel/channels/channel.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { noon } from '../support/builders.ts';
import { calledOut, callStates, type Calling } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { deliveries, links, policyOver, withGateways } from '../support/deliveries.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const personal = { ...wholeServer, personal: true };
const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
const numberOf = (personId: number) => `100${String(personId).padStart(8, '0')}`;

function aReply(about: Partial<IncomingReply> = {}): IncomingReply {
  return { messageId: crypto.randomUUID(), from: `+86${numberOf(person.yangkouDesk)}`, text: '1', at: after(60), ...about };
}

onBothDatabases('a short message that comes in', (database) => {
  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(async () => {
    await withGateways(database(), 'sms');
    await database().asOwner((tx) => tx.query(`update attempt set state = 'withdrawn' where channel = 'sms'`));
  });

  /** Calls the desks of Rudong's townships over short messages, which leave at that second. */
  async function written(seconds = 0): Promise<Calling> {
    const calling = await calledOut(database(), { level: 'blue', areas: [code.rudong], policy: policyOver('sms') });
    const maker = { links, publicUrl: null };
    const claimed = await database().transaction(personal, (tx) => claimDeliveries(tx, after(seconds), { channel: 'sms', maker }));
    const outcomes = claimed.dispatches.map((dispatch) => ({ dispatch, sent: { kind: 'accepted', providerId: null } as const }));
    await database().transaction(wholeServer, (tx) =>
      noteOutcomes(tx, after(seconds), { gateway: { id: 'sms', isIdempotent: false }, outcomes }),
    );
    return calling;
  }

  const take = (replies: IncomingReply[], signature: string | null = null, now = after(61)) =>
    database().transaction(personal, (tx) =>
      takeReplies(
        tx,
        { now, doorbell: new Doorbell() },
        replies.map((said) => ({ said, signature })),
      ),
    );

  async function receipts({ callOutId }: Calling): Promise<string[]> {
    const rows = await database().asOwner((tx) =>
      tx.query<{ said: string }>(
        `select c.person_id || ' ' || r.kind || ' ' || r.via || ' ' || r.answered_by as said
         from receipt r join call c on c.id = r.call_id where c.call_out_id = $1 order by r.received_at, said`,
        [callOutId],
      ),
    );
    return rows.map(({ said }) => said);
  }

  it('answers the call of whoever sent it', async () => {
    const calling = await written();
    expect(await take([aReply()])).toEqual([{ kind: 'heard', taken: true }]);
    expect(await receipts(calling)).toEqual([`${person.yangkouDesk} heard sms self`]);
  });

  it('counts once however often the gateway hands it in', async () => {
    const calling = await written();
    const reply = aReply({ text: '已到岗' });
    expect(await take([reply, reply])).toEqual([
      { kind: 'onPost', taken: true },
      { kind: 'onPost', taken: true },
    ]);
    expect(await take([reply])).toEqual([{ kind: 'onPost', taken: true }]);
    expect(await receipts(calling)).toHaveLength(1);
  });

  it('counts once where the line has no names for messages and the centre hands it in again, not where other words come', async () => {
    const calling = await written();
    const [one, again, other] = [
      aReply({ messageId: null }),
      aReply({ messageId: null, at: after(65) }),
      aReply({ messageId: null, text: '9' }),
    ];
    expect(await take([one, again])).toEqual(Array(2).fill({ kind: 'heard', taken: true }));
    await take([again]);
    expect(await receipts(calling)).toHaveLength(1);
    await take([other]);
    expect(await receipts(calling)).toHaveLength(2);
  });

  it('in the same words answers the next call too, however soon that follows', async () => {
    const calling = await written(0);
    await take([aReply({ messageId: null })]);
    const next = await written(120);
    await take([aReply({ messageId: null, at: after(180) })], null, after(181));
    expect([await receipts(calling), await receipts(next)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('answers with two calls open the newer, with its repetition nothing else, and the older once that was asked for again', async () => {
    const [typhoon, rain] = [await written(0), await written(30)];
    const counts = async () => [await receipts(typhoon), await receipts(rain)].map(({ length }) => length);
    await take([aReply(), aReply({ at: after(61) })]);
    expect(await counts()).toEqual([0, 2]);
    await database().asOwner((tx) =>
      tx.query(`update attempt set sent_at = $2 from call c where c.id = call_id and c.call_out_id = $1`, [typhoon.callOutId, after(90)]),
    );
    await take([aReply({ at: after(120) })], null, after(121));
    expect(await counts()).toEqual([1, 2]);
  });

  it('answers the own call, not the one that its sender is to see to since', async () => {
    const calling = await written(0);
    const others = (await callStates(database(), calling.callOutId)).find(({ personId }) => personId === person.fengliDesk)!;
    await database().asOwner((tx) =>
      tx.query(
        `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at, sent_at)
         select id, incident_mode, area_code, 8, 'superior', $2, 'sms', 'sent', $3, $3 from call where id = $1`,
        [others.id, person.yangkouDesk, after(30)],
      ),
    );
    await take([aReply()]);
    expect(await receipts(calling)).toEqual([`${person.yangkouDesk} heard sms self`]);
    expect(await take([aReply({ text: '收到' })])).toEqual([{ kind: 'heard', taken: true }]);
    await take([aReply({ text: '已叫醒' })]);
    expect(await receipts(calling)).toContain(`${person.fengliDesk} heard sms superior`);
  });

  it('lands on the newest message that had left for that number before it', async () => {
    const [first, second] = [await written(0), await written(100)];
    await take([aReply({ at: after(90) })], null, after(200));
    expect([await receipts(first), await receipts(second)].map(({ length }) => length)).toEqual([1, 0]);
    await take([aReply({ at: after(150) })], null, after(200));
    expect([await receipts(first), await receipts(second)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('answers while nobody knows yet whether the message has left', async () => {
    const calling = await written();
    await database().asOwner((tx) => tx.query(`update attempt set state = 'unknown' where state = 'sent' and channel = 'sms'`));
    expect(await take([aReply()])).toEqual([{ kind: 'heard', taken: true }]);
    expect(await receipts(calling)).toHaveLength(1);
  });

  it.each(['1', '救命'])('counts though its message was reported lost: %s', async (text) => {
    const calling = await written();
    await database().asOwner((tx) => tx.query(`update attempt set state = 'failed' where state = 'sent' and channel = 'sms'`));
    // Long after what other tests have said: the same words soon after are for the same call.
    expect(await take([aReply({ text, at: after(4_000) })], null, after(4_001))).toMatchObject([{ taken: true }]);
    expect(await receipts(calling)).toHaveLength(1);
  });

  it('that calls for help is taken from who was called in other ways alone, and nothing else is', async () => {
    await written();
    await database().asOwner((tx) => tx.query(`update attempt set state = 'withdrawn' where channel = 'sms'`));
    const cries = () => database().asOwner((tx) => tx.query(`select 1 from receipt where kind = 'needHelp' and via = 'sms'`));
    const before = await cries();
    expect(await take([aReply()])).toEqual([{ kind: 'heard', taken: false }]);
    expect(await take([aReply({ text: '救命' })])).toEqual([{ kind: 'needHelp', taken: true }]);
    expect(await cries()).toHaveLength(before.length + 1);
  });

  it.each([
    ['that nobody understands', { text: '你是哪位？' }, { kind: null, taken: false }],
    ['from a number that nobody knows', { from: '19900000000' }, { kind: 'heard', taken: false }],
    ['from what is no number', { from: "10690'; drop table call; --" }, { kind: 'heard', taken: false }],
    ['with a character that no text can hold', { text: 'a\0b', from: '1\0' }, { kind: null, taken: false }],
    ['from before anybody was called', { at: new Date('2020-01-01T00:00:00Z') }, { kind: 'heard', taken: false }],
  ])('%s is kept and changes nothing', async (_, about, taken) => {
    const calling = await written();
    const reply = aReply(about);
    expect(await take([reply])).toEqual([taken]);
    expect(await receipts(calling)).toEqual([]);
    const kept = await database().asOwner((tx) =>
      tx.one(`select kind, call_id from inbound_message where message_id = $1`, [reply.messageId]),
    );
    expect(kept).toMatchObject({ kind: taken.kind });
  });

  it('from the future was sent now', async () => {
    const calling = await written();
    expect(await take([aReply({ at: after(9_000_000) })])).toEqual([{ kind: 'heard', taken: true }]);
    expect(await receipts(calling)).toHaveLength(1);
  });

  it('is refused when its very request was recorded and sent again', async () => {
    await written();
    const signature = crypto.randomUUID();
    expect(await take([aReply()], signature)).toEqual([{ kind: 'heard', taken: true }]);
    const again = await take([aReply()], signature);
    expect(again[0]).toBeInstanceOf(Refusal);
    expect((again[0] as Refusal).code).toBe('signature/replayed');
  });

  it('leaves the others of its group alone when it is one that cannot be taken', async () => {
    const calling = await written();
    const answers = await take([aReply({ text: '???' }), aReply({ from: numberOf(person.fengliDesk), text: '９' }), aReply({ text: '2' })]);
    expect(answers).toEqual([
      { kind: null, taken: false },
      { kind: 'needHelp', taken: true },
      { kind: 'onPost', taken: true },
    ]);
    expect(await receipts(calling)).toHaveLength(2);
  });

  it('does not show the number or the words to who may not read them', async () => {
    await written();
    await take([aReply({ text: '我在北京路12号，求助' })]);
    await expect(database().transaction(wholeServer, (tx) => tx.query(`select text, address from inbound_message`))).rejects.toThrow(
      /permission/,
    );
    const [row] = await database().transaction(wholeServer, (tx) =>
      tx.query(`select masked_address from inbound_message order by id desc limit 1`),
    );
    expect(row).toEqual({ masked_address: '+86****0100' });
  });

  it('leaves what was delivered as it was', async () => {
    const calling = await written();
    await take([aReply()]);
    expect((await deliveries(database(), calling.callOutId, 'sms')).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });
});
