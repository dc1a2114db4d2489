import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Policy } from '#contract/policies.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { Desk } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { FaultLedger, unbroken } from '../support/fault-ledger.ts';
import type { Follower } from '../support/follower.ts';
import { cityEnvironment, openServer, type TestServer } from '../support/server.ts';

/** A redial every ten seconds: the server looks at the database's clock at least once in between. */
const spacingSeconds = 10;
const redials = 6;
/** A ladder is looked at once a second, and this machine may be busy. */
const lateSeconds = 8;
const earlySeconds = 1;
/** By these the database's clock differs, in turn, from one rung to the next: forward two days, back two, forward a month, and so on. */
const differences = ['1 day', '-1 day', '30 days', '-1 hour', '1 day', '0'];

let city: Awaited<ReturnType<typeof cityEnvironment>>;
let owner: pg.Client;
let server: TestServer;

/** Before anything that PostgreSQL has, so that whoever asks for the time is told one that can be set. */
const settableClock = `
  create schema set_clock;
  grant usage on schema set_clock to public;
  create table set_clock.difference (by interval not null);
  insert into set_clock.difference values ('0');
  grant select on set_clock.difference to public;
  create function set_clock.clock_timestamp() returns timestamptz language sql volatile as
    $$ select pg_catalog.clock_timestamp() + by from set_clock.difference $$;`;

beforeAll(async () => {
  city = await cityEnvironment('postgres');
  owner = new pg.Client({ connectionString: city.env.DATABASE_URL! });
  await owner.connect();
  await owner.query(settableClock);
  await owner.query(
    `do $$ begin execute format('alter database %I set search_path = set_clock, pg_catalog, public', current_database()); end $$`,
  );
  server = await openServer(city.env);
}, 240_000);
afterAll(async () => {
  await server.close();
  await owner.end();
  await city.remove();
});

describe('while the clock of the database is set to and fro, in earnest', () => {
  const ledger = new FaultLedger();
  let duty: Desk;
  let follower: Follower;
  let incidentId: string;
  let callOutId: string;
  let device: Device;
  /** Seconds between one rung and the next, by a timer that nobody sets. */
  const waits: number[] = [];

  beforeAll(async () => {
    duty = await Desk.of(server.url, 'duty');
    await impatientPolicy(server.url);
    ({ id: incidentId } = await duty.openIncident({ mode: 'actual' }));
    follower = await duty.follow(incidentId);
    ({ callOutId } = (await duty.postCap<{ callOutId: string }>(incidentId, message())).body);
    device = new Device(server.url, (await duty.calls(callOutId))[0]!);
    await device.rung();
  });
  afterAll(() => {
    device.close();
    follower.close();
  });

  it('asks a database whose clock can be set', async () => {
    await owner.query(`update set_clock.difference set by = '-1 day'`);
    const client = new pg.Client({ connectionString: city.env.DATABASE_URL! });
    await client.connect();
    const { rows } = await client.query<{ now: Date }>(`select clock_timestamp() as now`);
    await client.end();
    expect(Date.now() - rows[0]!.now.getTime()).toBeGreaterThan(86_000_000);
  });

  it('takes every rung when its time is over, neither sooner nor later', async () => {
    let takenAt = performance.now();
    for (const [at, difference] of differences.entries()) {
      await owner.query(`update set_clock.difference set by = $1`, [difference]);
      await allOnRung(at + 1);
      waits.push((performance.now() - takenAt) / 1000);
      takenAt = performance.now();
    }
    expect(waits.filter((seconds) => seconds < spacingSeconds - earlySeconds || seconds > spacingSeconds + lateSeconds)).toEqual([]);
  }, 180_000);

  it('keeps the times of what happened in order', async () => {
    const { rows } = await owner.query<{ at: Date }>(`select at from change_log where incident_id = $1 order by seq`, [incidentId]);
    const times = rows.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)! - times[0]!).toBeLessThan((redials * (spacingSeconds + lateSeconds) + lateSeconds) * 1000);
  });

  it('has called everybody once on each rung, and has lost nothing', async () => {
    await device.rung(redials + 1);
    for (const ring of device.rings) ledger.shown(ring.field.call.personId, ring);
    expect(device.rings.length).toBe(redials + 1);
    expect(await ledger.check(city.env.DATABASE_URL!, duty, [incidentId])).toEqual(unbroken);
  });

  /** Resolves with the calls once every one of them has taken that rung. */
  async function allOnRung(rung: number): Promise<CallRow[]> {
    for (;;) {
      const { seq } = follower.world;
      const calls = await duty.calls(callOutId);
      if (calls.length > 0 && calls.every((call) => call.rung >= rung)) return calls;
      await follower.until(`rung ${rung}`, (world) => world.seq > seq);
    }
  }
});

/** The duty desks of the townships, once more every ten seconds. */
async function impatientPolicy(url: string): Promise<void> {
  const admin = await Desk.of(url, 'admin');
  const { body } = await admin.get<Policy[]>('/api/policies');
  const { id: _, isDefault: __, version: ___, updatedAt: ____, ...rules } = body.find(({ id }) => id === 'any-orange')!;
  const answerWithinMinutes = ((redials + 1) * spacingSeconds) / 60;
  const edited = {
    ...rules,
    postKinds: ['townshipDutyDesk'],
    answerWithinMinutes,
    redials: { count: redials, withinMinutes: 60 },
    then: [],
  };
  const { status } = await admin.send('PUT', '/api/policies/any-orange', { body: edited });
  if (status !== 200) throw new Error(`The policy was not taken: ${status}`);
}

function message(): string {
  const expires = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+Z/, '+00:00');
  const level = '<parameter><valueName>level</valueName><value>Orange</value></parameter>';
  return capMessage({ info: { event: '暴雨', severity: 'Severe', expires, '+level': level }, area: { '+code': geocode('320623000000') } });
}
