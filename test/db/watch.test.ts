import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServerHealth } from '#contract/watchdog.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { serverHealth, startProbe } from '../../server/watchdog/watch.commands.ts';
import { calledOut, type Calling } from '../support/calling.ts';
import { at, Climbing } from '../support/climbing.ts';
import { withDatabase } from '../support/database.ts';
import { policyOver, withGateways } from '../support/deliveries.ts';
import { openedIncident } from '../support/incident.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const database = withDatabase();
const climbing = new Climbing(database);

beforeAll(() => database().asOwner(tinyCity));
beforeEach(async () => {
  await climbing.calm();
  await database().asOwner((tx) => tx.query(`update attempt set state = 'withdrawn' where state = 'queued'`));
});

function health(seconds: number): Promise<ServerHealth> {
  return database().transaction(wholeServer, (tx) => serverHealth(tx, at(seconds)));
}

/** Seconds after everything began at which the first call is due. */
async function firstDue({ callOutId }: Calling): Promise<number> {
  const rows = await database().asOwner((tx) =>
    tx.query<{ due: Date }>(`select min(due_at) as due from call where call_out_id = $1`, [callOutId]),
  );
  return (rows[0]!.due.getTime() - at(0).getTime()) / 1000;
}

describe('what the screens are told of the ladders', () => {
  it('is since when the first that is due has not climbed, and nothing once it has', async () => {
    const due = await firstDue(await calledOut(database()));
    expect((await health(due + 59)).laddersStuckSince).toBeNull();
    expect((await health(due + 61)).laddersStuckSince).toBe(at(due).toISOString());
    await climbing.tick(due + 62);
    expect((await health(due + 63)).laddersStuckSince).toBeNull();
  });
});

describe('what the screens are told of a queue', () => {
  beforeEach(() => withGateways(database(), 'sms'));

  it('is since when nobody has taken what could leave', async () => {
    await calledOut(database(), { level: 'blue', policy: policyOver('sms') });
    expect((await health(60 + 30)).stuckChannels).toEqual([]);
    expect((await health(60 + 31)).stuckChannels).toEqual([{ id: 'sms', since: at(0).toISOString() }]);
  });

  it('is nothing while it moves, however long, and while its gateway is shut, which is told by itself', async () => {
    await calledOut(database(), { level: 'blue', policy: policyOver('sms') });
    await database().asOwner((tx) => tx.query(`update channel set refilled_at = $1 where id = 'sms'`, [at(500)]));
    expect((await health(560)).stuckChannels).toEqual([]);
    await database().asOwner((tx) => tx.query(`update channel set open_until = $1 where id = 'sms'`, [at(901)]));
    expect(await health(900)).toMatchObject({ stuckChannels: [], openBreakers: ['sms'] });
  });
});

describe('a test call', () => {
  it('is made in an incident of the watchdog alone: a real one that has its name goes on', async () => {
    await database().asOwner((tx) =>
      tx.query(
        `insert into post (kind, level, area_code, person_id) select 'testDevice', 'city', $1, $2
         where not exists (select from post where kind = 'testDevice')`,
        [code.nantong, person.rudongLead],
      ),
    );
    const incident = await openedIncident(database(), { kind: 'watchdog' });
    const real = await calledOut(database(), { incident });
    const probe = await database().transaction(wholeServer, (tx) => startProbe(tx, { now: at(1), doorbell: new Doorbell() }));
    expect(probe.incident).toMatchObject({ kind: 'watchdog', mode: 'test' });
    const [callOut] = await database().asOwner((tx) => tx.query(`select state from call_out where id = $1`, [real.callOutId]));
    expect(callOut).toEqual({ state: 'running' });
  });
});
