import { beforeAll, expect, it } from 'vitest';
import { Typhoon, TyphoonSummary } from '#contract/typhoons.ts';
import { typhoonRoutes } from '../../server/typhoons/typhoons.routes.ts';
import { aSession } from '../support/builders.ts';
import { onBothDatabases } from '../support/database.ts';
import { type Doors, openDoors } from '../support/doors.ts';

onBothDatabases('typhoons', (database) => {
  let doors: Doors;

  beforeAll(async () => {
    await database().asOwner(async (tx) => {
      await tx.query(
        `insert into typhoon (id, name_zh, name_en, source) values ('202305', '杜苏芮', 'Doksuri', 'CMA'), ('202401', '艾云尼', 'Ewiniar', 'CMA')`,
      );
      await tx.query(`insert into typhoon_point (typhoon_id, at, position, pressure_hpa, wind_meters_per_second) values
        ('202305', '2023-07-28T02:00:00Z', st_point(118.6, 24.8, 4326), 945, 50),
        ('202305', '2023-07-20T18:00:00Z', st_point(132.1, 12.6, 4326), 1004, 10)`);
      await tx.query(
        `insert into typhoon_wind_radius (typhoon_id, at, beaufort, min_km, max_km, source) values ('202305', '2023-07-28T02:00:00Z', 7, 200, 300, '')`,
      );
    });
    doors = openDoors(aSession('viewer'), typhoonRoutes(database()));
  });

  it('are listed newest first, also one whose track is not known yet', async () => {
    const { body } = await doors.get('/api/typhoons');
    expect(TyphoonSummary.array().parse(body)).toEqual([
      { id: '202401', nameZh: '艾云尼', nameEn: 'Ewiniar', source: 'CMA', firstAt: null, lastAt: null },
      {
        id: '202305',
        nameZh: '杜苏芮',
        nameEn: 'Doksuri',
        source: 'CMA',
        firstAt: '2023-07-20T18:00:00.000Z',
        lastAt: '2023-07-28T02:00:00.000Z',
      },
    ]);
  });

  it('come with their track in the order of time, each point with its class', async () => {
    const { body } = await doors.get('/api/typhoons/202305');
    const { points, radii } = Typhoon.parse(body);
    expect(points.map((point) => [point.lng, point.windMetersPerSecond, point.class])).toEqual([
      [132.1, 10, null],
      [118.6, 50, 'STY'],
    ]);
    expect(radii).toEqual([{ at: '2023-07-28T02:00:00.000Z', beaufort: 7, minKm: 200, maxKm: 300 }]);
  });

  it('are sent once: 304 while nothing changed', async () => {
    const { headers } = await doors.get('/api/typhoons/202305');
    expect(await doors.get('/api/typhoons/202305', { 'if-none-match': headers.etag! })).toMatchObject({ status: 304 });
  });

  it.each(['202399', 'doksuri', '-1', '2023050', "202305'"])('are unknown by the id %s', async (id) => {
    expect(await doors.get(`/api/typhoons/${encodeURIComponent(id)}`)).toMatchObject({ status: 404, body: { code: 'typhoon/unknown' } });
  });
});
