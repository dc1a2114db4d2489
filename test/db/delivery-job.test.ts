import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import { startDeliveries } from '../../server/channels/deliveries.job.ts';
import type { Gateway } from '../../server/kernel/channels/channel.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { silentLog } from '../support/app.ts';
import { noon } from '../support/builders.ts';
import { calledOut } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { deliveries, links, policyOver, withGateways } from '../support/deliveries.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('a server that carries what is queued', (database) => {
  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(async () => {
    await database().asOwner((tx) =>
      tx.query(`update attempt set state = 'withdrawn', leased_until = null where state in ('queued', 'sending')`),
    );
    await withGateways(database(), 'sms', 'voice');
  });

  const open = (gateways: Gateway[], about: { database?: Database; clock?: FakeClock; doorbell?: Doorbell } = {}) =>
    startDeliveries({
      ...{ database: database(), clock: new FakeClock(noon), doorbell: new Doorbell(), log: silentLog, gateways, links, publicUrl: null },
      intervalMilliseconds: 1,
      ...about,
    });
  const rung = (channel: 'sms' | 'voice' = 'sms', doorbell = new Doorbell()) =>
    calledOut(database(), { level: 'blue', areas: [code.rudong], policy: policyOver(channel), doorbell });
  const states = async (callOutId: CallOutId, channel: 'sms' | 'voice' = 'sms') =>
    (await deliveries(database(), callOutId, channel)).map(({ state }) => state);

  it('hands each over once and notes that it has left', async () => {
    const { callOutId } = await rung();
    const gateway = new FakeGateway('sms');
    const stop = open([gateway]);
    await gateway.took(2);
    await stop();
    expect(gateway.taken).toHaveLength(2);
    expect(await states(callOutId)).toEqual(['sent', 'sent']);
  });

  it('is woken by the doorbell for what is queued later', async () => {
    const doorbell = new Doorbell();
    const gateway = new FakeGateway('sms');
    const stop = open([gateway], { doorbell });
    await rung('sms', doorbell);
    await gateway.took(2);
    await stop();
    expect(gateway.taken).toHaveLength(2);
  });

  it('is not held up by a gateway that hangs, nor for ever by one that does when it closes', async () => {
    const [sms, voice] = [await rung('sms'), await rung('voice')];
    const hanging = new FakeGateway('sms');
    hanging.answering = () => new Promise(() => undefined);
    const working = new FakeGateway('voice', { isIdempotent: true });
    const stop = open([hanging, working]);
    await Promise.all([hanging.took(2), working.took(2)]);
    await stop();
    expect(await states(sms.callOutId)).toEqual(['unknown', 'unknown']);
    expect(await states(voice.callOutId, 'voice')).toEqual(['sent', 'sent']);
  });

  it('notes what has left when the database is back', async () => {
    const { callOutId } = await rung();
    const gateway = new FakeGateway('sms');
    const flaky = new FlakyNotes(database());
    const stop = open([gateway], { database: flaky });
    await flaky.failedTwice;
    await stop();
    expect(gateway.taken).toHaveLength(2);
    expect(await states(callOutId)).toEqual(['sent', 'sent']);
  });

  it('doubles nothing when it dies between sending and noting it: short messages stay unknown', async () => {
    const { callOutId } = await rung();
    const gateway = new FakeGateway('sms');
    await died(gateway);
    expect(await states(callOutId)).toEqual(['sending', 'sending']);
    await restarted(gateway, async () => expect.poll(() => states(callOutId), { timeout: 20_000 }).toEqual(['unknown', 'unknown']));
    expect(gateway.taken).toHaveLength(2);
  });

  it('sends again under the same keys when it dies between sending and noting it, where the gateway tells doubles by them', async () => {
    const { callOutId } = await rung('voice');
    const gateway = new FakeGateway('voice', { isIdempotent: true });
    await died(gateway);
    await restarted(gateway, () => gateway.took(4));
    const keys = gateway.taken.map(({ idempotencyKey }) => idempotencyKey);
    expect(keys.slice(2).sort()).toEqual(keys.slice(0, 2).sort());
    expect(await states(callOutId, 'voice')).toEqual(['sent', 'sent']);
  });

  /** Carries what is queued and dies before it can write down how that went: its database is gone from then on. */
  async function died(gateway: FakeGateway): Promise<void> {
    const stop = open([gateway], { database: new DeadNotes(database()) });
    await gateway.took(2);
    await stop();
  }

  /** Another server, a minute later. */
  async function restarted(gateway: FakeGateway, until: () => Promise<unknown>): Promise<void> {
    const clock = new FakeClock(noon);
    clock.forward({ minutes: 2 });
    const stop = open([gateway], { clock });
    await until();
    await stop();
  }
});

/** A database that takes claims and fails notes: those are made without the right to read addresses. */
abstract class Wrapped implements Database {
  protected readonly inner: Database;
  readonly kind: Database['kind'];
  readonly pool: Database['pool'];

  constructor(inner: Database) {
    [this.inner, this.kind, this.pool] = [inner, inner.kind, inner.pool];
  }

  abstract transaction: Database['transaction'];

  asOwner<T>(work: Parameters<Database['asOwner']>[0]): Promise<T> {
    return this.inner.asOwner(work) as Promise<T>;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class DeadNotes extends Wrapped {
  transaction: Database['transaction'] = (scope, work) => {
    if (!scope.personal) return Promise.reject(new Error('the server is dead'));
    return this.inner.transaction(scope, work);
  };
}

class FlakyNotes extends Wrapped {
  #fails = 0;
  #told: () => void = () => undefined;
  readonly failedTwice = new Promise<void>((fulfil) => (this.#told = fulfil));

  transaction: Database['transaction'] = (scope, work) => {
    if (scope.personal || this.#fails === 2) return this.inner.transaction(scope, work);
    this.#fails += 1;
    if (this.#fails === 2) this.#told();
    return Promise.reject(new Error('the database is away'));
  };
}
