import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import { changeClock } from '../../server/incidents/incidents.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { aSession, noon } from '../support/builders.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { aUser, released } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { inMinutes, WarningDesk } from '../support/warning-desk.ts';

const everybody = [person.yangkouDesk, person.fengliDesk, person.sanchangDesk];

onBothDatabases('a warning', (database) => {
  let desk: WarningDesk;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    desk = await WarningDesk.of(database());
  });
  beforeEach(() => desk.begin());

  describe('whose time has passed when it comes', () => {
    it('is kept, shown as expired and calls nobody by itself', async () => {
      const body = await desk.issue('A', { until: -1 });
      expect(body).toMatchObject({ expired: true, callOutId: null, placement: 'exact' });
      expect(await desk.warningOf(body)).toMatchObject({ state: 'expired', expired: true });
      expect((await desk.facts()).map(({ kind }) => kind)).toEqual(['warning.put']);
    });

    it('is called out all the same at the word of the desk, and no expiry stops that', async () => {
      const { id } = await desk.issue('A', { until: -1 });
      expect((await desk.callOut(id, '/plan')).status).toBe(200);
      const { status, body } = await desk.callOut(id);
      expect([status, (body as { state: string }).state]).toEqual([201, 'running']);
      await desk.issue('B', { until: 5, area: code.haimen });
      await desk.tick(6);
      expect(await desk.ringing((body as { id: string }).id)).toEqual(everybody);
    });

    it('as an update leaves the calls for the version before it as they are', async () => {
      const { callOutId, id } = await desk.issue('A');
      const update = await desk.issue('B', { about: 'A', level: 'red', until: -1 });
      expect(update).toMatchObject({ expired: true, callOutId: null, version: 2 });
      expect(await desk.ringing(callOutId)).toEqual(everybody);
      expect((await desk.warningOf({ id })).state).toBe('inForce');
    });

    it('still cancels or lifts', async () => {
      const { callOutId } = await desk.issue('A');
      await desk.issue('C', { about: 'A', type: 'Cancel', until: -1 });
      expect(await desk.stateOf(callOutId)).toEqual({ state: 'cancelled', reason: 'cancelled' });
    });
  });

  describe('whose time passes while it rings', () => {
    it('stops its ladders, withdraws what has not left, closes its call-out and tells every desk', async () => {
      const body = await desk.issue('A', { until: 10 });
      await desk.answer(body.callOutId, person.fengliDesk);
      await desk.tick(9);
      expect(await desk.ringing(body.callOutId)).toEqual([person.yangkouDesk, person.sanchangDesk]);
      const before = (await desk.facts()).length;
      await desk.tick(10);
      expect(await desk.ringing(body.callOutId)).toEqual([]);
      expect((await attemptStates(database(), body.callOutId as CallOutId)).filter(({ state }) => state === 'queued')).toEqual([]);
      expect(await desk.stateOf(body.callOutId)).toEqual({ state: 'closed', reason: 'expired' });
      const said = (await desk.facts()).slice(before);
      expect(said[0]).toMatchObject({ kind: 'warning.put', warning: { id: body.id, state: 'expired', expired: true } });
      expect(said[1]).toMatchObject({ kind: 'callOut.put', callOut: { state: 'closed', closeReason: 'expired' } });
      await desk.tick(60);
      expect((await desk.facts()).length).toBe(before + said.length);
    });

    it('keeps taking answers: who answers late has been roused', async () => {
      const { callOutId } = await desk.issue('A', { until: 10 });
      await desk.tick(11);
      await desk.answer(callOutId, person.yangkouDesk);
      const calls = await callStates(database(), callOutId as CallOutId);
      expect(calls.find(({ personId }) => personId === person.yangkouDesk)!.state).toBe('answered');
    });

    it('does so by the clock of a drill, which jumps', async () => {
      await desk.begin({ mode: 'exercise', startAt: noon });
      const { callOutId } = await desk.issue('A', { until: 120 });
      await desk.tick(1);
      expect(await desk.ringing(callOutId)).toEqual(everybody);
      const change = { at: inMinutes(121) };
      await database().transaction(wholeServer, (tx) =>
        changeClock(tx, desk.ctx, { id: desk.incident.id, change, setterArea: code.nantong }),
      );
      await desk.tick(1);
      expect(await desk.ringing(callOutId)).toEqual([]);
    });

    it('before it was released rings nobody, and has to be opened again before it can be', async () => {
      const { callOutId } = await desk.issue('A', { level: 'red', until: 10 });
      await desk.tick(11);
      expect(await desk.stateOf(callOutId)).toEqual({ state: 'closed', reason: 'expired' });
      const commander = await aUser(database(), 'commander');
      expect((await desk.order(callOutId, 'release', commander)).body).toMatchObject({ code: 'call-out/not-awaiting' });
      expect((await desk.order(callOutId, 'resume')).body).toMatchObject({ state: 'awaitingRelease' });
      expect(await desk.ringing(callOutId)).toEqual([]);
      await released(database(), desk.ctx, callOutId as CallOutId);
      expect(await desk.ringing(callOutId)).toEqual(expect.arrayContaining(everybody));
    });

    it('goes on where an update prolongs it, until that one has passed', async () => {
      const { callOutId } = await desk.issue('A', { until: 10 });
      const update = await desk.issue('B', { about: 'A', area: code.rudong, until: 20 });
      await desk.tick(11);
      expect(await desk.ringing(callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
      expect((await desk.stateOf(callOutId))!.state).toBe('running');
      await desk.tick(21);
      expect(await desk.ringing(callOutId)).toEqual([]);
      expect(await desk.stateOf(callOutId)).toEqual({ state: 'closed', reason: 'expired' });
      expect(await desk.warningOf(update)).toMatchObject({ state: 'expired' });
    });

    it('goes on while a graver update awaits its release', async () => {
      const { callOutId } = await desk.issue('A', { until: 10 });
      const red = await desk.issue('B', { about: 'A', level: 'red', until: 30 });
      await desk.tick(11);
      expect(await desk.ringing(callOutId)).toEqual(everybody);
      await released(database(), desk.ctx, red.callOutId as CallOutId);
      expect([await desk.ringing(callOutId), await desk.ringing(red.callOutId)]).toEqual([[], expect.arrayContaining(everybody)]);
    });

    it('rings on where only an update of a part has passed', async () => {
      const { callOutId } = await desk.issue('A', { until: 60 });
      const update = await desk.issue('B', { about: 'A', area: code.rudong, level: 'yellow', until: 10 });
      await desk.tick(11);
      expect([await desk.ringing(callOutId), await desk.ringing(update.callOutId)]).toEqual([[person.sanchangDesk], []]);
    });

    it('is updated and cancelled afterwards as any other', async () => {
      const first = await desk.issue('A', { until: 10 });
      await desk.answer(first.callOutId, person.fengliDesk);
      await desk.tick(11);
      const update = await desk.issue('B', { about: 'A' });
      expect(await desk.warningOf(first)).toMatchObject({ state: 'superseded', expired: true });
      expect(await desk.ringing(update.callOutId)).toEqual(everybody);
      await desk.issue('C', { about: 'A', type: 'Cancel' });
      const told = (await attemptStates(database(), first.callOutId as CallOutId)).filter(({ purpose }) => purpose === 'allClear');
      expect(await desk.ringing(update.callOutId)).toEqual(everybody);
      expect(told.map(({ personId }) => personId)).toEqual([person.fengliDesk]);
    });
  });

  describe('goes on by hand', () => {
    it('rings whoever still owes an answer, climbs on, and is not stopped again', async () => {
      const { callOutId } = await desk.issue('A', { until: 10 });
      await desk.answer(callOutId, person.fengliDesk);
      await desk.tick(11);
      const { status, body } = await desk.order(callOutId, 'resume');
      expect([status, body]).toMatchObject([200, { state: 'running', closeReason: null }]);
      expect(await desk.ringing(callOutId)).toEqual([person.yangkouDesk, person.sanchangDesk]);
      const again = (await attemptStates(database(), callOutId as CallOutId)).filter(({ state }) => state === 'queued');
      expect(again.map(({ personId }) => personId).sort()).toEqual([person.yangkouDesk, person.sanchangDesk]);
      expect((await desk.facts()).findLast(({ kind }) => kind === 'callOut.put')).toMatchObject({
        callOut: { id: callOutId, state: 'running' },
      });
      await desk.issue('B', { about: 'A', area: code.haimen, until: 20 });
      await desk.tick(21);
      expect(await desk.ringing(callOutId)).not.toEqual([]);
    });

    it('is written down, and again changes nothing', async () => {
      const { callOutId } = await desk.issue('A', { until: 10 });
      await desk.tick(11);
      await desk.order(callOutId, 'resume');
      const before = (await desk.facts()).length;
      expect((await desk.order(callOutId, 'resume')).status).toBe(200);
      expect((await desk.facts()).length).toBe(before);
      const lines = await database().asOwner((tx) =>
        tx.query(`select action, user_id as "userId" from audit where subject = $1`, [`callOut ${callOutId ?? ''}`]),
      );
      expect(lines).toEqual([{ action: 'callOut.resumed', userId: desk.duty.userId }]);
    });

    it('is refused for what has not expired, is over, or lies beyond the own area', async () => {
      const running = await desk.issue('A', { until: 10 });
      expect((await desk.order(running.callOutId, 'resume')).body).toMatchObject({ code: 'call-out/not-expired' });
      await desk.tick(11);
      expect((await desk.order(running.callOutId, 'resume', desk.rudong)).body).toMatchObject({ code: 'area/outside' });
      expect((await desk.order(running.callOutId, 'resume', aSession('viewer'))).status).toBe(403);
      await desk.issue('C', { about: 'A', type: 'Cancel' });
      expect((await desk.order(running.callOutId, 'resume')).body).toMatchObject({ code: 'call-out/not-expired' });
    });
  });
});
