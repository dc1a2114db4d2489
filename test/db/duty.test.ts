import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '#contract/posts.ts';
import type { Session } from '#contract/session.ts';
import { dutyRoutes } from '../../server/duty/duty.routes.ts';
import { postRoutes } from '../../server/posts/posts.routes.ts';
import { aSession, noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const hours = (from: number, to: number) => ({
  startsAt: new Date(Date.parse(noon) + from * 3_600_000).toISOString(),
  endsAt: new Date(Date.parse(noon) + to * 3_600_000).toISOString(),
});
const village = '320623101200';

onBothDatabases('duty', (database) => {
  const sql = <R extends Record<string, unknown>>(text: string, values?: unknown[]) =>
    database().asOwner((tx) => tx.query<R>(text, values));

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await sql(
      `insert into app_user (id, username, display_name, password_hash, roles, area_code) values (1, 'somebody', '', '', '{}', $1)`,
      [code.nantong],
    );
  });
  beforeEach(() => sql(`delete from duty_shift; delete from leave`));

  const city = aSession('dutyOfficer');
  const rudong = aSession('countyDuty', { areaCode: code.rudong });
  const at = (user: Session) => {
    const clock = new FakeClock(noon);
    return openDoors(user, postRoutes(database(), clock), dutyRoutes(database(), clock));
  };
  const turn = (personId: number, [from, to]: [number, number], { kind = 'regular', user = city } = {}) =>
    at(user).send('post', '/api/duty/shifts', { postId: person.yangkouDesk, kind, turns: [{ personId, ...hours(from, to) }] });
  const away = (personId: number, from: number, to: number) => at(city).send('post', '/api/duty/leaves', { personId, ...hours(from, to) });
  async function holder(hour = 0, postId: number = person.yangkouDesk) {
    const [row] = await sql<{ holder: number }>(`select holder_at($1, $2) as holder`, [postId, hours(hour, 0).startsAt]);
    return row!.holder;
  }
  const lastTrail = async () => (await sql(`select action, area_code as "areaCode" from audit order by id desc limit 1`))[0];

  describe('of a post', () => {
    it('is its own person where nothing else is said', async () => {
      expect(await holder()).toBe(person.yangkouDesk);
    });

    it('is who the rota says, and an override before the rota', async () => {
      await turn(person.yangkouHead, [-1, 1]);
      await turn(person.rudongLead, [0, 1], { kind: 'override' });
      expect([await holder(-1), await holder(0), await holder(1)]).toEqual([person.yangkouHead, person.rudongLead, person.yangkouDesk]);
    });

    it('falls to the deputy while the holder is on leave', async () => {
      await away(person.yangkouDesk, -1, 1);
      expect([await holder(0), await holder(1)]).toEqual([person.yangkouHead, person.yangkouDesk]);
    });

    it('stays with the holder when the deputy is away too', async () => {
      await away(person.yangkouDesk, -1, 1);
      await away(person.yangkouHead, -1, 1);
      expect(await sql(`select person_id, deputy_id, is_away from holders_at($1) where post_id = $2`, [noon, person.yangkouDesk])).toEqual([
        { person_id: person.yangkouDesk, deputy_id: null, is_away: true },
      ]);
    });

    it('shows where its post is listed', async () => {
      await away(person.yangkouDesk, -1, 1);
      const { body } = await at(rudong).get(`/api/posts?area=${code.yangkou}`);
      expect(body).toMatchObject([
        {
          id: person.yangkouDesk,
          holder: { id: person.yangkouHead, maskedName: '测**' },
          isAway: false,
          superior: { kind: 'countyDutyDesk' },
        },
        { id: person.yangkouHead },
      ]);
    });
  });

  describe('a rota', () => {
    it('is added whole, and read back for its area and time', async () => {
      const turns = [0, 1, 2].map((day) => ({ personId: person.yangkouHead, ...hours(24 * day, 24 * day + 12) }));
      const added = await at(city).send('post', '/api/duty/shifts', { postId: person.yangkouDesk, kind: 'regular', turns });
      expect(added).toMatchObject({ status: 201, body: [{ postKind: 'townshipDutyDesk' }, {}, {}] });
      const { body } = await at(city).get(`/api/duty?area=${code.yangkou}&from=${hours(13, 0).startsAt}&to=${hours(36, 0).startsAt}`);
      expect(body).toMatchObject({ shifts: [turns[1]], leaves: [] });
      expect(await lastTrail()).toEqual({ action: 'shifts.added', areaCode: code.yangkou });
    });

    it('never has two people hold a post at once', async () => {
      await turn(person.yangkouHead, [0, 12]);
      expect(await turn(person.yangkouDesk, [11, 13])).toMatchObject({ status: 409, body: { code: 'shift/overlap' } });
      expect((await turn(person.yangkouDesk, [12, 13])).status).toBe(201);
    });

    it('gives a turn back', async () => {
      const { body } = await turn(person.yangkouHead, [0, 12]);
      const [{ id }] = body as [{ id: number }];
      expect((await at(city).remove(`/api/duty/shifts/${id}`)).status).toBe(204);
      expect(await at(city).remove(`/api/duty/shifts/${id}`)).toMatchObject({ status: 404, body: { code: 'shift/unknown' } });
    });

    it.each([
      ['an end before its start', { startsAt: noon, endsAt: '2020-01-01T00:00:00Z' }],
      ['no time', { startsAt: 'soon', endsAt: 'later' }],
      ['more than a year', { startsAt: '2020-01-01T00:00:00Z', endsAt: '2022-01-01T00:00:00Z' }],
    ])('takes no turn with %s', async (_name, span) => {
      const body = { postId: person.yangkouDesk, kind: 'regular', turns: [{ personId: person.yangkouHead, ...span }] };
      expect(await at(city).send('post', '/api/duty/shifts', body)).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    });

    it('is not for another county, nor for its people', async () => {
      const foreign = { postId: person.sanchangDesk, kind: 'regular', turns: [{ personId: person.yangkouHead, ...hours(0, 1) }] };
      expect(await at(rudong).send('post', '/api/duty/shifts', foreign)).toMatchObject({ status: 404, body: { code: 'post/unknown' } });
      expect(await turn(person.sanchangDesk, [0, 1], { user: rudong })).toMatchObject({ status: 404, body: { code: 'person/unknown' } });
    });
  });

  describe('a post', () => {
    const edited = { personId: person.yangkouHead, deputyId: person.yangkouDesk, superiorPostId: person.rudongDesk };
    const put = (id: number, body: object, user = city) => at(user).send('put', `/api/posts/${id}`, body);
    const restore = { personId: person.yangkouDesk, deputyId: person.yangkouHead, superiorPostId: person.rudongDesk };

    it('is given its person, deputy and superior, and the trail says what changed', async () => {
      const { status, body } = await put(person.yangkouDesk, edited, rudong);
      expect(status).toBe(200);
      expect(body as Post).toMatchObject({
        person: { id: person.yangkouHead },
        deputy: { id: person.yangkouDesk },
        holder: { id: person.yangkouHead },
      });
      expect(await lastTrail()).toEqual({ action: 'post.changed', areaCode: code.yangkou });
      await put(person.yangkouDesk, restore);
    });

    it('never closes a circle', async () => {
      await sql(`update post set level = 'county' where id = $1`, [person.yangkouHead]);
      expect(
        await put(person.rudongDesk, { personId: person.rudongDesk, deputyId: null, superiorPostId: person.yangkouHead }),
      ).toMatchObject({
        status: 409,
        body: { code: 'post/cycle' },
      });
      await sql(`update post set level = 'township' where id = $1`, [person.yangkouHead]);
      const own = { ...restore, superiorPostId: person.yangkouDesk };
      expect(await put(person.yangkouDesk, own)).toMatchObject({ status: 409, body: { code: 'post/cycle' } });
    });

    it.each([
      ['its deputy is its holder', { ...restore, deputyId: person.yangkouDesk }, '400 post/deputy-is-holder'],
      ['its superior is below it', { ...restore, superiorPostId: person.yangkouVillageLead }, '400 post/superior-below'],
      ['its person is nobody', { ...restore, personId: 987_654 }, '404 person/unknown'],
      ['its superior is no post', { ...restore, superiorPostId: 987_654 }, '404 post/unknown'],
      ['it says nothing', {}, '400 request/invalid'],
    ])('is left as it is when %s', async (_name, edited, refusal) => {
      const { status, body } = await put(person.yangkouDesk, edited);
      expect(`${status} ${(body as { code: string }).code}`).toBe(refusal);
    });

    it('of another county is unknown', async () => {
      expect(await put(person.sanchangDesk, restore, rudong)).toMatchObject({ status: 404, body: { code: 'post/unknown' } });
    });

    it('keeps a superior outside the county that edits it', async () => {
      const same = { personId: person.rudongDesk, deputyId: person.rudongLead, superiorPostId: person.cityDesk };
      expect(await put(person.rudongDesk, same, rudong)).toMatchObject({
        status: 200,
        body: { superiorPostId: person.cityDesk, superior: null },
      });
    });

    it('of a guardian takes the households along', async () => {
      await put(person.yangkouGuardian, { personId: person.yangkouHead, deputyId: null, superiorPostId: person.yangkouVillageLead });
      expect(await sql(`select guardian_id from household where area_code = $1`, [village])).toEqual([{ guardian_id: person.yangkouHead }]);
      await put(person.yangkouGuardian, {
        personId: person.yangkouGuardian,
        deputyId: person.yangkouVillageLead,
        superiorPostId: person.yangkouVillageLead,
      });
    });
  });

  describe('a number', () => {
    const put = (address: string, user = rudong) =>
      at(user).send('put', `/api/people/${person.fengliDesk}/contacts/2`, { channel: 'mobile', address });
    const kept = async () =>
      (await sql<{ address: string }>(`select address from contact where person_id = $1 and ordinal = 2`, [person.fengliDesk]))[0]?.address;

    it('is kept without what people type between digits, and the trail does not hold it', async () => {
      expect((await put(' 138 0013-8000 ')).status).toBe(204);
      expect(await kept()).toBe('13800138000');
      expect((await put('１３９００１３９０００')).status).toBe(204);
      expect(await kept()).toBe('13900139000');
      expect(JSON.stringify(await sql(`select * from audit`))).not.toContain('13900139000');
    });

    it('is taken away', async () => {
      await put('13800138000');
      const path = `/api/people/${person.fengliDesk}/contacts/2`;
      expect((await at(rudong).remove(path)).status).toBe(204);
      expect(await at(rudong).remove(path)).toMatchObject({ status: 404, body: { code: 'contact/unknown' } });
    });

    it('of a wrong form is refused', async () => {
      expect(await put('12')).toMatchObject({ status: 400, body: { code: 'contact/too-short' } });
    });

    it('of another county is unknown', async () => {
      const haimen = aSession('countyDuty', { areaCode: code.haimen });
      expect(await put('13800138000', haimen)).toMatchObject({ status: 404, body: { code: 'person/unknown' } });
    });
  });
});
