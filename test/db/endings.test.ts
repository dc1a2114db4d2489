import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallId, CallOutId } from '#contract/calls.ts';
import type { Session } from '#contract/session.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { endingRoutes } from '../../server/endings/endings.routes.ts';
import { incidentRoutes } from '../../server/incidents/incidents.routes.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { proveLog } from '../../server/kernel/log/log-proof.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { anchored } from '../support/anchors.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { inMinutes, WarningDesk } from '../support/warning-desk.ts';

onBothDatabases('ending by hand', (database) => {
  let desk: WarningDesk;
  let commander: Session;
  let viewer: Session;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    desk = await WarningDesk.of(database());
    commander = await aUser(database(), 'commander');
    viewer = await aUser(database(), 'viewer');
  });
  beforeEach(() => desk.begin());

  const doors = (user: Session) => openDoors(user, endingRoutes({ database: database(), clock: desk.clock, doorbell: desk.doorbell }));
  const post = (path: string, body: object, user = desk.duty) => doors(user).send('post', `/api${path}`, body);
  const endings = async () => (await doors(viewer).get(`/api/incidents/${desk.incident.id}/endings`)).body as Record<string, unknown>[];
  const stop = (callOutId: string | null, allClear: boolean, user = desk.duty) =>
    post(`/call-outs/${callOutId ?? ''}/stop`, { reason: '误发', allClear }, user);
  const close = (reason = '台风过境', user = desk.duty) => post(`/incidents/${desk.incident.id}/close`, { reason }, user);
  const reopen = (user: Session) => post(`/incidents/${desk.incident.id}/reopen`, { reason: '又有险情' }, user);
  const purposes = async (callOutId: string | null) =>
    (await attemptStates(database(), callOutId as CallOutId)).map(({ purpose, state }) => `${purpose} ${state}`);

  describe('a call-out', () => {
    it('stops its ladders, leaves each call as it stands, keeps the reason beside the log and tells nobody anything', async () => {
      const { callOutId } = await desk.issue('A');
      await desk.answer(callOutId, person.fengliDesk);
      const { status, body } = await stop(callOutId, false);
      expect([status, body]).toMatchObject([200, { state: 'closed', closeReason: 'stopped', answered: 1, silent: 2 }]);
      expect(await desk.ringing(callOutId)).toEqual([]);
      expect((await purposes(callOutId)).filter((each) => each.endsWith('queued') || each.startsWith('allClear'))).toEqual([]);
      expect(await endings()).toMatchObject([
        { kind: 'callOut', subjectId: callOutId, reason: '误发', allClear: false, by: desk.duty.username },
      ]);
      expect(JSON.stringify(await desk.facts())).not.toContain('误发');
    });

    it('tells who has answered that it is over where that is asked for, once', async () => {
      const { callOutId } = await desk.issue('A');
      await desk.answer(callOutId, person.fengliDesk);
      expect((await stop(callOutId, true)).body).toMatchObject({ state: 'cancelled', closeReason: 'stopped' });
      const told = async () => (await purposes(callOutId)).filter((each) => each.startsWith('allClear')).length;
      const first = await told();
      expect(first).toBeGreaterThan(0);
      const facts = (await desk.facts()).length;
      expect((await stop(callOutId, true)).status).toBe(200);
      expect((await desk.facts()).length).toBe(facts);
      await desk.issue('C', { about: 'A', type: 'Cancel' });
      expect(await told()).toBe(first);
    });

    it('goes on by hand after it was stopped without an all-clear, and not after one', async () => {
      const { callOutId } = await desk.issue('A');
      await desk.answer(callOutId, person.fengliDesk);
      await stop(callOutId, false);
      expect((await desk.order(callOutId, 'resume')).body).toMatchObject({ state: 'running' });
      expect(await desk.ringing(callOutId)).toEqual([person.yangkouDesk, person.sanchangDesk]);
      await stop(callOutId, true);
      expect((await desk.order(callOutId, 'resume')).body).toMatchObject({ code: 'call-out/not-expired' });
    });

    it('is stopped before it was released as well, and never twice by another end', async () => {
      const { callOutId } = await desk.issue('R', { level: 'red' });
      expect((await stop(callOutId, false)).body).toMatchObject({ state: 'closed' });
      expect((await desk.order(callOutId, 'release', commander)).body).toMatchObject({ code: 'call-out/not-awaiting' });
      const other = await desk.issue('A');
      await desk.issue('C', { about: 'A', type: 'Cancel' });
      expect((await stop(other.callOutId, false)).body).toMatchObject({ code: 'call-out/not-running' });
    });

    it('is stopped by nobody without the right or beyond the own area', async () => {
      const { callOutId } = await desk.issue('A');
      expect((await stop(callOutId, false, viewer)).status).toBe(403);
      expect((await stop(callOutId, false, desk.rudong)).body).toMatchObject({ code: 'area/outside' });
      expect(await desk.ringing(callOutId)).toHaveLength(3);
    });
  });

  describe('a warning', () => {
    it('ends with its calls and those of its earlier versions, and who answered is told', async () => {
      const first = await desk.issue('A');
      await desk.answer(first.callOutId, person.sanchangDesk);
      const update = await desk.issue('B', { about: 'A', area: code.rudong, level: 'yellow' });
      const { status, body } = await post(`/warnings/${update.id}/end`, { reason: '气象台口头解除' });
      expect([status, body]).toMatchObject([200, { state: 'ended' }]);
      for (const { callOutId } of [first, update]) {
        expect(await desk.ringing(callOutId)).toEqual([]);
        expect(await desk.stateOf(callOutId)).toEqual({ state: 'cancelled', reason: 'ended' });
      }
      expect((await purposes(first.callOutId)).some((each) => each.startsWith('allClear'))).toBe(true);
      expect(await endings()).toMatchObject([{ kind: 'warning', subjectId: update.id, allClear: null }]);
      const facts = (await desk.facts()).length;
      expect((await post(`/warnings/${update.id}/end`, { reason: '再次' })).status).toBe(200);
      expect((await desk.facts()).length).toBe(facts);
      expect((await post(`/warnings/${first.id}/end`, { reason: '早已替换' })).body).toMatchObject({ code: 'warning/not-in-force' });
    });

    it('leaves what another update of the same alert still warns of ringing', async () => {
      const alert = await desk.issue('A');
      const east = await desk.issue('B', { about: 'A', area: code.haimen });
      const west = await desk.issue('C', { about: 'A', area: code.rudong });
      expect((await post(`/warnings/${west.id}/end`, { reason: '如东解除' })).body).toMatchObject({ state: 'ended' });
      expect(await desk.ringing(alert.callOutId)).toEqual([person.sanchangDesk]);
      expect((await desk.warningOf(east)).state).toBe('inForce');
    });

    it('calls anew when a later version says that it goes on after all', async () => {
      const { id } = await desk.issue('A');
      await post(`/warnings/${id}/end`, { reason: '误判' });
      const again = await desk.issue('B', { about: 'A' });
      expect(again.version).toBe(2);
      expect(await desk.ringing(again.callOutId)).toHaveLength(3);
    });
  });

  describe('an incident', () => {
    it('is closed with what is open listed, and its last fact is the end of a log that is whole', async () => {
      const { callOutId } = await desk.issue('A');
      await desk.issue('R', { level: 'red', area: code.haimen });
      const { status, body } = await close();
      const matters = { helpRequests: 0, callOuts: 1, awaitingRelease: 1, silent: 3, doors: 0, warnings: 2 };
      expect([status, body]).toMatchObject([200, { state: 'closed', closedAt: expect.any(String) as string, matters }]);
      expect(await desk.stateOf(callOutId)).toEqual({ state: 'closed', reason: 'incidentClosed' });
      const facts = await desk.facts();
      expect(facts.at(-1)).toMatchObject({ kind: 'incident.put', incident: { state: 'closed' } });
      const { seal, seq } = body as { seal: { seq: number; hash: string }; seq: number };
      expect([seal.seq, seq]).toEqual([facts.at(-1)!.seq, facts.at(-1)!.seq]);
      expect(await proveLog(database(), desk.incident.id)).toMatchObject({ ok: true, head: seal.hash });
      expect(await endings()).toMatchObject([{ kind: 'closing', matters, reason: '台风过境' }]);
    });

    it('counts people once, however many call-outs they owe an answer to', async () => {
      const { callOutId } = await desk.issue('A');
      await desk.issue('B', { sender: 'rudong@example.invalid', info: { event: '暴雨', headline: '暴雨橙色预警信号' }, level: 'orange' });
      const matters = async () =>
        (await doors(viewer).get(`/api/incidents/${desk.incident.id}/matters`)).body as { silent: number; callOuts: number };
      expect(await matters()).toMatchObject({ callOuts: 2 });
      const before = (await matters()).silent;
      const calls = (await callStates(database(), callOutId as CallOutId)).length;
      expect(before).toBeGreaterThanOrEqual(calls);
      await desk.answer(callOutId, person.fengliDesk);
      expect((await matters()).silent).toBe(before);
    });

    it('takes nothing in afterwards, whoever brings it, and one answer to it spoils no other', async () => {
      const { callOutId, id } = await desk.issue('A', { until: 10 });
      await close();
      const facts = (await desk.facts()).length;
      const calls = await callStates(database(), callOutId as CallOutId);
      const other = await openedIncident(database(), { name: '另一场' });
      const sealed = desk.incident;
      desk.incident = other;
      const alive = (await callStates(database(), (await desk.issue('O')).callOutId as CallOutId))[0]!;
      desk.incident = sealed;
      const said = [calls[0]!, alive].map(({ id: callId, personId }) => ({
        ...{ callId: callId as CallId, receipt: { receiptId: crypto.randomUUID(), kind: 'needHelp' as const }, by: { personId } },
      }));
      const answers = await database().transaction(wholeServer, (tx) => takeReceipts(tx, desk.ctx, said));
      expect(answers.map((one) => (one instanceof Refusal ? one.code : one.state))).toEqual(['incident/closed', 'answered']);
      const refused = { code: 'incident/closed' };
      expect((await desk.post('<alert/>')).body).toMatchObject(refused);
      expect((await stop(callOutId, false)).body).toMatchObject(refused);
      expect((await post(`/warnings/${id}/end`, { reason: '晚了' })).body).toMatchObject(refused);
      expect((await desk.order(callOutId, 'resume')).body).toMatchObject(refused);
      expect((await close()).body).toMatchObject(refused);
      await desk.tick(60);
      expect((await desk.facts()).length).toBe(facts);
    });

    it('has a log that the database itself keeps sealed', async () => {
      await close();
      const move = database().asOwner((tx) => tx.query(`update incident set head_seq = head_seq + 1 where id = $1`, [desk.incident.id]));
      await expect(move).rejects.toThrow('sealed');
    });

    it('is opened again by two people and by neither alone; then what was stopped may go on', async () => {
      const { callOutId } = await desk.issue('A');
      await close();
      expect(await reopen(desk.duty)).toMatchObject({ status: 202, body: { state: 'closed', reopening: { by: desk.duty.userId } } });
      expect(await reopen(desk.duty)).toMatchObject({ status: 403, body: { code: 'incident/same-person' } });
      expect((await reopen(viewer)).status).toBe(403);
      expect((await reopen(desk.rudong)).body).toMatchObject({ code: 'area/outside' });
      expect(await reopen(commander)).toMatchObject({ status: 200, body: { state: 'open', closedAt: null, reopening: null } });
      expect((await reopen(commander)).body).toMatchObject({ code: 'incident/not-closed' });
      expect(await endings()).toMatchObject([
        { kind: 'reopening', by: desk.duty.username, secondBy: commander.username },
        { kind: 'closing' },
      ]);
      expect((await desk.order(callOutId, 'resume')).body).toMatchObject({ state: 'running' });
      expect(await desk.ringing(callOutId)).toHaveLength(3);
      expect(await proveLog(database(), desk.incident.id)).toMatchObject({ ok: true });
    });

    it('is read as it was by its clock, and no setting of that either', async () => {
      await desk.begin({ mode: 'exercise' });
      await close();
      const routes = incidentRoutes({
        ...{ database: database(), clock: desk.clock, doorbell: desk.doorbell, anchors: anchored().anchors },
        keepUp: () => Promise.resolve(),
        onClockChange: () => Promise.resolve(),
      });
      const path = `/api/incidents/${desk.incident.id}`;
      expect((await openDoors(desk.duty, routes).send('post', `${path}/clock`, { rate: 2 })).body).toMatchObject({
        code: 'incident/closed',
      });
      desk.clock.set(inMinutes(5));
      expect((await openDoors(viewer, routes).get(path)).body).toMatchObject({ state: 'closed', closedAt: expect.any(String) as string });
    });
  });
});
