import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallId, CallOutId } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { IssuedWarning, WarningLevel } from '#contract/warnings.ts';
import { takeReceipts } from '../../server/calls/receipts.commands.ts';
import { wholeServer } from '../../server/kernel/db.ts';
import { Doorbell } from '../../server/kernel/doorbell.ts';
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
  async function next({ level, area, msgType = versions.length === 0 ? 'Alert' : 'Update' }: Told): Promise<IssuedWarning> {
    const identifier = randomUUID();
    const sent = `2026-07-26T12:0${versions.length}:00+08:00`;
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
    });

    it('that reaches further ends nothing where the other still awaits, in whichever order they are released', async () => {
      for (const isWiderFirst of [true, false]) {
        versions = [];
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
      }
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
});
