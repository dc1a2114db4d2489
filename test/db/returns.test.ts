import { beforeAll, beforeEach, expect, it } from 'vitest';
import { channelHealth } from '../../server/channels/channels.commands.ts';
import { claimDeliveries, noteOutcomes } from '../../server/channels/deliveries.commands.ts';
import { joinParts } from '../../server/channels/reply-parts.commands.ts';
import { Returns } from '../../server/channels/returns.job.ts';
import type { DeliveryReport, ReplyPart } from '../../server/kernel/channels/channel.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { silentLog } from '../support/app.ts';
import { noon } from '../support/builders.ts';
import { calledOut } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { deliveries, links, policyOver, withGateways } from '../support/deliveries.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { ucs2 } from '../support/smpp-stand-in.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const personal = { ...wholeServer, personal: true };
const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
const numberOf = (personId: number) => `86100${String(personId).padStart(8, '0')}`;
const wait = { interval: 20, timeout: 10_000 };

onBothDatabases('what comes back over a line', (database) => {
  let clock: FakeClock;
  let returns: Returns;

  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(async () => {
    await withGateways(database(), 'sms');
    await database().asOwner((tx) => tx.query(`update attempt set state = 'withdrawn', provider_id = null where channel = 'sms'`));
    await database().asOwner((tx) => tx.query(`delete from stray_report`));
    await database().asOwner((tx) => tx.query(`delete from reply_part`));
    clock = new FakeClock(after(60).toISOString());
    returns = new Returns({ database: database(), clock, doorbell: new Doorbell(), log: silentLog, intervalMilliseconds: 10 });
    return () => returns.stop();
  });

  /** Writes to the desks of Rudong's townships; the centre names what it takes as it likes. */
  async function written(...ids: string[]): Promise<string> {
    const { callOutId } = await calledOut(database(), { level: 'blue', areas: [code.rudong], policy: policyOver('sms') });
    const maker = { links, publicUrl: null };
    const { dispatches } = await database().transaction(personal, (tx) => claimDeliveries(tx, after(0), { channel: 'sms', maker }));
    const outcomes = dispatches.map((dispatch, nr) => ({ dispatch, sent: { kind: 'accepted', providerId: ids[nr] ?? null } as const }));
    await database().transaction(wholeServer, (tx) =>
      noteOutcomes(tx, after(1), { gateway: { id: 'sms', isIdempotent: false }, outcomes }),
    );
    return callOutId;
  }

  const outcomesOf = async (callOutId: string) =>
    Object.fromEntries(
      (await deliveries(database(), callOutId as never, 'sms')).flatMap(({ providerId, outcome }) =>
        providerId ? [[providerId, outcome]] : [],
      ),
    );
  const report = (about: Partial<DeliveryReport>) =>
    returns.report({
      channel: 'sms',
      providerId: 'x',
      outcome: 'undeliverable',
      said: 'UNDELIV',
      from: '10690000',
      at: after(60),
      ...about,
    });
  const health = async () =>
    (await database().transaction(wholeServer, (tx) => channelHealth(tx, clock.now()))).find(({ id }) => id === 'sms')!;

  it.each([
    ['1A2B23', '0001714979'],
    ['000001714980', '1714980'],
    ['1A2B24', '1a2b24'],
    ['1714990', '1a2b2e'],
    ['Req-00A7', 'REQ-00a7'],
  ])('finds the message that was named %s by the name %s', async (given, named) => {
    const callOutId = await written(given, 'another');
    await report({ providerId: named });
    await expect.poll(() => outcomesOf(callOutId), wait).toEqual({ [given]: 'undeliverable', another: 'accepted' });
  });

  it('asks the number where two messages may be meant, and never guesses', async () => {
    const callOutId = await written('100', '256');
    const [first, second] = await deliveries(database(), callOutId as never, 'sms');
    await report({ providerId: '0x', from: numberOf(first!.personId) });
    // 256 is 100 in hexadecimal: said of the number that 256 went to.
    await report({ providerId: '100', from: numberOf(second!.personId) });
    await expect.poll(() => outcomesOf(callOutId), wait).toEqual({ '100': 'accepted', '256': 'undeliverable' });
    await expect.poll(async () => (await health()).unmatchedReports, wait).toBe(1);
  });

  it('counts and keeps what matches nothing, and states that nobody knows', async () => {
    const callOutId = await written('m1');
    await report({ providerId: 'nobody' });
    await report({ providerId: null });
    await report({ providerId: 'm1', outcome: null, said: 'FLYING' });
    await expect.poll(health, wait).toMatchObject({ unmatchedReports: 2, unknownStates: 1, lastUnknownState: 'FLYING' });
    expect(await outcomesOf(callOutId)).toEqual({ m1: 'accepted' });
    clock.forward({ minutes: 25 * 60 });
    expect(await health()).toMatchObject({ unmatchedReports: 0, unknownStates: 0, lastUnknownState: null });
  });

  it('calls a number dead at once where nobody has it', async () => {
    await written('m1');
    await report({ providerId: 'm1', outcome: 'invalidNumber', said: 'MK:0001' });
    const failed = () => database().asOwner((tx) => tx.query(`select person_id from failed_number`));
    await expect.poll(async () => (await failed()).length, wait).toBe(1);
  });

  const part = (nr: number, text: Buffer | string, about: Partial<ReplyPart> = {}): ReplyPart => ({
    ...{ from: numberOf(person.yangkouDesk), at: clock.now(), reference: 7, total: 2, nr, coding: 8 },
    bytes: typeof text === 'string' ? ucs2(text) : text,
    ...about,
  });
  const replies = async () =>
    (await database().asOwner((tx) => tx.query<{ text: string }>(`select text from inbound_message order by id`))).map(({ text }) => text);
  const fresh = () => database().asOwner((tx) => tx.query(`delete from inbound_message`));

  it('joins the parts of a reply, in whichever order they come, and once however often', async () => {
    await fresh();
    await written();
    await returns.part(part(2, '请求救援'));
    expect(await replies()).toEqual([]);
    await returns.part(part(1, '收到，屋里进水了，'));
    await returns.part(part(1, '收到，屋里进水了，'));
    expect(await replies()).toEqual(['收到，屋里进水了，请求救援']);
  });

  it('joins bytes: a character may be cut in two', async () => {
    await fresh();
    const bytes = Buffer.from('cad5b5bd', 'hex');
    await Promise.all([
      returns.part(part(1, bytes.subarray(0, 3), { coding: 15 })),
      returns.part(part(2, bytes.subarray(3), { coding: 15 })),
    ]);
    await expect.poll(replies, wait).toEqual(['收到']);
  });

  it('keeps the parts of two phones apart', async () => {
    await fresh();
    await returns.part(part(1, '收到', { from: numberOf(person.fengliDesk) }));
    await returns.part(part(2, '求救'));
    expect(await replies()).toEqual([]);
  });

  it('takes what there is when the rest has not come within a minute', async () => {
    await fresh();
    await returns.part(part(2, '请求救援', { total: 3 }));
    clock.forward({ seconds: 59 });
    expect(await database().transaction(personal, (tx) => joinParts(tx, clock.now(), []))).toEqual([]);
    clock.forward({ seconds: 2 });
    returns.listen([Object.assign(new FakeGateway('sms'), { open: () => undefined })]);
    await expect.poll(replies, wait).toEqual(['请求救援…']);
  });
});
