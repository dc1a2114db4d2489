import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { hazardRoutes } from '../../server/hazards/hazards.routes.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { aSession, noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { code, tinyCity } from '../support/tiny-city.ts';
import { record, tinyRegisters } from '../support/tiny-registers.ts';

onBothDatabases('a hazard that is moved along the ledger', (database) => {
  const doorbell = new Doorbell();
  let routes: ReturnType<typeof hazardRoutes>;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner(tinyRegisters);
    routes = hazardRoutes(database(), new FakeClock(noon), doorbell);
  });
  beforeEach(() => database().asOwner((tx) => tx.query(`update hazard set state = 'assigned', closed_on = null`)));

  const city = aSession('steward');

  function put(path: string, state: unknown, user = city) {
    return openDoors(user, routes).send('put', `/api/incidents/${path}/state`, { state });
  }

  async function stateOf(id: number): Promise<string> {
    const row = await database().asOwner((tx) => tx.one<{ state: string }>(`select state from hazard where id = $1`, [id]));
    return row!.state;
  }

  function factsSeen({ id }: Incident, area: string) {
    return database().transaction({ area }, async (tx) => (await factsAfter(tx, { incidentId: id, since: 1, limit: 10 })).facts);
  }

  it('is patched on every open map of its county, and on no other', async () => {
    const incident = await openedIncident(database());
    const { status, body } = await put(`${incident.id}/hazards/${record.rudong}`, 'controlled');
    const row = { id: record.rudong, state: 'controlled' };
    expect(status).toBe(200);
    expect(body).toEqual({ kind: 'layer.put', areaCode: code.yangkou, layerId: 'hazards', rows: [row] });
    expect(await stateOf(record.rudong)).toBe('controlled');
    expect(await factsSeen(incident, '320623')).toMatchObject([{ layerId: 'hazards', rows: [row] }]);
    expect(await factsSeen(incident, '320614')).toEqual([]);
  });

  it('rings the doorbell of its incident', async () => {
    const incident = await openedIncident(database());
    const rung = new Promise((ring) => doorbell.onRing((id, seq) => ring([id, seq])));
    await put(`${incident.id}/hazards/${record.rudong}`, 'controlled');
    expect(await rung).toEqual([incident.id, 2]);
  });

  it('stays as it is in the register while it moves in a drill', async () => {
    const drill = await openedIncident(database(), { mode: 'exercise' });
    expect(await put(`${drill.id}/hazards/${record.rudong}`, 'reviewed')).toMatchObject({ status: 200 });
    expect(await put(`${drill.id}/hazards/${record.rudong}`, 'closed')).toMatchObject({ status: 200 });
    expect(await stateOf(record.rudong)).toBe('assigned');
    expect(await factsSeen(drill, '3206')).toHaveLength(2);
  });

  it('is closed only after its review', async () => {
    const incident = await openedIncident(database());
    expect(await put(`${incident.id}/hazards/${record.rudong}`, 'closed')).toMatchObject({
      status: 409,
      body: { code: 'hazard/not-reviewed' },
    });
    await put(`${incident.id}/hazards/${record.rudong}`, 'reviewed');
    expect(await put(`${incident.id}/hazards/${record.rudong}`, 'closed')).toMatchObject({ status: 200 });
    expect(await stateOf(record.rudong)).toBe('closed');
  });

  it('is out of reach for another county, and outside the incident of one', async () => {
    const incident = await openedIncident(database());
    const ofRudong = await openedIncident(database(), { areaCode: code.rudong });
    expect(
      await put(`${incident.id}/hazards/${record.haimen}`, 'controlled', aSession('steward', { areaCode: code.rudong })),
    ).toMatchObject({
      status: 404,
      body: { code: 'hazard/unknown' },
    });
    expect(await put(`${ofRudong.id}/hazards/${record.haimen}`, 'controlled')).toMatchObject({
      status: 403,
      body: { code: 'area/outside' },
    });
    expect(
      await put(`${ofRudong.id}/hazards/${record.haimen}`, 'controlled', aSession('steward', { areaCode: code.haimen })),
    ).toMatchObject({ status: 404 });
    expect(await stateOf(record.haimen)).toBe('assigned');
  });

  describe('refuses', () => {
    it.each([
      ['a hazard that is not there', { hazard: 999, status: 404 }],
      ['a negative id', { hazard: -1, status: 404 }],
      ['an id that is no number', { hazard: 'NaN', status: 404 }],
      ['a state the ledger does not have', { state: 'forgotten', status: 400 }],
      ['no state at all', { state: undefined, status: 400 }],
    ])('%s', async (_what, { status, ...wrong }) => {
      const incident = await openedIncident(database());
      const { hazard, state } = { hazard: record.rudong, state: 'controlled', ...wrong };
      expect(await put(`${incident.id}/hazards/${hazard}`, state)).toMatchObject({ status });
    });

    it('an incident that is not there', async () => {
      expect(await put(`nowhere/hazards/${record.rudong}`, 'controlled')).toMatchObject({
        status: 404,
        body: { code: 'incident/unknown' },
      });
    });

    it('who may not edit the registers', async () => {
      const incident = await openedIncident(database());
      expect(await put(`${incident.id}/hazards/${record.rudong}`, 'controlled', aSession('dutyOfficer'))).toMatchObject({ status: 403 });
    });
  });
});
