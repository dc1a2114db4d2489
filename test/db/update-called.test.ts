import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallId, CallOutId } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { IssuedWarning, WarningLevel } from '#contract/warnings.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { callOutRoutes } from '../../server/releases/call-outs.routes.ts';
import { defaultRules } from '../../server/policies/policies.rules.ts';
import { deletePolicy, savePolicy } from '../../server/policies/policies.store.ts';
import { warningRoutes } from '../../server/warnings/warnings.routes.ts';
import { noon } from '../support/builders.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser, released } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

interface Told {
  level: WarningLevel;
  area: string;
  msgType?: 'Alert' | 'Update' | 'Cancel';
  /** What it is called by a message that came before it. */
  named?: { identifier: string; sent: string };
}

onBothDatabases('an update of a warning', (database) => {
  let duty: Session;
  let incident: Incident;
  let routes: ReturnType<typeof warningRoutes>;
  let versions: { identifier: string; sent: string }[];

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    routes = warningRoutes(database(), new FakeClock(noon), new Doorbell());
  });
  beforeEach(async () => {
    incident = await openedIncident(database());
    versions = [];
  });

  /** Sends the next version of the warning. */
  async function next({ level, area, msgType = versions.length === 0 ? 'Alert' : 'Update', named }: Told): Promise<IssuedWarning> {
    const { identifier, sent } = named ?? { identifier: randomUUID(), sent: `2026-07-26T12:0${versions.length}:00+08:00` };
    const references = versions.slice(-1).map((earlier) => `nantong@example.invalid,${earlier.identifier},${earlier.sent}`);
    versions.push({ identifier, sent });
    const message = capMessage({
      alert: { identifier, sent, msgType, references: references[0] ?? null },
      info: { '+level': `<parameter><valueName>level</valueName><value>${level}</value></parameter>` },
      area: { '+code': geocode(area) },
    });
    const { status, body } = await openDoors(duty, routes).post(
      `/api/warnings/cap?incident=${incident.id}`,
      'application/cap+xml',
      message,
    );
    expect(status).toBe(201);
    return body as IssuedWarning;
  }

  const idOf = (warning: IssuedWarning) => warning.callOutId as CallOutId;

  async function heard(callOutId: CallOutId, personId: number): Promise<void> {
    const call = (await callStates(database(), callOutId)).find((one) => one.personId === personId)!;
    const submission = { callId: call.id as CallId, receipt: { receiptId: randomUUID(), kind: 'heard' as const }, by: { personId } };
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, { now: new Date(noon), doorbell: new Doorbell() }, [submission]));
  }

  const secondPersonReleases = (callOutId: CallOutId) => released(database(), { now: new Date(noon), doorbell: new Doorbell() }, callOutId);

  /** Everybody of a call-out, as `person state`, with a mark for those whose ladder climbs. */
  async function standing(callOutId: CallOutId): Promise<string[]> {
    const calls = await callStates(database(), callOutId);
    return calls.map(({ personId, state, dueAt }) => `${personId} ${state}${dueAt ? ' rings' : ''}`);
  }

  const callOuts = () =>
    database().asOwner((tx) =>
      tx.query<{ level: string; state: string }>(`select level, state from call_out where incident_id = $1 order by opened_at, level`, [
        incident.id,
      ]),
    );

  /** By whom a call-out was ended, and by which version of the warning. */
  const endedBy = ({ callOutId }: IssuedWarning) =>
    database().asOwner((tx) =>
      tx.one<{ username: string; version: number }>(
        `select u.username, w.version from call_out o join app_user u on u.id = o.closed_by join warning w on w.id = o.closed_by_notice where o.id = $1`,
        [callOutId],
      ),
    );

  it('of the same level and area calls nobody again: answers hold, and what rings goes on ringing', async () => {
    const first = await next({ level: 'yellow', area: code.rudong });
    await heard(idOf(first), person.yangkouDesk);
    const before = await standing(idOf(first));
    const attempts = (await attemptStates(database(), idOf(first))).length;
    const second = await next({ level: 'yellow', area: code.rudong });
    expect(second).toMatchObject({ version: 2, callOutId: first.callOutId });
    expect(await standing(idOf(first))).toEqual(before);
    expect(before).toEqual([`${person.yangkouDesk} answered`, `${person.fengliDesk} silent rings`]);
    expect(await attemptStates(database(), idOf(first))).toHaveLength(attempts);
    expect(await callOuts()).toEqual([{ level: 'yellow', state: 'running' }]);
  });

  it('that reaches further calls those who are new in it', async () => {
    const first = await next({ level: 'yellow', area: code.yangkou });
    const second = await next({ level: 'yellow', area: code.rudong });
    expect(await standing(idOf(first))).toEqual([`${person.yangkouDesk} silent rings`]);
    expect(await standing(idOf(second))).toEqual([`${person.fengliDesk} silent rings`]);
  });

  it('of another level calls everybody in its area anew and lets the others ring on', async () => {
    const first = await next({ level: 'blue', area: code.nantong });
    await heard(idOf(first), person.yangkouDesk);
    const second = await next({ level: 'yellow', area: code.rudong });
    expect(await standing(idOf(first))).toEqual([
      `${person.yangkouDesk} stale`,
      `${person.fengliDesk} superseded`,
      `${person.sanchangDesk} silent rings`,
    ]);
    expect(await standing(idOf(second))).toEqual([`${person.yangkouDesk} silent rings`, `${person.fengliDesk} silent rings`]);
  });

  it('that goes back to a level of before calls anew: in between it was another', async () => {
    const first = await next({ level: 'yellow', area: code.rudong });
    await next({ level: 'blue', area: code.rudong });
    const third = await next({ level: 'yellow', area: code.rudong });
    expect(third.callOutId).not.toBe(first.callOutId);
    expect(await standing(idOf(third))).toEqual([`${person.yangkouDesk} silent rings`, `${person.fengliDesk} silent rings`]);
    expect(await callOuts()).toEqual([
      { level: 'blue', state: 'closed' },
      { level: 'yellow', state: 'closed' },
      { level: 'yellow', state: 'running' },
    ]);
  });

  it('keeps what rings through any number of versions, and a cancel of the last one ends it', async () => {
    const first = await next({ level: 'yellow', area: code.rudong });
    await heard(idOf(first), person.yangkouDesk);
    await next({ level: 'yellow', area: code.rudong });
    const third = await next({ level: 'yellow', area: code.rudong });
    expect(third.callOutId).toBe(first.callOutId);
    await next({ level: 'yellow', area: code.rudong, msgType: 'Cancel' });
    expect(await callOuts()).toEqual([{ level: 'yellow', state: 'cancelled' }]);
    expect(await standing(idOf(first))).toEqual([`${person.yangkouDesk} answered`, `${person.fengliDesk} silent`]);
    const told = (await attemptStates(database(), idOf(first))).filter(({ purpose }) => purpose === 'allClear');
    expect(told.map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
  });

  describe('while a red one awaits its second person', () => {
    it('of the same level and area lets what rings go on, and the release ends it', async () => {
      const yellow = await next({ level: 'yellow', area: code.rudong });
      const red = await next({ level: 'red', area: code.rudong });
      const again = await next({ level: 'red', area: code.rudong });
      expect(again).toMatchObject({ version: 3, callOutId: red.callOutId });
      expect(await standing(idOf(yellow))).toEqual([`${person.yangkouDesk} silent rings`, `${person.fengliDesk} silent rings`]);
      expect((await attemptStates(database(), idOf(yellow))).map(({ state }) => state)).toEqual(['queued', 'queued']);

      await secondPersonReleases(idOf(red));
      expect(await standing(idOf(yellow))).toEqual([`${person.yangkouDesk} superseded`, `${person.fengliDesk} superseded`]);
      expect(await standing(idOf(red))).toContain(`${person.fengliDesk} silent rings`);
      expect(await endedBy(yellow)).toEqual({ username: `commander-${code.nantong}`, version: 2 });
    });

    it.each([
      ['the wider one', true],
      ['the narrower one', false],
    ])('that reaches further ends nothing where the other still awaits: %s is released first', async (_which, isWiderFirst) => {
      const yellow = await next({ level: 'yellow', area: code.nantong });
      const red = await next({ level: 'red', area: code.rudong });
      const wider = await next({ level: 'red', area: code.nantong });
      const desks = [person.yangkouDesk, person.fengliDesk, person.sanchangDesk];
      expect(await standing(idOf(yellow))).toEqual(desks.map((desk) => `${desk} silent rings`));

      await secondPersonReleases(idOf(isWiderFirst ? wider : red));
      const quiet = isWiderFirst ? [person.sanchangDesk] : [person.yangkouDesk, person.fengliDesk];
      const half = desks.map((desk) => `${desk} ${quiet.includes(desk as never) ? 'superseded' : 'silent rings'}`);
      expect(await standing(idOf(yellow))).toEqual(half);
      await secondPersonReleases(idOf(isWiderFirst ? red : wider));
      expect(await standing(idOf(yellow))).toEqual(desks.map((desk) => `${desk} superseded`));
    });

    it('that is no longer red calls in its stead at once', async () => {
      const yellow = await next({ level: 'yellow', area: code.rudong });
      const red = await next({ level: 'red', area: code.rudong });
      const orange = await next({ level: 'orange', area: code.rudong });
      expect(await standing(idOf(yellow))).toEqual([`${person.yangkouDesk} superseded`, `${person.fengliDesk} superseded`]);
      expect((await standing(idOf(red))).every((one) => one.endsWith(' superseded'))).toBe(true);
      expect(await standing(idOf(orange))).toContain(`${person.fengliDesk} silent rings`);
    });
  });

  describe('that its policy leaves to the desk', () => {
    beforeEach(() => leaveToTheDesk('any-orange'));
    afterEach(() => callByItself('any-orange'));

    const leaveToTheDesk = async (id: 'any-orange' | 'any-red') => {
      const level = id === 'any-red' ? 'red' : 'orange';
      const policy = { id, event: null, level, rules: { ...defaultRules(level), callsByItself: false } } as const;
      await database().transaction(wholeServer, (tx) => savePolicy(tx, { policy, version: null, at: new Date(noon), userId: duty.userId }));
    };
    const callByItself = (id: string) => database().transaction(wholeServer, (tx) => deletePolicy(tx, id));

    async function order({ id }: IssuedWarning): Promise<CallOutId> {
      const doors = openDoors(duty, callOutRoutes(database(), new FakeClock(noon), new Doorbell()));
      const { status, body } = await doors.send('post', '/api/call-outs', { warningId: id });
      expect(status).toBe(201);
      return (body as { id: CallOutId }).id;
    }

    const desks = (state: string) => [person.yangkouDesk, person.fengliDesk].map((desk) => `${desk} ${state}`);

    it('lets what rings go on until the desk orders it, which ends the earlier calls', async () => {
      const yellow = await next({ level: 'yellow', area: code.rudong });
      const orange = await next({ level: 'orange', area: code.rudong });
      expect(orange.callOutId).toBeNull();
      expect(await standing(idOf(yellow))).toEqual(desks('silent rings'));
      const ordered = await order(orange);
      expect(await standing(idOf(yellow))).toEqual(desks('superseded'));
      expect(await standing(ordered)).toContain(`${person.fengliDesk} silent rings`);
      expect(await callOuts()).toEqual([
        { level: 'orange', state: 'running' },
        { level: 'yellow', state: 'closed' },
      ]);
      expect(await endedBy(yellow)).toEqual({ username: duty.username, version: 2 });
    });

    it('and takes a second person lets it go on until then', async () => {
      await leaveToTheDesk('any-red');
      const yellow = await next({ level: 'yellow', area: code.rudong });
      const ordered = await order(await next({ level: 'red', area: code.rudong }));
      await callByItself('any-red');
      expect(await standing(idOf(yellow))).toEqual(desks('silent rings'));
      await secondPersonReleases(ordered);
      expect(await standing(idOf(yellow))).toEqual(desks('superseded'));
    });

    it('and overtook the one before it lets the first calls go on', async () => {
      const yellow = await next({ level: 'yellow', area: code.rudong });
      const held = versions;
      const overtaken = { identifier: randomUUID(), sent: '2026-07-26T12:05:00+08:00' };
      versions = [overtaken];
      const orange = await next({ level: 'orange', area: code.rudong });
      versions = held;
      await next({ level: 'blue', area: code.rudong, named: overtaken });
      expect(await standing(idOf(yellow))).toEqual(desks('silent rings'));
      await order(orange);
      expect(await standing(idOf(yellow))).toEqual(desks('superseded'));
    });

    it('and reaches further can be ordered for those who are new in it', async () => {
      const first = await order(await next({ level: 'orange', area: code.yangkou }));
      const wider = await order(await next({ level: 'orange', area: code.rudong }));
      expect(wider).not.toBe(first);
      expect(await standing(wider)).toContain(`${person.fengliDesk} silent rings`);
      expect(await standing(first)).toContain(`${person.yangkouDesk} silent rings`);
    });
  });
});
