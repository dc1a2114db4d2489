import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import type { Fact } from '#contract/facts.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { IssuedWarning, Warning } from '#contract/warnings.ts';
import { deletePolicy, savePolicy } from '../../server/policies/policies.store.ts';
import { defaultRules } from '../../server/policies/policies.rules.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { warningRoutes } from '../../server/warnings/warnings.routes.ts';
import { aSession, noon } from '../support/builders.ts';
import { callStates } from '../support/calling.ts';
import { capMessage, capSample, geocode } from '../support/cap-message.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type DoorAnswer } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser, released } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('a warning that comes in', (database) => {
  let duty: Session;
  let rudong: Session;
  let routes: ReturnType<typeof warningRoutes>;
  let incident: Incident;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    rudong = await aUser(database(), 'countyDuty', code.rudong);
    routes = warningRoutes(database(), new FakeClock(noon), new Doorbell());
  });
  beforeEach(async () => {
    incident = await openedIncident(database());
  });

  type Posted = DoorAnswer & { body: IssuedWarning & { code?: string; issues?: unknown } };
  const post = (xml: string | Buffer, { user = duty, into }: { user?: Session; into?: string } = {}) =>
    openDoors(user, routes).post(`/api/warnings/cap?incident=${into ?? incident.id}`, 'application/cap+xml', xml) as Promise<Posted>;
  const warnings = async (user = duty) => (await openDoors(user, routes).get(`/api/incidents/${incident.id}/warnings`)).body as Warning[];
  const facts = (area = '*'): Promise<Fact[]> =>
    database().transaction({ area }, async (tx) => (await factsAfter(tx, { incidentId: incident.id, since: 1, limit: 100 })).facts);
  const callOuts = () =>
    database().transaction(wholeServer, (tx) =>
      tx.query<{ state: string; calls: number }>(
        `select o.state, count(c.id)::int as calls from call_out o left join call c on c.call_out_id = o.id
         where o.incident_id = $1 group by o.id order by o.opened_at, o.state`,
        [incident.id],
      ),
    );

  describe('for the first time', () => {
    it('is placed, calls out its people and is told to every screen', async () => {
      const { status, body } = await post(capSample('doksuri-1-blue.xml'));
      expect(status).toBe(201);
      expect(body).toMatchObject({ msgType: 'Alert', level: 'blue', placement: 'exact', areas: [code.nantong], version: 1 });
      expect(body.callOutId).not.toBeNull();
      expect(await callOuts()).toEqual([{ state: 'running', calls: 3 }]);
      const [put] = await facts();
      expect(put).toMatchObject({
        kind: 'warning.put',
        areaCode: null,
        warning: { id: body.id, callOutId: body.callOutId, state: 'inForce' },
      });
    });

    it('is called out at the word of who brought it, so that a red one waits for somebody else', async () => {
      const { body } = await post(capSample('muifa-exercise-red.xml').replace('Exercise', 'Actual'));
      const callOut = (await facts()).find((fact) => fact.kind === 'callOut.put');
      expect(callOut).toMatchObject({ callOut: { id: body.callOutId, state: 'awaitingRelease', requestedBy: duty.userId } });
    });

    it('is left to the desk where its policy does not call by itself', async () => {
      const policy = {
        id: 'typhoon-blue',
        event: 'typhoon',
        level: 'blue',
        rules: { ...defaultRules('blue'), callsByItself: false },
      } as const;
      await database().transaction(wholeServer, (tx) => savePolicy(tx, { policy, version: null, at: new Date(noon), userId: duty.userId }));
      const { status, body } = await post(capSample('doksuri-1-blue.xml'));
      await database().transaction(wholeServer, (tx) => deletePolicy(tx, policy.id));
      expect([status, body.callOutId]).toEqual([201, null]);
      expect(await callOuts()).toEqual([]);
    });

    it('keeps its polygon, longitude first, and the townships below it', async () => {
      const { body } = await post(capSample('rainstorm-orange-polygon.xml'));
      expect(body).toMatchObject({ placement: 'unplaced', areas: [], unknownCodes: ['320613000000'] });
      const [kept] = await warnings();
      expect(kept!.polygons[0]![0]![0]).toEqual([120.8, 31.99]);
      const overYangkou = capMessage({ area: { polygon: '32.48,121.00 32.48,121.08 32.53,121.08 32.53,121.00' } });
      expect((await post(overYangkou)).body).toMatchObject({ placement: 'exact', areas: [code.yangkou] });
    });

    it('falls back to the county for a township that is not ours', async () => {
      const { body } = await post(capSample('unknown-township-code.xml'));
      expect(body).toMatchObject({ placement: 'coarse', areas: [code.rudong] });
    });

    it('is kept and calls nobody when it is about no area of ours', async () => {
      const { status, body } = await post(capMessage({ area: { '+code': geocode('110105000000') } }));
      expect(status).toBe(201);
      expect(body).toMatchObject({ placement: 'unplaced', unknownCodes: ['110105000000'], callOutId: null });
    });

    it('is accepted with a ring that crosses itself, which an engine of geometry would not survive', async () => {
      const { status, body } = await post(capMessage({ area: { polygon: '32.4,121.0 32.6,121.1 32.4,121.1 32.6,121.0 32.4,121.0' } }));
      expect(status).toBe(201);
      expect(body.areas).toContain(code.yangkou);
    });
  });

  describe('for the second time', () => {
    it('gets the same answer and calls nobody again', async () => {
      const first = await post(capSample('doksuri-1-blue.xml'));
      await post(capSample('doksuri-2-yellow-update.xml'));
      const again = await post(capSample('doksuri-1-blue.xml'));
      expect(again.status).toBe(200);
      expect(again.body).toEqual(first.body);
      expect(await warnings()).toHaveLength(2);
    });

    it('at the same moment is still one', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => post(capSample('doksuri-1-blue.xml'))));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 201]);
      expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
      expect(await callOuts()).toHaveLength(1);
    });

    it('with other words is a conflict', async () => {
      await post(capSample('doksuri-1-blue.xml'));
      const { status, body } = await post(capSample('doksuri-1-blue.xml').replace('Blue', 'Red'));
      expect([status, body.code]).toEqual([409, 'warning/conflict']);
    });

    it('is a new one in another incident', async () => {
      await post(capSample('doksuri-1-blue.xml'));
      const other = await openedIncident(database());
      expect((await post(capSample('doksuri-1-blue.xml'), { into: other.id })).status).toBe(201);
    });
  });

  describe('as an Update', () => {
    it('takes the place of the version before and calls again where it says', async () => {
      await post(capSample('doksuri-1-blue.xml'));
      const { body } = await post(capSample('doksuri-2-yellow-update.xml'));
      // Of the three counties that it names, the tiny city has one.
      expect(body).toMatchObject({ version: 2, level: 'yellow', areas: [code.rudong], unknownCodes: ['320681000000', '320612000000'] });
      expect((await warnings()).map((warning) => [warning.level, warning.state])).toEqual([
        ['blue', 'superseded'],
        ['yellow', 'inForce'],
      ]);
      expect((await facts()).filter((fact) => fact.kind === 'warning.put').map((fact) => fact.warning.state)).toEqual([
        'inForce',
        'superseded',
        'inForce',
      ]);
    });

    it('to red lets the earlier calls ring on until a second person lets its own ring', async () => {
      const blue = (await post(capSample('doksuri-1-blue.xml'))).body.callOutId as CallOutId;
      const red = capSample('doksuri-2-yellow-update.xml').replaceAll('黄', '红').replaceAll('Yellow', 'Red');
      const { body } = await post(red);
      expect(body).toMatchObject({ level: 'red', version: 2 });
      const rings = async (id: CallOutId) =>
        Object.fromEntries(
          (await callStates(database(), id)).map((call) => [call.personId, `${call.state} ${call.dueAt ? 'rings' : 'rests'}`]),
        );
      const townships = [person.yangkouDesk, person.fengliDesk, person.sanchangDesk];
      expect(await rings(blue)).toEqual(Object.fromEntries(townships.map((id) => [id, 'silent rings'])));
      expect((await callOuts()).map(({ state }) => state).sort()).toEqual(['awaitingRelease', 'running']);

      await released(database(), { now: new Date(noon), doorbell: new Doorbell() }, body.callOutId as CallOutId);
      expect(await rings(blue)).toEqual({
        [person.yangkouDesk]: 'superseded rests',
        [person.fengliDesk]: 'superseded rests',
        [person.sanchangDesk]: 'silent rings',
      });
      expect(await rings(body.callOutId as CallOutId)).toMatchObject({
        [person.yangkouDesk]: 'silent rings',
        [person.fengliDesk]: 'silent rings',
      });
      expect((await callOuts()).map(({ state }) => state)).toEqual(['running', 'running']);
    });

    it('to red that overtook the one before it lets the first calls ring on until then, too', async () => {
      const version = (identifier: string, headline: string, before?: string) =>
        capMessage({
          alert: {
            identifier,
            ...(before !== undefined && { msgType: 'Update', references: `nantong@example.invalid,${before},2026-07-26T12:00:00+08:00` }),
          },
          info: { headline },
          area: { '+code': geocode(code.nantong) },
        });
      const first = (await post(version('A', '台风蓝色预警信号'))).body.callOutId as CallOutId;
      const last = (await post(version('C', '台风红色预警信号', 'B'))).body.callOutId as CallOutId;
      await post(version('B', '台风黄色预警信号', 'A'));
      const dueTimes = async () => (await callStates(database(), first)).filter(({ dueAt }) => dueAt !== null).length;
      expect(await dueTimes()).toBe(3);
      await released(database(), { now: new Date(noon), doorbell: new Doorbell() }, last);
      expect(await dueTimes()).toBe(0);
    });

    it('that overtook its Alert leaves it superseded, to call where the Update does not', async () => {
      const update = (await post(capSample('doksuri-2-yellow-update.xml'))).body;
      const { body } = await post(capSample('doksuri-1-blue.xml'));
      expect(body).toMatchObject({ version: 1, notes: [] });
      expect((await warnings()).find((warning) => warning.id === body.id)).toMatchObject({ state: 'superseded' });
      const rings = async (id: string | null) =>
        (await callStates(database(), id as CallOutId)).filter(({ dueAt }) => dueAt !== null).map(({ personId }) => personId);
      expect(await rings(body.callOutId)).toEqual([person.sanchangDesk]);
      expect(await rings(update.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
    });

    it('that overtook its Alert for all its areas leaves it silent', async () => {
      await post(capSample('doksuri-2-yellow-update.xml').replace('320623000000', code.nantong));
      expect((await post(capSample('doksuri-1-blue.xml'))).body.callOutId).toBeNull();
      expect(await callOuts()).toHaveLength(1);
    });

    it('that arrives together with its Alert meets it', async () => {
      await Promise.all([post(capSample('doksuri-2-yellow-update.xml')), post(capSample('doksuri-1-blue.xml'))]);
      const states = (await warnings()).map((warning) => [warning.level, warning.state]).sort();
      expect(states).toEqual([
        ['blue', 'superseded'],
        ['yellow', 'inForce'],
      ]);
    });
  });

  describe('as a Cancel', () => {
    it('ends all calling', async () => {
      for (const name of ['doksuri-1-blue.xml', 'doksuri-2-yellow-update.xml']) await post(capSample(name));
      const { status, body } = await post(capSample('doksuri-3-cancel.xml'));
      expect(status).toBe(201);
      expect(body).toMatchObject({ msgType: 'Cancel', callOutId: null, version: 3 });
      expect((await callOuts()).map((callOut) => callOut.state)).toEqual(['cancelled', 'cancelled']);
      const closers = await database().asOwner((tx) =>
        tx.query(
          `select distinct o.closed_by as "userId", w.msg_type as "msgType" from call_out o join warning w on w.id = o.closed_by_notice`,
        ),
      );
      expect(closers).toContainEqual({ userId: duty.userId, msgType: 'Cancel' });
      expect((await warnings()).map((warning) => warning.state).sort()).toEqual(['cancelled', 'ended', 'superseded']);
    });

    it('of nothing we hold closes nothing', async () => {
      await post(capSample('muifa-exercise-red.xml').replace('Exercise', 'Actual'));
      expect((await post(capSample('doksuri-3-cancel.xml'))).status).toBe(201);
      expect((await callOuts()).map((callOut) => callOut.state)).toEqual(['awaitingRelease']);
    });

    it('without a word of its own takes the level of what it ends', async () => {
      await post(capSample('doksuri-1-blue.xml'));
      const references = 'nantong-observatory@example.invalid,32060041600000_20230728112000,2023-07-28T11:20:00+08:00';
      const { body } = await post(capMessage({ alert: { msgType: 'Cancel', references }, infos: '' }));
      expect(body).toMatchObject({ msgType: 'Cancel', level: 'blue' });
    });
  });

  describe('is refused', () => {
    const refusal = async (answer: Promise<DoorAnswer & { body: { code?: string } }>) => {
      const { status, body } = await answer;
      return [status, body.code];
    };

    it('as a drill in what is real, and let in as a replay of the real in a drill', async () => {
      const drill = await openedIncident(database(), { mode: 'exercise' });
      expect(await refusal(post(capSample('muifa-exercise-red.xml')))).toEqual([409, 'warning/mode-mismatch']);
      expect((await post(capSample('muifa-exercise-red.xml'), { into: drill.id })).status).toBe(201);
      expect((await post(capSample('doksuri-1-blue.xml'), { into: drill.id })).status).toBe(201);
    });

    it('from a county that warns, updates or calls off beyond itself', async () => {
      expect(await refusal(post(capSample('doksuri-1-blue.xml'), { user: rudong }))).toEqual([403, 'area/outside']);
      await post(capSample('doksuri-1-blue.xml'));
      expect(await refusal(post(capSample('doksuri-2-yellow-update.xml'), { user: rudong }))).toEqual([403, 'area/outside']);
      expect((await post(capSample('unknown-township-code.xml'), { user: rudong })).status).toBe(201);
    });

    it('for an incident that is not there, or belongs to another county', async () => {
      const haimen = await openedIncident(database(), { areaCode: code.haimen });
      expect(await refusal(post(capSample('doksuri-1-blue.xml'), { into: 'x' }))).toEqual([404, 'incident/unknown']);
      expect(await refusal(post(capSample('unknown-township-code.xml'), { user: rudong, into: haimen.id }))).toEqual([
        404,
        'incident/unknown',
      ]);
    });

    it('from those who may not issue warnings', async () => {
      expect(await refusal(post('x', { user: aSession('viewer') }))).toEqual([403, 'session/not-allowed']);
    });

    it('when it is malformed, with where and why', async () => {
      const { status, body } = await post(capMessage({ alert: { sent: null } }));
      expect([status, body.code, body.issues]).toEqual([400, 'warning/malformed', [{ path: 'alert.sent', reason: 'missing' }]]);
    });

    it('with a DOCTYPE', async () => {
      expect(await refusal(post('<!DOCTYPE alert><alert/>'))).toEqual([400, 'warning/doctype']);
    });

    it('when it is too large', async () => {
      expect(await refusal(post(`<alert>${'x'.repeat(6 * 1024 * 1024)}</alert>`))).toEqual([413, 'request/too-large']);
    });

    it('under another content type', async () => {
      const { status, body } = await openDoors(duty, routes).post(`/api/warnings/cap?incident=${incident.id}`, 'text/plain', capMessage());
      expect([status, (body as { code: string }).code]).toEqual([415, 'request/unsupported-type']);
    });

    it('without leaving anything behind', async () => {
      await post(capMessage({ info: { severity: 'Unknown', headline: 'x' } }));
      expect(await warnings()).toEqual([]);
      expect(await facts()).toEqual([]);
    });
  });

  it('is found by its id, and only by who may see its incident', async () => {
    const haimen = await openedIncident(database(), { areaCode: code.haimen });
    const { body } = await post(capMessage({ area: { '+code': geocode(code.sanchang) } }), { into: haimen.id });
    const seen = async (user = duty) => (await openDoors(user, routes).get(`/api/warnings/${body.id}`)).status;
    expect([await seen(), await seen(rudong)]).toEqual([200, 404]);
  });
});
