import { beforeAll, describe, expect, it } from 'vitest';
import type { DeadEnd, DeadEndKind, TreeProof } from '#contract/tree-proof.ts';
import { proveNightly } from '../../server/tree/tree-proof.job.ts';
import { treeProofRoutes } from '../../server/tree/tree-proof.routes.ts';
import { aSession, noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const secondPhones = `insert into contact (person_id, ordinal, area_code, channel, address)
  select id, 2, area_code, 'mobile', '199' || lpad(id::text, 8, '0') from person`;

/** The one village of the tiny city without a post. */
const villageLead = `insert into post (id, area_code, level, kind, person_id, superior_post_id)
  values (210, '320623108200', 'village', 'villageLead', ${person.yangkouVillageLead}, ${person.fengliDesk})`;

onBothDatabases('the tree of posts', (database) => {
  let answering: number[] = [];
  let clock: FakeClock;
  const sql = (text: string, values?: unknown[]) => database().asOwner((tx) => tx.query(text, values));
  const dependencies = () => ({ database: database(), clock, presence: { answering: () => Promise.resolve(answering) } });

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await sql(secondPhones);
    await sql(villageLead);
    await sql(
      `insert into app_user (id, username, display_name, password_hash, roles, area_code) values (1, 'somebody', '', '', '{}', $1)`,
      [code.nantong],
    );
    clock = new FakeClock(noon);
  });

  async function proof(user = aSession('dutyOfficer'), path = '/api/tree-proof?fresh=1'): Promise<TreeProof> {
    const { status, body } = await openDoors(user, treeProofRoutes(dependencies())).get(path);
    expect(status).toBe(200);
    return body as TreeProof;
  }

  /** What is found between a wrong turn and its mending. */
  async function foundWhile(wrong: string, mended: string): Promise<DeadEnd[]> {
    await sql(wrong);
    const { deadEnds } = await proof();
    await sql(mended);
    return deadEnds;
  }
  const kinds = (found: DeadEnd[]) => [...new Set(found.map(({ kind }) => kind))];
  const of = (found: DeadEnd[], kind: DeadEndKind) => found.filter((end) => end.kind === kind);

  it('has no dead end while everyone has two numbers and a way up', async () => {
    expect(await proof()).toMatchObject({ posts: 12, households: 2, counts: {}, deadEnds: [] });
  });

  it('is not proved again within a minute unless somebody asks for it', async () => {
    const { checkedAt } = await proof();
    await sql(`update contact set channel = 'mail' where person_id = ${person.fengliDesk}`);
    expect((await proof(aSession('dutyOfficer'), '/api/tree-proof')).counts).toEqual({});
    clock.forward({ seconds: 61 });
    const later = await proof(aSession('dutyOfficer'), '/api/tree-proof');
    await sql(`update contact set channel = 'mobile' where person_id = ${person.fengliDesk}`);
    expect(later.checkedAt > checkedAt).toBe(true);
    expect(later.counts).toEqual({ noLivingPath: 1 });
  });

  it('names a post with one number and a post with none', async () => {
    const found = await foundWhile(
      `update contact set channel = 'mail' where person_id = ${person.fengliDesk} or person_id = ${person.sanchangDesk} and ordinal = 2`,
      `update contact set channel = 'mobile'`,
    );
    expect(found).toMatchObject([
      { kind: 'noLivingPath', postId: person.fengliDesk, areaCode: code.fengli, level: 'township', postKind: 'townshipDutyDesk' },
      { kind: 'oneLivingPath', postId: person.sanchangDesk, areaCode: code.sanchang, tallyCode: code.sanchang },
    ]);
  });

  it('names a post whose deputy alone can be reached', async () => {
    const found = await foundWhile(
      `update contact set channel = 'mail' where person_id = ${person.rudongLead}`,
      `update contact set channel = 'mobile' where person_id = ${person.rudongLead}`,
    );
    expect(found).toMatchObject([{ kind: 'holderUnreachable', postId: person.rudongLead, personId: person.rudongLead, level: 'county' }]);
  });

  it('counts the deputy as a path, and nobody who is on leave', async () => {
    const away = `insert into leave (person_id, area_code, starts_at, ends_at)
      values (${person.rudongDesk}, '${code.rudong}', '2020-01-01', '2099-01-01'), (${person.cityDesk}, '${code.nantong}', '2020-01-01', '2099-01-01')`;
    const found = await foundWhile(away, `delete from leave`);
    // The county's lead has two numbers; the desks have no deputy, and whoever holds them is away.
    expect(of(found, 'noLivingPath').map(({ postId }) => postId)).toEqual([person.cityDesk, person.rudongDesk]);
    expect(of(found, 'deputyOnLeave')).toMatchObject([{ postId: person.rudongLead, personId: person.rudongDesk }]);
  });

  it('names the household that only one number leads to', async () => {
    const all = [person.yangkouEvacuee, person.yangkouGuardian, person.yangkouVillageLead];
    const found = await foundWhile(
      `update contact set channel = 'mail' where person_id in (${all.join()}) and not (person_id = ${person.yangkouEvacuee} and ordinal = 1)`,
      `update contact set channel = 'mobile'`,
    );
    expect(of(found, 'oneLivingPath')).toMatchObject([{ householdId: person.yangkouEvacuee, level: 'household' }]);
  });

  it('names the post whose link up is missing, and counts those it cuts off', async () => {
    const found = await foundWhile(
      `update post set superior_post_id = null where id = ${person.yangkouDesk}`,
      `update post set superior_post_id = ${person.rudongDesk} where id = ${person.yangkouDesk}`,
    );
    expect(found).toMatchObject([{ kind: 'brokenSuperior', reason: 'missing', postId: person.yangkouDesk, affected: 3 }]);
  });

  it('names every post of a circle', async () => {
    const found = await foundWhile(
      `update post set superior_post_id = ${person.yangkouVillageLead} where id = ${person.yangkouDesk}`,
      `update post set superior_post_id = ${person.rudongDesk} where id = ${person.yangkouDesk}`,
    );
    expect(kinds(found)).toEqual(['brokenSuperior']);
    expect(found.map(({ postId, reason }) => [postId, reason]).sort()).toEqual([
      [person.yangkouDesk, 'cycle'],
      [person.yangkouVillageLead, 'cycle'],
    ]);
  });

  it('names a village without any post', async () => {
    const found = await foundWhile(
      `insert into area (code, parent_code, level, name_zh, name_en, initials) values ('320623108201', '${code.fengli}', 'village', '空村', 'Empty', '')`,
      `delete from area where code = '320623108201'`,
    );
    expect(of(found, 'orphanVillage').map(({ areaCode }) => areaCode)).toContain('320623108201');
  });

  it('lists the numbers that nobody can dial, and keeps all others in the one form in which they are dialled', async () => {
    const kept = (address: string, channel = 'landline') =>
      sql(`update contact set channel = $2, address = $1 where person_id = ${person.yangkouHead} and ordinal = 2`, [address, channel]);
    for (const [typed, channel, address, dials] of [
      ['0513-85216666-801', 'landline', '051385216666-801', true],
      ['85216667', 'landline', '051385216667', true],
      ['\u202d13800000001\u202c', 'mobile', '13800000001', true],
      ['008613800000001', 'mobile', '13800000001', true],
      ['0513\u201485216666', 'landline', '051385216666', true],
      ['8521', 'landline', '8521', false],
      ['ask the office', 'landline', 'ask the office', false],
    ] as const) {
      await kept(typed, channel);
      const { numbers, counts, deadEnds } = await proof();
      const [row] = await sql(`select channel, address, dials from contact where person_id = ${person.yangkouHead} and ordinal = 2`);
      expect(row).toEqual({ channel, address, dials });
      expect([numbers.undialable, counts.undialable ?? 0, numbers.voiceOnly]).toEqual(
        dials ? [0, 0, channel === 'landline' ? 1 : 0] : [1, 1, 0],
      );
      if (!dials)
        expect(of(deadEnds, 'undialable')).toMatchObject([{ personId: person.yangkouHead, contactOrdinal: 2, areaCode: code.yangkou }]);
    }
    await kept(`199${String(person.yangkouHead).padStart(8, '0')}`, 'mobile');
  });

  it('names who holds more than three posts, and whoever shares a number with more than three', async () => {
    const found = await foundWhile(
      `insert into post (id, area_code, level, kind, person_id, superior_post_id)
       select 900 + n, '${code.fengli}', 'township', 'townshipLeader', ${person.fengliDesk}, ${person.fengliDesk} from generate_series(1, 3) n;
       update contact set address = '13000000000' where ordinal = 2 and person_id in (1, 10, 11, 20)`,
      `delete from post where id > 900; update contact set address = '199' || lpad(person_id::text, 8, '0') where ordinal = 2`,
    );
    expect(of(found, 'tooManyPosts')).toMatchObject([{ personId: person.fengliDesk, affected: 4 }]);
    expect(of(found, 'sharedNumber').map(({ personId, affected, contactOrdinal }) => [personId, affected, contactOrdinal])).toEqual([
      [1, 4, 2],
      [20, 4, 2],
      [10, 4, 2],
      [11, 4, 2],
    ]);
  });

  it('names the deputy who holds the post already', async () => {
    const found = await foundWhile(
      `insert into duty_shift (post_id, area_code, person_id, kind, starts_at, ends_at)
       values (${person.yangkouDesk}, '${code.yangkou}', ${person.yangkouHead}, 'override', '2020-01-01', '2099-01-01')`,
      `delete from duty_shift`,
    );
    expect(found).toMatchObject([{ kind: 'deputyIsSelf', postId: person.yangkouDesk }]);
  });

  it('shows a county its own dead ends only', async () => {
    await sql(`update contact set channel = 'mail' where person_id in (${person.fengliDesk}, ${person.sanchangDesk})`);
    const mine = await proof(aSession('countyDuty', { areaCode: code.rudong }));
    await sql(`update contact set channel = 'mobile'`);
    expect(mine).toMatchObject({ posts: 8, households: 1, counts: { noLivingPath: 1 }, deadEnds: [{ areaCode: code.fengli }] });
  });

  it.each(['viewer', 'wall', 'exerciseDirector'] as const)('is nothing for a %s', async (role) => {
    expect(await openDoors(aSession(role), treeProofRoutes(dependencies())).get('/api/tree-proof')).toMatchObject({ status: 403 });
  });

  describe('at night', () => {
    it('is proved once, after a check that rings nobody', async () => {
      answering = [person.yangkouDesk];
      expect([await proveNightly(dependencies()), await proveNightly(dependencies())]).toEqual([true, false]);
      expect((await proof()).lastCheck).toMatchObject({ asked: 11, shown: 1, reachedLately: 0, neverReached: 10 });
      expect(await sql(`select count(*) from attempt`)).toEqual([{ count: 0 }]);
    });

    it('finds who was reached before, and by nothing for a month', async () => {
      answering = [];
      clock.forward({ minutes: 31 * 24 * 60 });
      expect(await proveNightly(dependencies())).toBe(true);
      const { deadEnds } = await proof();
      expect(deadEnds).toMatchObject([{ kind: 'mutedCheckSilent', personId: person.yangkouDesk, areaCode: code.yangkou }]);
    });
  });
});
