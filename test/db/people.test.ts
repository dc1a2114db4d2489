import { beforeAll, expect, it } from 'vitest';
import { Person, RevealedPerson } from '#contract/people.ts';
import type { Session } from '#contract/session.ts';
import { peopleRoutes } from '../../server/people/people.routes.ts';
import { aSession, noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const purpose = '核对转移名单';

onBothDatabases('people', (database) => {
  let routes: ReturnType<typeof peopleRoutes>;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner((tx) =>
      tx.query(
        `insert into app_user (id, username, display_name, password_hash, roles, area_code) values (1, 'somebody', '', '', '{}', $1)`,
        [code.nantong],
      ),
    );
    routes = peopleRoutes(database(), new FakeClock(noon));
  });

  const rudong = () => openDoors(aSession('countyDuty', { areaCode: code.rudong }), routes);
  const reveal = (user: Session, id: number | string, body: object = { purpose }) =>
    openDoors(user, routes).send('post', `/api/people/${id}/reveal`, body);
  const trail = () =>
    database().asOwner((tx) => tx.query(`select at, username, action, subject, purpose, area_code as "areaCode" from audit order by id`));

  it('are masked, with their posts and how they are reached', async () => {
    const { status, body } = await rudong().get(`/api/people/${person.yangkouDesk}`);
    expect(status).toBe(200);
    expect(Person.parse(body)).toEqual({
      id: person.yangkouDesk,
      areaCode: code.yangkou,
      maskedName: '测**',
      synthetic: true,
      contacts: [{ ordinal: 1, channel: 'mobile', maskedAddress: '100****0100' }],
      posts: [{ kind: 'townshipDutyDesk', areaCode: code.yangkou }],
    });
  });

  it('are revealed to a purpose, which is kept', async () => {
    const { status, headers, body } = await reveal(aSession('countyDuty', { areaCode: code.rudong }), person.yangkouDesk);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(RevealedPerson.parse(body)).toEqual({
      id: person.yangkouDesk,
      name: '测试0100',
      contacts: [{ ordinal: 1, channel: 'mobile', address: '10000000100' }],
    });
    expect((await trail()).at(-1)).toEqual({
      at: new Date(noon),
      username: 'somebody',
      action: 'person.revealed',
      subject: `person ${person.yangkouDesk}`,
      purpose,
      areaCode: code.yangkou,
    });
  });

  it('are not revealed when the audit cannot be written', async () => {
    const stranger = aSession('countyDuty', { areaCode: code.rudong, userId: 404 });
    expect(await reveal(stranger, person.yangkouDesk)).toMatchObject({ status: 500, body: { code: 'server/failed' } });
  });

  it.each(['viewer', 'wall', 'auditor', 'administrator', 'exerciseDirector'] as const)('are never revealed to a %s', async (role) => {
    const before = await trail();
    expect(await reveal(aSession(role), person.yangkouDesk)).toMatchObject({ status: 403, body: { code: 'session/not-allowed' } });
    expect(await trail()).toEqual(before);
  });

  it('are never revealed on a wall, whatever else its user may do', async () => {
    const user = aSession('dutyOfficer', { roles: ['dutyOfficer', 'wall'] });
    expect(await reveal(user, person.yangkouDesk)).toMatchObject({ status: 403 });
  });

  it('of another county are unknown, masked or not', async () => {
    const unknown = { status: 404, body: { code: 'person/unknown' } };
    expect(await rudong().get(`/api/people/${person.sanchangDesk}`)).toMatchObject(unknown);
    expect(await reveal(aSession('countyDuty', { areaCode: code.rudong }), person.sanchangDesk)).toMatchObject(unknown);
  });

  it.each(['0', '-1', 'NaN', '1.5', '99999999999999999999', '1;drop'])('cannot have the id %s', async (id) => {
    expect(await rudong().get(`/api/people/${id}`)).toMatchObject({ status: 404, body: { code: 'person/unknown' } });
  });

  it.each([{}, { purpose: '' }, { purpose: '  x  ' }, { purpose: 'x'.repeat(201) }, { purpose: 'see\0through' }, { purpose: 7 }])(
    'are not revealed for %j',
    async (body) => {
      expect(await reveal(aSession('dutyOfficer'), person.yangkouDesk, body)).toMatchObject({
        status: 400,
        body: { code: 'request/invalid', issues: [{ path: 'purpose' }] },
      });
    },
  );
});
