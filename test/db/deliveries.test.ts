import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contactPauses, type GatewayChannel } from '#contract/channels.ts';
import { claimDeliveries, noteOutcomes, sweep, type Claim } from '../../server/channels/deliveries.commands.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import type { Sent } from '../../server/kernel/channels/channel.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { noon } from '../support/builders.ts';
import { calledOut } from '../support/calling.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { deliveries, links, policyOver, withGateways } from '../support/deliveries.ts';
import { openedIncident } from '../support/incident.ts';
import { manyVillages } from '../support/many-villages.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const maker = { links, publicUrl: 'https://calls.example.invalid' };
const personal = { ...wholeServer, personal: true };
const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
/** The two duty desks of Rudong's townships, whom a blue warning calls. */
const wanted = { level: 'blue', areas: [code.rudong] } as const;

/** The leads of ten villages. */
const ofVillages = { level: 'blue' as const, areas: [code.yangkou], policy: { ...policyOver('sms'), postKinds: ['villageLead'] } };

interface Noting {
  id?: GatewayChannel;
  isIdempotent?: boolean;
  now?: Date;
}

onBothDatabases('an attempt on its way out', (database) => {
  beforeAll(() =>
    database().asOwner(async (tx) => {
      await tinyCity(tx);
      await manyVillages(tx, 9);
    }),
  );
  beforeEach(async () => {
    await database().asOwner((tx) =>
      tx.query(`update attempt set state = 'withdrawn', leased_until = null where state in ('queued', 'sending')`),
    );
    await withGateways(database(), 'sms', 'voice');
  });

  const claim = (channel: GatewayChannel = 'sms', now = after(0)) =>
    database().transaction(personal, (tx) => claimDeliveries(tx, now, { channel, maker }));
  const note = (claimed: Claim, sent: Sent, { id = 'sms', isIdempotent = false, now = after(1) }: Noting = {}) =>
    database().transaction(wholeServer, (tx) =>
      noteOutcomes(tx, now, { gateway: { id, isIdempotent }, outcomes: claimed.dispatches.map((dispatch) => ({ dispatch, sent })) }),
    );
  const rung = (channel: GatewayChannel = 'sms') => calledOut(database(), { ...wanted, policy: policyOver(channel) });
  const rungVillages = () => calledOut(database(), ofVillages);
  const swept = (now: Date, ...idempotent: GatewayChannel[]) => database().transaction(wholeServer, (tx) => sweep(tx, now, idempotent));
  const limit = (column: string, value: number | boolean) =>
    database().asOwner((tx) => tx.query(`update channel set ${column} = $1 where id = 'sms'`, [value]));

  it('is written down as being sent before it leaves, and handed out once', async () => {
    const { callOutId } = await rung();
    const { dispatches } = await claim();
    expect(dispatches).toHaveLength(2);
    expect(await deliveries(database(), callOutId, 'sms')).toMatchObject([
      { state: 'sending', tries: 1 },
      { state: 'sending', tries: 1 },
    ]);
    expect(await claim()).toMatchObject({ dispatches: [], isIdle: true });
  });

  it('carries the words of the warning, how to answer, a link and a key of its own', async () => {
    const { warning } = await rung();
    const { dispatches } = await claim();
    const { message } = dispatches.find(({ message: { address } }) => address.endsWith(String(person.yangkouDesk)))!;
    expect(message.text.zh).toContain(warning.headline);
    expect(message.text.zh).toContain('1收到');
    expect(message.address).toMatch(/^1[0-9]{10}$/);
    const token = new URL(message.link!).searchParams.get('token')!;
    expect(links.open(token, after(0))).toMatchObject({ claim: { personId: person.yangkouDesk, via: 'sms' } });
    expect(new Set(dispatches.map((one) => one.message.idempotencyKey)).size).toBe(2);
  });

  it('is sent once the gateway has it, under the name that the gateway gave it', async () => {
    const { callOutId } = await rung();
    await note(await claim(), { kind: 'accepted', providerId: 'abc' });
    expect(await deliveries(database(), callOutId, 'sms')).toMatchObject([
      { state: 'sent', outcome: 'accepted', providerId: 'abc' },
      { state: 'sent', outcome: 'accepted', providerId: 'abc' },
    ]);
  });

  it('waits ever longer to be tried again when it did not leave, and fails at the fifth try', async () => {
    const { callOutId } = await rung();
    const states: [string, number][] = [];
    for (let at = 0; at < 2_000; at += 500) {
      await withGateways(database(), 'sms');
      await note(await claim('sms', after(at)), { kind: 'postponed', failure: 'unbound' }, { now: after(at) });
      const [one] = await deliveries(database(), callOutId, 'sms');
      states.push([one!.state, (one!.nextAt!.getTime() - after(at).getTime()) / 1000]);
    }
    expect(states).toEqual([5, 15, 45, 135].map((seconds) => ['queued', seconds]));
    await withGateways(database(), 'sms');
    await note(await claim('sms', after(3_000)), { kind: 'postponed', failure: 'unbound' });
    expect(await deliveries(database(), callOutId, 'sms')).toMatchObject([
      { state: 'failed', failure: 'unbound', outcome: null, tries: 5 },
      {},
    ]);
  });

  it('does not come back before its time', async () => {
    await rung();
    await note(await claim(), { kind: 'postponed', failure: 'unbound' }, { now: after(0) });
    expect((await claim('sms', after(4))).dispatches).toEqual([]);
    expect((await claim('sms', after(6))).dispatches).toHaveLength(2);
  });

  it('is unknown, and never sent again, when the gateway cannot be asked whether it left', async () => {
    const { callOutId } = await rung();
    await note(await claim(), { kind: 'unclear', failure: 'timeout' });
    expect(await deliveries(database(), callOutId, 'sms')).toMatchObject([{ state: 'unknown', failure: 'timeout' }, { state: 'unknown' }]);
    expect((await claim('sms', after(9_000))).dispatches).toEqual([]);
  });

  it('is sent again under the same key when the gateway tells doubles by it', async () => {
    await rung('voice');
    const first = await claim('voice');
    await note(first, { kind: 'unclear', failure: 'timeout' }, { id: 'voice', isIdempotent: true });
    const second = await claim('voice', after(60));
    const keys = ({ dispatches }: Claim) => dispatches.map(({ message }) => message.idempotencyKey);
    expect(keys(second)).toEqual(keys(first));
  });

  it('leaves no doubt behind when its server dies: unknown over short messages, sent again over an idempotent gateway', async () => {
    const [sms, voice] = [await rung('sms'), await rung('voice')];
    await claim('sms');
    await claim('voice');
    expect(await swept(after(44), 'voice')).toEqual({ lost: 0, stranded: 0 });
    expect(await swept(after(46), 'voice')).toEqual({ lost: 4, stranded: 0 });
    expect((await deliveries(database(), sms.callOutId, 'sms')).map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect((await claim('voice', after(46))).dispatches).toHaveLength(2);
    expect((await deliveries(database(), voice.callOutId, 'voice')).map(({ tries }) => tries)).toEqual([2, 2]);
  });

  it('was sent after all when a server that was given up for dead says so', async () => {
    const { callOutId } = await rung();
    const late = await claim();
    await database().transaction(wholeServer, (tx) => sweep(tx, after(100), []));
    await note(late, { kind: 'accepted', providerId: 'late' }, { now: after(101) });
    expect((await deliveries(database(), callOutId, 'sms')).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('is not touched by what a former try has to say', async () => {
    const { callOutId } = await rung('voice');
    const first = await claim('voice');
    await database().transaction(wholeServer, (tx) => sweep(tx, after(100), ['voice']));
    await claim('voice', after(100));
    await note(first, { kind: 'refused', failure: 'http 400' }, { id: 'voice', isIdempotent: true, now: after(101) });
    expect((await deliveries(database(), callOutId, 'voice')).map(({ state }) => state)).toEqual(['sending', 'sending']);
  });

  it('does not leave any more once its call was answered or its call-out has ended', async () => {
    const { callOutId } = await rung();
    const [first] = await deliveries(database(), callOutId, 'sms');
    const claimed = await claim();
    const by = { personId: first!.personId };
    await database().transaction(wholeServer, (tx) =>
      takeReceipts(tx, { now: after(1), doorbell: new Doorbell() }, [
        { callId: first!.callId as never, receipt: { receiptId: crypto.randomUUID(), kind: 'heard' }, by },
      ]),
    );
    await note(claimed, { kind: 'postponed', failure: 'unbound' }, { now: after(2) });
    expect((await claim('sms', after(60))).dispatches).toHaveLength(1);
    expect((await deliveries(database(), callOutId, 'sms')).map(({ state }) => state).sort()).toEqual(['sending', 'withdrawn']);
  });

  it.each([
    ['a number that is none', '12345'],
    ['a landline, which takes no short messages', '051385112345'],
    ['a number abroad', '+4915112345678'],
  ])('never leaves for %s', async (_, address) => {
    await database().asOwner((tx) => tx.query(`update contact set address = $1 where person_id = $2`, [address, person.fengliDesk]));
    const { callOutId } = await rung();
    expect((await claim()).dispatches).toHaveLength(1);
    const failed = (await deliveries(database(), callOutId, 'sms')).find(({ personId }) => personId === person.fengliDesk);
    expect(failed).toMatchObject({ state: 'failed', outcome: 'invalidNumber', failure: 'malformedAddress', tries: 0 });
    await database().asOwner((tx) => tx.query(`update contact set address = '10000000200' where person_id = $1`, [person.fengliDesk]));
  });

  it('of a drill never leaves through a gateway', async () => {
    const incident = await openedIncident(database(), { mode: 'exercise' });
    const { callOutId } = await calledOut(database(), { ...wanted, incident, policy: policyOver('sms') });
    expect(await deliveries(database(), callOutId, 'sms')).toEqual([]);
    expect((await claim()).dispatches).toEqual([]);
  });

  it('leaves no faster than the channel may carry', async () => {
    await rung();
    await limit('rate_per_second', 1);
    await limit('tokens', 0);
    expect((await claim('sms', after(0))).dispatches).toHaveLength(1);
    expect((await claim('sms', after(0.5))).dispatches).toEqual([]);
    expect((await claim('sms', after(1))).dispatches).toHaveLength(1);
  });

  it('waits while as many are on their way as the channel takes at once', async () => {
    await rung();
    await limit('concurrency', 1);
    const first = await claim();
    expect(first.dispatches).toHaveLength(1);
    expect((await claim('sms', after(10))).dispatches).toEqual([]);
    await note(first, { kind: 'accepted', providerId: null });
    expect((await claim('sms', after(11))).dispatches).toHaveLength(1);
  });

  it('waits a second and a half when the gateway asks for patience, and the breaker stays closed', async () => {
    await rung();
    await limit('rate_per_second', 2);
    await note(await claim(), { kind: 'postponed', failure: 'http 429', isThrottled: true }, { now: after(60) });
    await rung();
    expect((await claim('sms', after(61))).dispatches).toEqual([]);
    expect((await claim('sms', after(61.5))).dispatches).toHaveLength(1);
  });

  describe('before a quiet night', () => {
    const night = { from: '12:05', to: '13:00', rings: false };
    const [before, during, morning] = [after(299), after(301), after(3_600)];
    const resting = () => calledOut(database(), { ...wanted, policy: { ...policyOver('sms'), night } });

    it('rests through the night when it has not left by then, and leaves in the morning', async () => {
      const { callOutId } = await resting();
      await limit('concurrency', 1);
      await note(await claim('sms', before), { kind: 'postponed', failure: 'unbound' }, { now: before });
      expect(await claim('sms', during)).toMatchObject({ dispatches: [], isFull: true });
      await limit('concurrency', 100);
      expect(await claim('sms', after(320))).toMatchObject({ dispatches: [], isIdle: true });
      expect((await deliveries(database(), callOutId, 'sms')).map(({ state, nextAt }) => [state, nextAt])).toEqual(
        Array(2).fill(['queued', morning]),
      );
      expect((await claim('sms', morning)).dispatches).toHaveLength(2);
    });

    it('does not hold up what rings at night, nor what somebody has asked for by hand', async () => {
      const { callOutId } = await resting();
      const [first] = await deliveries(database(), callOutId, 'sms');
      await database().asOwner((tx) => tx.query(`update attempt set again = 1 where id = $1`, [first!.id]));
      await rung();
      expect((await claim('sms', during)).dispatches).toHaveLength(2);
      // Whoever was rung by hand is not rung for another call in the same moment.
      expect((await claim('sms', new Date(during.getTime() + contactPauses.own * 1000))).dispatches).toHaveLength(1);
    });
  });

  it('waits while the channel is switched off', async () => {
    await rung();
    await limit('enabled', false);
    expect(await claim()).toMatchObject({ dispatches: [], isIdle: true });
    await limit('enabled', true);
    expect((await claim()).dispatches).toHaveLength(2);
  });

  it.each(['enabled', 'configured'])(
    'does not wait for ever for a channel that is no longer %s: it fails, for all to see',
    async (column) => {
      const { callOutId } = await rung();
      await rung('voice');
      await limit(column, false);
      expect(await swept(after(600))).toEqual({ lost: 0, stranded: 0 });
      expect(await swept(after(601))).toEqual({ lost: 0, stranded: 2 });
      const failed = { state: 'failed', failure: 'noGateway', outcome: null };
      expect(await deliveries(database(), callOutId, 'sms')).toMatchObject([failed, failed]);
      await limit(column, true);
      expect((await claim()).dispatches).toEqual([]);
      expect((await claim('voice')).dispatches).toHaveLength(2);
    },
  );

  it('waits while the breaker is open, then goes alone to try, and opens the way when it arrives', async () => {
    await rungVillages();
    for (let times = 0; times < 3; times += 1)
      await limit('rate_per_second', 2).then(async () =>
        note(await claim('sms', after(times)), { kind: 'postponed', failure: 'unbound' }, { now: after(times) }),
      );
    expect((await claim('sms', after(30))).dispatches).toEqual([]);
    const trial = await claim('sms', after(33));
    expect(trial.dispatches).toHaveLength(1);
    expect((await claim('sms', after(34))).dispatches).toEqual([]);
    await note(trial, { kind: 'accepted', providerId: null }, { now: after(35) });
    expect((await claim('sms', after(40))).dispatches.length).toBeGreaterThan(1);
  });
});

describe('two servers that carry for the same gateway', () => {
  const database = withDatabase();
  beforeAll(() =>
    database().asOwner(async (tx) => {
      await tinyCity(tx);
      await manyVillages(tx, 9);
    }),
  );

  it('take each attempt once and keep to one limit together', async () => {
    await withGateways(database(), 'sms');
    await database().asOwner((tx) => tx.query(`update channel set concurrency = 3 where id = 'sms'`));
    await calledOut(database(), ofVillages);
    const claims = await Promise.all(
      Array.from({ length: 4 }, () => database().transaction(personal, (tx) => claimDeliveries(tx, after(0), { channel: 'sms', maker }))),
    );
    const ids = claims.flatMap(({ dispatches }) => dispatches.map(({ message }) => message.attemptId));
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });
});
