import { beforeAll, describe, expect, it } from 'vitest';
import { decodeColumns } from '#contract/layer-columns.ts';
import { LayerEntry, registerLayers } from '#contract/layers.ts';
import { RecordCard } from '#contract/records.ts';
import {
  enterpriseKinds,
  evacueeCategories,
  hazardGrades,
  hazardStates,
  shelterKinds,
  stationKinds,
  stockItems,
  supplyPointLevels,
  teamTypes,
} from '#contract/registers.ts';
import type { Role } from '#contract/session.ts';
import { layerRoutes } from '../../server/layers/layers.routes.ts';
import { aSession } from '../support/builders.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { type Doors, openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { record, tinyRegisters } from '../support/tiny-registers.ts';

/** Reads a layer as a browser does. */
async function layerAt(doors: Doors, id: string) {
  const { bytes, headers } = await doors.bytes(`/api/layers/${id}`);
  return { ...decodeColumns(bytes), headers };
}

onBothDatabases('the layers', (database) => {
  let routes: ReturnType<typeof layerRoutes>;
  const doorsOf = (role: Role, areaCode: string = code.nantong) => openDoors(aSession(role, { areaCode }), routes);

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner(tinyRegisters);
    routes = layerRoutes(database());
  });

  it('are listed with what the asker would be sent', async () => {
    const { body } = await doorsOf('dutyOfficer').get('/api/layers');
    const entries = LayerEntry.array().parse(body);
    const counts = entries.filter((entry) => entry.kind === 'register').map(({ id, count }) => [id, count]);
    expect(Object.fromEntries(counts)).toEqual({
      hazards: 2,
      enterprises: 2,
      evacuees: 2,
      shelters: 2,
      supplyPoints: 2,
      teams: 2,
      stations: 1,
    });
    expect(entries.filter((entry) => entry.kind === 'live').map((entry) => entry.id)).toEqual(['warnings', 'silence', 'typhoon']);
  });

  it('come as columns in which each record stands where it is', async () => {
    const hazards = await layerAt(doorsOf('dutyOfficer'), 'hazards');
    const row = hazards.ids.indexOf(record.rudong);
    expect([hazards.positions[2 * row], hazards.positions[2 * row + 1]]).toEqual([121.04, 32.505]);
    expect(hazards.columns.map(({ name, values, bytes }) => [name, values[bytes[row]!]])).toEqual([
      ['category', 'sluice'],
      ['state', 'assigned'],
      ['grade', 'serious'],
    ]);
  });

  it('show a supply point with an item below its minimum', async () => {
    const { columns } = await layerAt(doorsOf('dutyOfficer'), 'supplyPoints');
    expect(columns.find((column) => column.name === 'state')!.bytes[0]).toBe(1);
  });

  it.each(registerLayers.filter((id) => id !== 'stations'))(
    'send Rudong the %s of Rudong only, also when Haimen asked before',
    async (id) => {
      const haimen = await layerAt(doorsOf('countyDuty', code.haimen), id);
      const rudong = await layerAt(doorsOf('countyDuty', code.rudong), id);
      expect([haimen.count, rudong.count]).toEqual([1, 1]);
      expect(haimen.ids[0]).not.toBe(rudong.ids[0]);
    },
  );

  it('are asked for again for nothing: 304 until something changed', async () => {
    const doors = doorsOf('dutyOfficer');
    const { headers } = await layerAt(doors, 'teams');
    expect(headers).toMatchObject({ 'cache-control': 'private, no-cache', 'content-type': 'application/octet-stream' });
    const known = { 'if-none-match': headers.etag! };
    expect(await doors.get('/api/layers/teams', known)).toMatchObject({ status: 304 });
    await database().asOwner((tx) => tx.query(`update team set type = 'fire' where id = $1`, [record.haimen]));
    expect(await doors.get('/api/layers/teams', known)).toMatchObject({ status: 200 });
    const { columns } = await layerAt(doors, 'teams');
    expect(Array.from(columns[0]!.bytes, (byte) => columns[0]!.values[byte]).sort()).toEqual(['fire', 'flood']);
  });

  it('keep their ETag when something changed where the asker cannot see', async () => {
    const rudong = doorsOf('countyDuty', code.rudong);
    const { headers } = await layerAt(rudong, 'enterprises');
    await database().asOwner((tx) => tx.query(`update enterprise set kind = 'dust' where id = $1`, [record.haimen]));
    expect(await rudong.get('/api/layers/enterprises', { 'if-none-match': headers.etag! })).toMatchObject({ status: 304 });
  });

  it('have another strong ETag for each packing', async () => {
    const doors = doorsOf('dutyOfficer');
    const answers = [];
    for (const coding of ['br', 'gzip', 'identity']) answers.push(await doors.get('/api/layers/shelters', { 'accept-encoding': coding }));
    expect(answers.map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip', undefined]);
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { headers } of answers) expect(headers.etag).toMatch(/^"[\w-]+"$/);
  });

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['deflate', undefined],
    ['', undefined],
  ])('come to a browser that accepts "%s" packed as %s', async (accepted, coding) => {
    const { headers } = await doorsOf('dutyOfficer').get('/api/layers/shelters', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(coding);
  });

  it('roll people up by township for who may not see single ones, and hide numbers under five', async () => {
    const entries = LayerEntry.array().parse((await doorsOf('viewer').get('/api/layers')).body);
    expect(entries.find((entry) => entry.id === 'evacuees')).toMatchObject({ detail: 'rollUp', count: 0 });
    const rolled = await layerAt(doorsOf('wall'), 'evacuees');
    expect([...rolled.ids].sort()).toEqual([320614418, 320623101]);
    expect([...rolled.numbers[0]!.values]).toEqual([0, 0]);
    expect(Array.from(rolled.columns[0]!.bytes, (byte) => rolled.columns[0]!.values[byte])).toEqual(['underFive', 'underFive']);
  });

  it.each(registerLayers)('have a card for every record of the %s, with names masked', async (layer) => {
    const id = layer === 'evacuees' || layer === 'shelters' ? person.yangkouEvacuee : record.rudong;
    const { status, body } = await doorsOf('countyDuty', code.rudong).get(`/api/layers/${layer}/records/${id}`);
    expect(status).toBe(200);
    expect(RecordCard.parse(body)).toEqual(body);
    expect(JSON.stringify(body)).not.toMatch(/测试\d/);
  });

  it('have cards for several records of one place', async () => {
    const { body } = await doorsOf('dutyOfficer').get('/api/layers/teams/records?ids=1,2');
    expect(body).toHaveLength(2);
  });

  it.each(['shelters', 'supplyPoints', 'teams', 'hazards', 'enterprises', 'evacuees'])(
    'have no card of another county in the %s, one by one or in a list',
    async (layer) => {
      const rudong = doorsOf('countyDuty', code.rudong);
      const id = layer === 'shelters' || layer === 'evacuees' ? person.sanchangEvacuee : record.haimen;
      expect(await rudong.get(`/api/layers/${layer}/records/${id}`)).toMatchObject({ status: 404, body: { code: 'record/unknown' } });
      expect(await rudong.get(`/api/layers/${layer}/records?ids=${id}`)).toMatchObject({ status: 200, body: [] });
    },
  );

  it('have no cards of people for who may not see single ones', async () => {
    const path = `/api/layers/evacuees/records`;
    expect(await doorsOf('viewer').get(`${path}/${person.yangkouEvacuee}`)).toMatchObject({ status: 403 });
    expect(await doorsOf('wall').get(`${path}?ids=${person.yangkouEvacuee}`)).toMatchObject({ status: 403 });
  });

  it.each([
    ['/api/layers/secrets', 404, 'layer/unknown'],
    ['/api/layers/__proto__', 404, 'layer/unknown'],
    ['/api/layers/typhoon', 404, 'layer/unknown'],
    ['/api/layers/secrets/records/1', 404, 'layer/unknown'],
    ['/api/layers/teams/records/-1', 404, 'record/unknown'],
    ['/api/layers/teams/records/NaN', 404, 'record/unknown'],
    ['/api/layers/teams/records/1e3', 404, 'record/unknown'],
    ['/api/layers/teams/records/99999999999999999999', 404, 'record/unknown'],
    ['/api/layers/teams/records', 400, 'request/invalid'],
    ['/api/layers/teams/records?ids=', 400, 'request/invalid'],
    ['/api/layers/teams/records?ids=1,NaN', 400, 'request/invalid'],
    ['/api/layers/teams/records?ids=1&ids=2', 400, 'request/invalid'],
    [`/api/layers/teams/records?ids=${Array.from({ length: 51 }, (_, id) => id + 1).join()}`, 400, 'request/invalid'],
    [`/api/layers/teams/records?ids=${Array.from({ length: 2000 }, (_, id) => id + 1).join()}`, 400, 'request/invalid'],
  ])('refuse %.60s', async (path, status, refusal) => {
    expect(await doorsOf('dutyOfficer').get(path)).toMatchObject({ status, body: { code: refusal } });
  });
});

describe('the words of the registers', () => {
  const database = withDatabase();

  it.each([
    ['evacuee', 'category', evacueeCategories],
    ['shelter', 'kind', shelterKinds],
    ['supply_point', 'level', supplyPointLevels],
    ['stock_line', 'item', stockItems],
    ['team', 'type', teamTypes],
    ['hazard', 'state', hazardStates],
    ['hazard', 'grade', hazardGrades],
    ['enterprise', 'kind', enterpriseKinds],
    ['station', 'kind', stationKinds],
  ])('are those that the database allows for %s.%s', async (table, column, words) => {
    const checks = await database().asOwner((tx) =>
      tx.query<{ text: string }>(`select pg_get_constraintdef(oid) as text from pg_constraint where conname = $1`, [
        `${table}_${column}_check`,
      ]),
    );
    expect([...checks[0]!.text.matchAll(/'(\w+)'::text/g)].map(([, word]) => word)).toEqual([...words]);
  });
});
