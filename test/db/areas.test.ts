import { beforeAll, describe, expect, it } from 'vitest';
import { Area } from '#contract/areas.ts';
import { Figures } from '#contract/figures.ts';
import { SearchHit } from '#contract/search.ts';
import { areaRoutes } from '../../server/areas/areas.routes.ts';
import { figureRoutes } from '../../server/areas/figures.routes.ts';
import { searchRoutes } from '../../server/areas/search.routes.ts';
import { aSession } from '../support/builders.ts';
import { onBothDatabases } from '../support/database.ts';
import { type Doors, openDoors } from '../support/doors.ts';
import { code, tinyCity } from '../support/tiny-city.ts';
import { tinyRegisters } from '../support/tiny-registers.ts';

onBothDatabases('areas', (database) => {
  let doors: Doors;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner(tinyRegisters);
    await database().asOwner((tx) => tx.query(`update area set initials = 'ykz' where code = $1`, [code.yangkou]));
    const rudong = aSession('countyDuty', { areaCode: code.rudong });
    doors = openDoors(rudong, areaRoutes(database()), searchRoutes(database()), figureRoutes(database()));
  });

  const find = async (typed: string) => {
    const { status, body } = await doors.get(`/api/search?q=${encodeURIComponent(typed)}`);
    expect(status).toBe(200);
    return SearchHit.array().parse(body);
  };

  describe('by name', () => {
    it('are known to everyone down to the townships', async () => {
      const { body } = await doors.get('/api/areas');
      expect(Area.array().parse(body)).toHaveLength(6);
      expect(body).toContainEqual({
        code: code.sanchang,
        parentCode: code.haimen,
        level: 'township',
        kind: 'statistical',
        nameZh: '三厂街道',
        nameEn: 'Sanchang Subdistrict',
        initials: '',
        center: [121.24, 31.89],
        unverified: false,
      });
    });

    it('are told down to the villages of one township when asked', async () => {
      const { body } = await doors.get(`/api/areas?level=village&parent=${code.yangkou}`);
      expect(
        Area.array()
          .parse(body)
          .map((area) => area.nameZh),
      ).toEqual(['浒路村']);
    });

    it.each(['level=county', `parent=${code.yangkou}`, 'level=village&parent=3206', 'colour=red'])('are not told for %s', async (query) => {
      expect(await doors.get(`/api/areas?${query}`)).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    });
  });

  describe('in outline', () => {
    it('come as GeoJSON of counties and townships', async () => {
      const { headers, bytes } = await doors.bytes('/api/areas/boundaries');
      const outlines = JSON.parse(bytes.toString()) as GeoJSON.FeatureCollection;
      expect(headers['content-type']).toBe('application/geo+json');
      expect(outlines.features.map((feature) => feature.properties?.level as string)).toEqual([
        'county',
        'township',
        'county',
        'township',
        'township',
      ]);
      expect(outlines.features[0]!.geometry.type).toBe('MultiPolygon');
    });

    it('are sent once: 304 until an outline changed', async () => {
      const { headers } = await doors.bytes('/api/areas/boundaries');
      const known = { 'if-none-match': headers.etag! };
      expect(await doors.get('/api/areas/boundaries', known)).toMatchObject({ status: 304 });
      await database().asOwner((tx) => tx.query(`update area set boundary = null where code = $1`, [code.fengli]));
      expect(await doors.get('/api/areas/boundaries', known)).toMatchObject({ status: 200 });
    });
  });

  describe('in the search box', () => {
    it.each([
      ['洋口', code.yangkou],
      ['YANGKOU', code.yangkou],
      ['ykz', code.yangkou],
      ['320623101', code.yangkou],
      ['海门', code.haimen],
      ['ｙｋｚ', code.yangkou],
      ['洋 口', code.yangkou],
      ['　洋　口　', code.yangkou],
      ['yangkou  town', code.yangkou],
      ['３２０６２３１０１', code.yangkou],
      ['海门市', code.haimen],
      ['HAIMEN CITY', code.haimen],
    ])('are found by %s', async (typed, found) => {
      expect((await find(typed))[0]).toMatchObject({ kind: 'area', id: found });
    });

    it('stand beside the places of the asker’s own area, and of no other', async () => {
      expect((await find('洋口')).map((hit) => hit.kind)).toEqual(['area', 'enterprise', 'supplyPoint', 'team']);
      expect((await find('三厂')).map((hit) => hit.kind)).toEqual(['area']);
    });

    it('never stand beside people', async () => {
      expect(await find('测试')).toEqual([]);
    });

    it.each(['%', '_', "'; drop table area; --", '\\', '(', '💧'])('take %s for what it is', async (typed) => {
      expect(await find(typed)).toEqual([]);
    });

    it.each(['', '%20', 'x'.repeat(61), '%00', '1&q=2'])('do not look for "%s"', async (query) => {
      expect(await doors.get(`/api/search?q=${query}`)).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    });
  });

  it('are counted for the whole city, whoever asks', async () => {
    const { body } = await doors.get('/api/figures');
    expect(Figures.parse(body)).toEqual({
      hazards: 2,
      supplyPoints: { municipal: 0, county: 0, township: 2 },
      teams: 2,
      teamMembers: 60,
      evacuees: 2,
      households: 2,
      shelters: 2,
      shelterCapacity: 80,
      townships: 3,
      villages: 3,
      chemicalEnterprises: 2,
      dustEnterprises: 0,
    });
  });
});
