import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import type { CallOutPlan } from '#contract/plans.ts';
import type { Session } from '#contract/session.ts';
import type { ForeseenWarning, WarningDraft } from '#contract/warning-drafts.ts';
import type { IssuedWarning, Warning, WarningId } from '#contract/warnings.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { defaultRules } from '../../server/policies/policies.rules.ts';
import { deletePolicy, savePolicy } from '../../server/policies/policies.store.ts';
import { draftRoutes } from '../../server/warnings/draft.routes.ts';
import { warningRoutes } from '../../server/warnings/warnings.routes.ts';
import { noon } from '../support/builders.ts';
import { capSample } from '../support/cap-message.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type DoorAnswer } from '../support/doors.ts';
import { aDraft } from '../support/draft.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

interface Refused {
  code: string;
  issues?: { path: string; reason: string }[];
}

onBothDatabases('a warning that is written at the desk', (database) => {
  let duty: Session;
  let rudong: Session;
  let routes: Router;
  const routesAt = (at: string) => {
    const [clock, doorbell] = [new FakeClock(at), new Doorbell()];
    return Router().use(draftRoutes({ database: database(), clock, doorbell }), warningRoutes(database(), clock, doorbell));
  };
  let incident: Incident;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    rudong = await aUser(database(), 'countyDuty', code.rudong);
    routes = routesAt(noon);
  });
  beforeEach(async () => {
    incident = await openedIncident(database());
  });

  type Answer<T> = DoorAnswer & { body: T & Partial<Refused> };
  const send = <T>(path: string, draft: WarningDraft, { user = duty, into = incident.id }: { user?: Session; into?: string } = {}) =>
    openDoors(user, routes).send('post', path, { incident: into, draft }) as Promise<Answer<T>>;
  const plan = (draft: WarningDraft, who = {}) => send<ForeseenWarning>('/api/warnings/plan', draft, who);
  const issue = (draft: WarningDraft, who = {}) => send<IssuedWarning>('/api/warnings', draft, who);
  const readCap = (xml: string, user = duty) =>
    openDoors(user, routes).post(`/api/warnings/cap/read?incident=${incident.id}`, 'application/cap+xml', xml) as Promise<
      Answer<ForeseenWarning>
    >;
  const postCap = (xml: string) => openDoors(duty, routes).post(`/api/warnings/cap?incident=${incident.id}`, 'application/cap+xml', xml);
  const kept = async () => (await openDoors(duty, routes).get(`/api/incidents/${incident.id}/warnings`)).body as Warning[];
  const called = async (callOutId: string | null) => {
    const rows = await database().transaction(wholeServer, (tx) =>
      tx.query<{ calls: number }>(`select count(*)::int as calls from call where call_out_id = $1`, [callOutId]),
    );
    return rows[0]!.calls;
  };

  describe('is planned', () => {
    it('with whom it calls, and leaves nothing behind', async () => {
      const { status, body } = await plan(aDraft({ level: 'orange' }));
      expect([status, body.outcome]).toEqual([200, 'calls']);
      expect(body.plan!.people).toBe(5);
      expect(body.warning).toMatchObject({ level: 'orange', areas: [code.rudong], msgType: 'Alert', status: 'Actual', placement: 'exact' });
      expect(await kept()).toEqual([]);
    });

    it.each(['blue', 'yellow', 'orange', 'red'] as const)('for as many people as a %s one then calls', async (level) => {
      const draft = aDraft({ level, areas: [code.yangkou, code.sanchang] });
      const { body } = await plan(draft);
      const issued = await issue(draft);
      expect(issued.status).toBe(201);
      expect(body.plan!.people).toBeGreaterThan(0);
      expect(await called(issued.body.callOutId)).toBe(body.plan!.people);
      expect(body.outcome).toBe(level === 'red' ? 'release' : 'calls');
    });

    it('as an update for only those whom the call-out before does not still call', async () => {
      const { body: first } = await issue(aDraft({ areas: [code.yangkou] }));
      const update = aDraft({ msgType: 'Update', replaces: first.id, areas: [code.rudong] });
      const planned = await plan(update);
      expect(planned.body.replaces.map(({ id }) => id)).toEqual([first.id]);
      const issued = await issue(update);
      expect(planned.body.plan!.people).toBe(1);
      expect(issued.body).toMatchObject({ msgType: 'Update', version: 2 });
      expect(await called(issued.body.callOutId)).toBe(1);
    });

    it('with the short message that leaves, counted as the centre counts it', async () => {
      const instruction = '请'.repeat(80);
      const { body } = await plan(aDraft({ zh: { ...aDraft().zh, instruction } }));
      const { text, characters, parts } = body.sms!.zh;
      expect(text).toContain(instruction);
      expect(text).toMatch(/回复/);
      expect([characters, parts]).toEqual([text.length, Math.ceil(text.length / 67)]);
    });

    it('as one that calls off, where it ends a warning', async () => {
      const { body: first } = await issue(aDraft());
      const { body } = await plan(aDraft({ msgType: 'Cancel', replaces: first.id }));
      expect(body).toMatchObject({ outcome: 'ends', plan: null, replaces: [{ id: first.id, level: 'yellow' }] });
    });

    it('as left to the desk where its policy does not call by itself', async () => {
      const policy = { id: 'gale-blue', event: 'gale', level: 'blue', rules: { ...defaultRules('blue'), callsByItself: false } } as const;
      await database().transaction(wholeServer, (tx) => savePolicy(tx, { policy, version: null, at: new Date(noon), userId: duty.userId }));
      const draft = aDraft({ weather: 'gale', level: 'blue' });
      const planned = await plan(draft);
      const issued = await issue(draft);
      await database().transaction(wholeServer, (tx) => deletePolicy(tx, policy.id));
      expect([planned.body.outcome, planned.body.plan!.people, issued.body.callOutId]).toEqual(['order', 2, null]);
    });
  });

  describe('is issued', () => {
    it('as a message of our own, in both languages, that reads back as it was written', async () => {
      const draft = aDraft({ zh: { ...aDraft().zh, headline: '风力<10级 & 阵风“大”' } });
      const { status, body } = await issue(draft);
      expect(status).toBe(201);
      expect(body).toMatchObject({ id: draft.id, status: 'Actual', level: 'yellow' });
      expect(body.identifier).toMatch(/^32060000000000_20260726120000_\d+$/);
      const [held] = await kept();
      expect(held).toMatchObject({ ...draft.zh, event: '台风', senderName: '南通市应急管理局', effective: noon, expires: draft.expires });
    });

    it('once, however often the same draft comes', async () => {
      const draft = aDraft();
      const answers = await Promise.all(Array.from({ length: 5 }, () => issue(draft)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
      expect(new Set(answers.map(({ body }) => body.callOutId)).size).toBe(1);
      expect(await kept()).toHaveLength(1);
      expect((await plan(draft)).body).toMatchObject({ outcome: 'known', plan: null });
    });

    it('an hour after its answer was lost, still once', async () => {
      const draft = aDraft();
      const first = await issue(draft);
      const later = routesAt('2026-07-26T05:00:00.000Z');
      const again = await openDoors(duty, later).send('post', '/api/warnings', { incident: incident.id, draft });
      expect([again.status, again.body]).toEqual([200, first.body]);
    });

    it('not again where it was changed meanwhile: the first was issued', async () => {
      const draft = aDraft();
      await issue(draft);
      const { status, body } = await issue({ ...draft, level: 'red' });
      expect([status, body.code]).toEqual([409, 'warning/conflict']);
    });

    it('beside another of the same second, under a name of its own', async () => {
      const [first, second] = [await issue(aDraft()), await issue(aDraft({ weather: 'rainstorm' }))];
      const numbers = [first, second].map(({ body }) => Number(body.identifier.split('_')[2]));
      expect(numbers[1]).toBe(numbers[0]! + 1);
    });

    it('as an exercise in an exercise', async () => {
      const drill = await openedIncident(database(), { mode: 'exercise' });
      expect((await issue(aDraft(), { into: drill.id })).body.status).toBe('Exercise');
    });

    it('as an update that takes the place of the one in force, and as a cancel that ends it', async () => {
      const first = await issue(aDraft());
      const update = await issue(aDraft({ msgType: 'Update', replaces: first.body.id, level: 'orange' }));
      expect(update.status).toBe(201);
      expect((await kept()).map(({ level, state }) => `${level} ${state}`).sort()).toEqual(['orange inForce', 'yellow superseded']);
      const cancel = await issue(aDraft({ msgType: 'Cancel', replaces: update.body.id, level: 'orange' }));
      expect(cancel.body.msgType).toBe('Cancel');
      expect((await kept()).filter(({ state }) => state === 'inForce')).toEqual([]);
    });
  });

  describe('is refused', () => {
    const refusedAs = async (draft: WarningDraft, who = {}) => {
      const [planned, issued] = [await plan(draft, who), await issue(draft, who)];
      expect([planned.status, planned.body]).toEqual([issued.status, issued.body]);
      return [issued.body.code, ...(issued.body.issues ?? []).map(({ path, reason }) => `${path} ${reason}`)];
    };

    it('beyond the own area, for a county', async () => {
      expect(await refusedAs(aDraft({ areas: [code.haimen] }), { user: rudong })).toEqual(['area/outside']);
      expect(await refusedAs(aDraft({ areas: [code.nantong] }), { user: rudong })).toEqual(['area/outside']);
      const { body } = await issue(aDraft({ areas: [code.yangkou] }), { user: rudong });
      expect(body.areas).toEqual([code.yangkou]);
      expect(body.identifier).toMatch(/^32062300000000_20260726120000_\d+$/);
    });

    it('with the path of everything that is wrong', async () => {
      const { zh } = aDraft();
      expect(await refusedAs(aDraft({ areas: [code.yangkou, '320699000000'] }))).toEqual([
        'warning/bad-draft',
        'draft.areas.1 unknown-area',
      ]);
      expect(await refusedAs(aDraft({ expires: noon }))).toEqual(['warning/bad-draft', 'draft.expires already-over']);
      expect(await refusedAs(aDraft({ msgType: 'Update', replaces: randomUUID() as WarningId }))).toEqual([
        'warning/bad-draft',
        'draft.replaces not-in-force',
      ]);
      expect(await refusedAs(aDraft({ areas: [], zh: { ...zh, headline: ' ' } }))).toEqual([
        'request/invalid',
        'draft.areas missing',
        'draft.zh.headline missing',
      ]);
      expect(await refusedAs(aDraft({ effective: '2026-07-28T00:00:00Z', expires: '2026-07-27T00:00:00Z' }))).toEqual([
        'request/invalid',
        'draft.expires ends-before-it-begins',
      ]);
      expect(await refusedAs(aDraft({ msgType: 'Cancel' }))).toEqual(['request/invalid', 'draft.replaces replaces-what']);
      expect(await kept()).toEqual([]);
    });

    it('by an id that stands for the warning of somebody else', async () => {
      const { body } = await issue(aDraft({ areas: [code.yangkou] }));
      expect(await refusedAs(aDraft({ id: body.id, areas: [code.yangkou] }), { user: rudong })).toEqual(['warning/conflict']);
    });

    it('where nobody follows that incident any more', async () => {
      await database().asOwner((tx) => tx.query(`update incident set state = 'closed', closed_at = now() where id = $1`, [incident.id]));
      expect(await refusedAs(aDraft())).toEqual(['incident/closed']);
    });
  });

  describe('and one that came as a file', () => {
    it('is read into what it says and what it would do, before anybody rings', async () => {
      const { status, body } = await readCap(capSample('doksuri-1-blue.xml'));
      expect([status, body.outcome]).toEqual([200, 'calls']);
      expect(body.warning).toMatchObject({ level: 'blue', areas: [code.nantong], event: '台风' });
      expect(await kept()).toEqual([]);
      const issued = (await postCap(capSample('doksuri-1-blue.xml'))).body as IssuedWarning;
      expect(await called(issued.callOutId)).toBe((body.plan as CallOutPlan).people);
    });

    it('is told to be known, an update or the end of one', async () => {
      await postCap(capSample('doksuri-1-blue.xml'));
      expect((await readCap(capSample('doksuri-1-blue.xml'))).body.outcome).toBe('known');
      const update = (await readCap(capSample('doksuri-2-yellow-update.xml'))).body;
      expect([update.outcome, update.warning.version, update.replaces.length]).toEqual(['calls', 2, 1]);
      expect((await readCap(capSample('doksuri-3-cancel.xml'))).body.outcome).toBe('ends');
    });

    it('is refused as it would be when it is taken in', async () => {
      expect((await readCap('<alert/>')).status).toBe(400);
      expect((await readCap(capSample('muifa-exercise-red.xml'))).body.code).toBe('warning/mode-mismatch');
      expect((await readCap(capSample('doksuri-1-blue.xml'), rudong)).body.code).toBe('area/outside');
    });
  });
});
