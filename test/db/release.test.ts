import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { CallOutPlan } from '#contract/plans.ts';
import type { Session } from '#contract/session.ts';
import type { Warning } from '#contract/warnings.ts';
import { callOutRoutes } from '../../server/releases/call-outs.routes.ts';
import { savePolicy } from '../../server/policies/policies.store.ts';
import { defaultRules } from '../../server/policies/policies.rules.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Tx } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { keepWarning } from '../../server/warnings/keeping.commands.ts';
import { aWarning, noon } from '../support/builders.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type DoorAnswer } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const typhoonId = '202699';

/** From noon on it moves north along the coast, a fifth of a degree an hour. */
async function northboundTyphoon(tx: Tx): Promise<void> {
  await tx.query(`insert into typhoon (id, name_zh, name_en, source) values ($1, '测试', 'Test', 'synthetic')`, [typhoonId]);
  await tx.query(
    `insert into typhoon_point (typhoon_id, at, position, pressure_hpa, wind_meters_per_second)
     select $1, $2::timestamptz + nr * interval '1 hour', st_setsrid(st_makepoint(121.1, 28 + nr * 0.2), 4326), 960, 38 from generate_series(0, 25) nr`,
    [typhoonId, noon],
  );
}

onBothDatabases('a call-out at the word of the desk', (database) => {
  const clock = new FakeClock(noon);
  let incident: Incident;
  let duty: Session;
  let commander: Session;
  let haimen: Session;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    commander = await aUser(database(), 'commander');
    haimen = await aUser(database(), 'countyDuty', code.haimen);
  });
  beforeEach(async () => {
    clock.set(noon);
    incident = await openedIncident(database());
  });

  async function warned(about: Partial<Warning> = {}): Promise<Warning> {
    const warning = aWarning({ incidentId: incident.id, level: 'red', identifier: crypto.randomUUID(), ...about });
    await database().transaction(wholeServer, (tx) => keepWarning(tx, warning, { source: '', supersedes: [], unresolved: [] }));
    return warning;
  }

  type Reported = DoorAnswer & { body: CallOutReport & { code?: string } };
  const post = <T = Reported>(path: string, body: object, user = duty) =>
    openDoors(user, callOutRoutes(database(), clock, new Doorbell())).send('post', `/api${path}`, body) as Promise<T>;
  const order = (warning: Warning, about: object = {}, user = duty) => post('/call-outs', { warningId: warning.id, ...about }, user);
  const plan = (warning: Warning, about: object = {}, user = duty) =>
    post<DoorAnswer & { body: CallOutPlan & { code?: string } }>('/call-outs/plan', { warningId: warning.id, ...about }, user);
  const release = (id: string, body: object = {}, user = commander) => post(`/call-outs/${id}/release`, body, user);
  const facts = async () =>
    (await database().transaction(wholeServer, (tx) => factsAfter(tx, { incidentId: incident.id, since: 1, limit: 100 }))).facts;

  describe('is planned', () => {
    it('with who is called at which level, and that it takes a second person', async () => {
      const { status, body } = await plan(await warned());
      expect(status).toBe(200);
      expect(body).toMatchObject({
        policyId: 'any-red',
        policyIsDefault: true,
        people: 8,
        byLevel: { county: 1, township: 4, village: 2, household: 1 },
        byChannel: { inApp: 8 },
        withoutPath: 0,
        everyPageCounts: true,
        cost: 0,
        needsRelease: true,
      });
      expect(Date.parse(body.predictedFinishAt)).toBeGreaterThan(Date.parse(noon));
      expect(body.prediction.finishAt).toBe(body.predictedFinishAt);
      expect(body.queue.map(({ areaCode }) => areaCode)).toEqual([code.rudong, code.yangkou, code.sanchang, code.fengli]);
      expect(body.queue[1]).toEqual({ areaCode: code.yangkou, people: 4, arrivalAt: null, vulnerable: 1 });
    });

    it('without calling anybody', async () => {
      await plan(await warned());
      expect(await facts()).toEqual([]);
    });

    it('with the channels that have a gateway, what they cost, and whom nothing reaches', async () => {
      const unreached = person.yangkouGuardian;
      await database().asOwner(async (tx) => {
        await tx.query(`update channel set configured = true where id in ('sms', 'voice')`);
        await tx.query(`update contact set channel = 'radio' where person_id = $1`, [unreached]);
        await tx.query(`update contact set channel = 'landline' where person_id = $1`, [person.fengliDesk]);
      });
      const { body } = await plan(await warned());
      const drill = await openedIncident(database(), { mode: 'exercise' });
      const { body: drilled } = await plan(await warned({ incidentId: drill.id }));
      await database().asOwner(async (tx) => {
        await tx.query(`update channel set configured = false where id in ('sms', 'voice')`);
        await tx.query(`update contact set channel = 'mobile' where person_id in ($1, $2)`, [unreached, person.fengliDesk]);
      });
      expect(body).toMatchObject({ byChannel: { inApp: 0, sms: 6, voice: 7 }, withoutPath: 1, everyPageCounts: false });
      expect(body.pathless).toEqual([{ personId: unreached, maskedName: '测**', postKind: 'guardian', areaCode: '320623101200' }]);
      expect(body.cost).toBeGreaterThan(6 * 0.05 + 7 * 0.12);
      expect(drilled.cost).toBe(0);
    });

    it('by another policy where one is named, households too', async () => {
      const rules = { ...defaultRules('orange'), postKinds: ['guardian'], callsHouseholds: true };
      const policy = { id: 'flood-orange', event: 'flood' as const, level: 'orange' as const, rules };
      await database().transaction(wholeServer, (tx) => savePolicy(tx, { policy, version: null, at: new Date(noon), userId: duty.userId }));
      const warning = await warned({ level: 'orange' });
      expect((await plan(warning, { policyId: 'flood-orange' })).body).toMatchObject({
        people: 3,
        byLevel: { household: 3 },
        needsRelease: false,
      });
      const { body } = await order(warning, { policyId: 'flood-orange' });
      expect(body).toMatchObject({ policyId: 'flood-orange', policyIsDefault: false, level: 'orange', state: 'running', total: 3 });
      const rows = await database().asOwner((tx) =>
        tx.query(`select person_id as "personId", household_id as "householdId" from call where call_out_id = $1 order by person_id`, [
          body.id,
        ]),
      );
      expect(rows).toEqual([
        { personId: person.yangkouGuardian, householdId: null },
        { personId: person.yangkouEvacuee, householdId: person.yangkouEvacuee },
        { personId: person.sanchangEvacuee, householdId: person.sanchangEvacuee },
      ]);
    });
  });

  describe('is ordered', () => {
    it('and made ready: the calls are there, nothing rings, nothing is due', async () => {
      const { status, body } = await order(await warned());
      expect(status).toBe(201);
      expect(body).toMatchObject({ state: 'awaitingRelease', requestedBy: duty.userId, releasedAt: null, total: 8, silent: 8 });
      expect(body.prediction?.curve.length).toBeGreaterThan(1);
      expect((await callStates(database(), body.id)).every(({ state, dueAt }) => state === 'silent' && dueAt === null)).toBe(true);
      expect(await attemptStates(database(), body.id)).toEqual([]);
      expect(await facts()).toMatchObject([
        { kind: 'warning.put', warning: { callOutId: body.id } },
        { kind: 'callOut.put' },
        {},
        {},
        {},
        {},
      ]);
    });

    it('and runs at once where one person is enough', async () => {
      const { body } = await order(await warned({ level: 'yellow' }));
      expect(body).toMatchObject({ state: 'running', requestedBy: duty.userId, releasedBy: null, releasedAt: noon });
      expect(await attemptStates(database(), body.id)).toHaveLength(body.total);
    });

    it('once: again is answered with the same call-out', async () => {
      const warning = await warned();
      const [one, other] = await Promise.all([order(warning), order(warning, {}, commander)]);
      expect([one.status, other.status]).toEqual([201, 201]);
      expect(other.body.id).toBe(one.body.id);
    });

    it('in the order in which the hazard comes', async () => {
      await database().asOwner((tx) => northboundTyphoon(tx));
      incident = await openedIncident(database(), { typhoonId });
      const warning = await warned();
      const { queue } = (await plan(warning)).body;
      expect(queue.map(({ arrivalAt }) => arrivalAt).slice(1)).toEqual(
        queue
          .map(({ arrivalAt }) => arrivalAt)
          .slice(1)
          .sort(),
      );
      const { body } = await order(warning);
      const rows = await database().asOwner((tx) =>
        tx.query<{ areaCode: string }>(
          `select tally_code as "areaCode", min(priority)::int as first from call where call_out_id = $1 group by 1 order by 2`,
          [body.id],
        ),
      );
      expect(rows.map(({ areaCode }) => areaCode)).toEqual([code.rudong, code.sanchang, code.fengli, code.yangkou]);
    });

    it.each<[string, Partial<Warning>, string]>([
      ['what is no longer in force', { state: 'superseded' }, 'warning/not-in-force'],
      ['what concerns nobody', { areas: ['320684000000'] }, 'call-out/nobody'],
      ['what has no place', { areas: [], placement: 'unplaced' }, 'call-out/nobody'],
    ])('but not for %s', async (_name, about, refusal) => {
      const warning = await warned(about);
      expect(await order(warning)).toMatchObject({ status: 409, body: { code: refusal } });
      expect(await plan(warning)).toMatchObject({ status: 409, body: { code: refusal } });
    });

    it('but not for what nobody has heard of, nor by a policy that does not exist', async () => {
      const unknown = { ...(await warned()), id: crypto.randomUUID() as Warning['id'] };
      expect(await order(unknown)).toMatchObject({ status: 404, body: { code: 'warning/unknown' } });
      expect(await order(await warned(), { policyId: 'any-pink' })).toMatchObject({ status: 404, body: { code: 'policy/unknown' } });
      expect(await post('/call-outs', { warningId: 'x' })).toMatchObject({ status: 400 });
    });

    it('but not beyond the own county', async () => {
      expect(await order(await warned(), {}, haimen)).toMatchObject({ status: 403, body: { code: 'area/outside' } });
      expect(await plan(await warned({ areas: [code.rudong] }), {}, haimen)).toMatchObject({ status: 403, body: { code: 'area/outside' } });
      expect((await order(await warned({ areas: [code.haimen] }), {}, haimen)).body).toMatchObject({ total: 2 });
    });
  });

  describe('is released', () => {
    it('by a second person, and rings from that moment on', async () => {
      const { body: made } = await order(await warned());
      const later = clock.forward({ minutes: 10 });
      const { status, body } = await release(made.id);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        state: 'running',
        releasedBy: commander.userId,
        releasedAt: later.toISOString(),
        overrideReason: null,
        silent: 8,
      });
      const due = later.getTime() + 75_000;
      expect((await callStates(database(), made.id)).every(({ dueAt }) => dueAt?.getTime() === due)).toBe(true);
      expect(await attemptStates(database(), made.id)).toHaveLength(8);
      expect(Date.parse(body.prediction!.finishAt) - Date.parse(made.prediction!.finishAt)).toBe(600_000);
      const last = (await facts()).slice(-5);
      expect(last[0]).toMatchObject({
        kind: 'callOut.put',
        callOut: { state: 'running', prediction: { finishAt: body.prediction!.finishAt } },
      });
      expect(last.slice(1).map(({ kind }) => kind)).toEqual(Array(4).fill('calls.put'));
    });

    it('never by who asked for it, but for a reason that everybody sees', async () => {
      const { body: made } = await order(await warned());
      expect(await release(made.id, {}, duty)).toMatchObject({ status: 403, body: { code: 'call-out/same-person' } });
      for (const wordless of [{ override: true }, { override: true, reason: '  ' }]) {
        const { status, body } = await release(made.id, wordless, duty);
        expect([status, body]).toMatchObject([400, { code: 'request/invalid', issues: [{ path: 'reason' }] }]);
      }
      expect(await attemptStates(database(), made.id)).toEqual([]);
      const { status, body } = await release(made.id, { override: true, reason: '通信中断，无人可复核' }, duty);
      expect([status, body]).toMatchObject([200, { state: 'running', releasedBy: duty.userId, overrideReason: '通信中断，无人可复核' }]);
      const audit = await database().asOwner((tx) => tx.query(`select action, subject, purpose from audit order by id desc limit 1`));
      expect(audit).toEqual([{ action: 'callOut.override', subject: `callOut ${made.id}`, purpose: '通信中断，无人可复核' }]);
    });

    it('once: whoever has not heard the answer asks again and hears the same', async () => {
      const { body: made } = await order(await warned());
      const answers = await Promise.all([release(made.id), release(made.id)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      clock.forward({ minutes: 1 });
      expect(await release(made.id)).toMatchObject({ status: 200, body: answers[0].body });
      expect(await attemptStates(database(), made.id)).toHaveLength(8);
      expect(await release(made.id, {}, duty)).toMatchObject({ status: 409, body: { code: 'call-out/not-awaiting' } });
    });

    it('without calling again who has answered while it waited', async () => {
      const { body: made } = await order(await warned());
      await database().asOwner((tx) =>
        tx.query(
          `update call set state = 'answered', progress = 'heard', answered_by = 'self', answered_at = called_at where call_out_id = $1 and person_id = $2`,
          [made.id, person.fengliDesk],
        ),
      );
      const { body } = await release(made.id);
      expect(body).toMatchObject({ answered: 1, silent: 7 });
      expect((await attemptStates(database(), made.id)).map(({ personId }) => personId)).not.toContain(person.fengliDesk);
    });

    it('not beyond the own county, and not what nobody has heard of', async () => {
      const { body: made } = await order(await warned());
      expect(await release(made.id, {}, haimen)).toMatchObject({ status: 403, body: { code: 'area/outside' } });
      expect(await release(crypto.randomUUID())).toMatchObject({ status: 404, body: { code: 'call-out/unknown' } });
    });

    it('in a drill as in earnest', async () => {
      const drill = await openedIncident(database(), { mode: 'exercise' });
      const { body: made } = await order(await warned({ incidentId: drill.id }));
      expect(made.state).toBe('awaitingRelease');
      expect((await release(made.id)).body.state).toBe('running');
    });
  });

  it('takes a second person for 5,000 people of any level', async () => {
    await database().asOwner(async (tx) => {
      await tx.query(`insert into person (id, area_code, name) select 10000 + nr, $1, '测试' || nr from generate_series(1, 5000) nr`, [
        code.fengli,
      ]);
      await tx.query(
        `insert into post (area_code, level, kind, person_id) select $1, 'township', 'townshipLeader', 10000 + nr from generate_series(1, 5000) nr`,
        [code.fengli],
      );
    });
    expect((await plan(await warned({ level: 'yellow' }))).body).toMatchObject({ needsRelease: true });
    expect((await order(await warned({ level: 'yellow' }))).body).toMatchObject({ state: 'awaitingRelease', level: 'yellow' });
  });
});
