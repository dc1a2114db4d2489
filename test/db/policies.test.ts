import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EditedPolicy, Policy } from '#contract/policies.ts';
import type { Session } from '#contract/session.ts';
import { policyFor } from '../../server/policies/policies.commands.ts';
import { policyRoutes } from '../../server/policies/policies.routes.ts';
import { defaultPolicyOf, defaultRules } from '../../server/policies/policies.rules.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type Doors } from '../support/doors.ts';
import { aUser } from '../support/release.ts';
import { tinyCity } from '../support/tiny-city.ts';

onBothDatabases('the policies', (database) => {
  let admin: Session;
  let doors: Doors;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    admin = await aUser(database(), 'administrator');
  });
  beforeEach(async () => {
    await database().asOwner((tx) => tx.query('delete from policy'));
    doors = openDoors(admin, policyRoutes(database(), new FakeClock(noon), new Doorbell()));
  });

  const edited = (about: Partial<EditedPolicy> = {}): EditedPolicy => ({ ...defaultRules('red'), event: null, level: 'red', ...about });
  const put = (id: string, policy: object) => doors.send('put', `/api/policies/${id}`, policy);
  const all = async () => (await doors.get('/api/policies')).body as Policy[];
  const audited = () =>
    database().asOwner((tx) => tx.query(`select action, subject from audit where subject like 'policy %' order by id desc limit 2`));
  const policyOf = (event: string, eventCode: string | null = null) =>
    database().transaction(wholeServer, (tx) => policyFor(tx, { event, eventCode, level: 'red' }));

  it('are those built in until somebody edits them', async () => {
    expect(await all()).toEqual((['blue', 'yellow', 'orange', 'red'] as const).map(defaultPolicyOf));
  });

  it('hold as edited from then on, and say that they are no default', async () => {
    const { status, body } = await put('any-red', edited({ answerWithinMinutes: 7, postKinds: ['villageLead', 'villageLead'] }));
    expect([status, body]).toMatchObject([
      200,
      { id: 'any-red', isDefault: false, version: 1, updatedAt: noon, postKinds: ['villageLead'] },
    ]);
    const policies = await all();
    expect(policies.map(({ id }) => id)).toEqual(['any-blue', 'any-yellow', 'any-orange', 'any-red']);
    expect(policies[3]).toEqual(body);
    expect((await audited())[0]).toEqual({ action: 'policy.edited', subject: 'policy any-red' });
  });

  it('are of the weather and level that their id says, also where the rules do not repeat it', async () => {
    const { event: _event, level: _level, ...rules } = edited({ answerWithinMinutes: 4 });
    expect((await put('gale-yellow', rules)).body).toMatchObject({
      id: 'gale-yellow',
      event: 'gale',
      level: 'yellow',
      answerWithinMinutes: 4,
    });
    expect(await put('any-pink', rules)).toMatchObject({ status: 404, body: { code: 'policy/unknown' } });
    expect(await put('gale-yellow', { ...rules, level: 'red' })).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
  });

  it('go by the weather where one is made for it, else by the level', async () => {
    await put('typhoon-red', edited({ event: 'typhoon', answerWithinMinutes: 3 }));
    expect((await all()).map(({ id }) => id)).toContain('typhoon-red');
    expect((await policyOf('台风')).id).toBe('typhoon-red');
    expect((await policyOf('', '11B01')).id).toBe('typhoon-red');
    expect((await policyOf('暴雨')).id).toBe('any-red');
    await put('any-red', edited({ answerWithinMinutes: 9 }));
    expect(await policyOf('暴雨')).toMatchObject({ id: 'any-red', answerWithinMinutes: 9 });
  });

  it('go back to what is built in', async () => {
    await put('any-red', edited({ answerWithinMinutes: 7 }));
    await put('typhoon-red', edited({ event: 'typhoon' }));
    expect(await doors.remove('/api/policies/typhoon-red')).toMatchObject({ status: 200, body: { id: 'any-red', answerWithinMinutes: 7 } });
    expect(await doors.remove('/api/policies/any-red')).toMatchObject({ status: 200, body: { isDefault: true, version: 0 } });
    expect((await audited()).map(({ action }) => action)).toEqual(['policy.reset', 'policy.reset']);
    expect(await doors.remove('/api/policies/any-red')).toMatchObject({ status: 200, body: { isDefault: true } });
  });

  it('are not overwritten by who has read an older version', async () => {
    const first = await saved(edited({ version: 0 }));
    expect(await put('any-red', edited({ version: 0 }))).toMatchObject({ status: 409, body: { code: 'policy/conflict' } });
    const second = await saved(edited({ version: first, answerWithinMinutes: 8 }));
    expect(second).toBeGreaterThan(first);
    const third = await saved(edited());
    expect(await put('any-red', edited({ version: second }))).toMatchObject({ status: 409, body: { code: 'policy/conflict' } });
    await doors.remove('/api/policies/any-red');
    expect(await put('any-red', edited({ version: third }))).toMatchObject({ status: 409 });
  });

  it('are not overwritten by who has read them before they were reset and edited anew', async () => {
    const read = await saved(edited({ answerWithinMinutes: 8 }));
    await doors.remove('/api/policies/any-red');
    await saved(edited({ answerWithinMinutes: 9 }));
    expect(await put('any-red', edited({ version: read }))).toMatchObject({ status: 409, body: { code: 'policy/conflict' } });
  });

  /** Puts the policy of red and @returns its version from now on. */
  async function saved(policy: object): Promise<number> {
    const { status, body } = await put('any-red', policy);
    expect(status).toBe(200);
    return (body as Policy).version;
  }

  it('change no call-out that runs', async () => {
    const { callOutId } = await calledOut(database(), { level: 'orange' });
    const stamp = () => database().asOwner((tx) => tx.one(`select policy from call_out where id = $1`, [callOutId]));
    const before = await stamp();
    await put('any-orange', edited({ level: 'orange', answerWithinMinutes: 1, postKinds: ['guardian'] }));
    expect(await stamp()).toEqual(before);
    const next = await calledOut(database(), { level: 'orange' });
    expect(next.facts[0]).toMatchObject({ callOut: { policyId: 'any-orange', policyIsDefault: false, answerWithinMinutes: 1 } });
  });

  describe('refuse', () => {
    it.each<[string, { id: string; policy: object }, [number, string]]>([
      ['a weather and level that do not exist', { id: 'meteor-red', policy: edited() }, [404, 'policy/unknown']],
      ['an id of another level', { id: 'any-blue', policy: edited() }, [400, 'request/invalid']],
      ['a post that does not exist', { id: 'any-red', policy: edited({ postKinds: ['emperor'] }) }, [400, 'policy/unknown-post']],
      ['nobody', { id: 'any-red', policy: edited({ postKinds: [] }) }, [400, 'policy/nobody']],
      ['no time to answer', { id: 'any-red', policy: edited({ answerWithinMinutes: 0 }) }, [400, 'policy/zero-delay']],
      ['a circle', { id: 'any-red', policy: edited({ then: [['superior'], ['superior']] }) }, [400, 'policy/cycle']],
      [
        'a message without sense',
        { id: 'any-red', policy: edited({ message: { zh: '{phone}', en: '' } }) },
        [400, 'policy/unknown-placeholder'],
      ],
      ['a negative time', { id: 'any-red', policy: edited({ answerWithinMinutes: -1 }) }, [400, 'request/invalid']],
      [
        'a channel that does not exist',
        { id: 'any-red', policy: { ...edited(), channels: { order: ['pigeon'], atOnce: true } } },
        [400, 'request/invalid'],
      ],
      ['nothing', { id: 'any-red', policy: {} }, [400, 'request/invalid']],
    ])('%s', async (_name, { id, policy }, [status, refusal]) => {
      expect(await put(id, policy)).toMatchObject({ status, body: { code: refusal } });
      expect((await all()).every(({ isDefault }) => isDefault)).toBe(true);
    });

    it('whoever may only read them', async () => {
      const duty = openDoors(aSession('dutyOfficer'), policyRoutes(database(), new FakeClock(noon), new Doorbell()));
      expect((await duty.get('/api/policies')).status).toBe(200);
      expect((await duty.send('put', '/api/policies/any-red', edited())).status).toBe(403);
      expect((await duty.remove('/api/policies/any-red')).status).toBe(403);
    });
  });
});
