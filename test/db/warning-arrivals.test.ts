import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import { noon } from '../support/builders.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { at } from '../support/climbing.ts';
import { onBothDatabases } from '../support/database.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { inMinutes, message, WarningDesk } from '../support/warning-desk.ts';

const everybody = [person.yangkouDesk, person.fengliDesk, person.sanchangDesk];

onBothDatabases('a warning as feeds send it', (database) => {
  let desk: WarningDesk;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    desk = await WarningDesk.of(database());
  });
  beforeEach(() => desk.begin());
  // In whatever order messages come: what people are called about says what the warning says.
  afterEach(async () => {
    const apart = await database().asOwner((tx) =>
      tx.query(
        `select w.identifier from warning w left join notice n on n.id = w.id
         where n.level is distinct from w.level or n.version is distinct from w.version or n.words -> 'zh' ->> 'event' is distinct from w.event`,
      ),
    );
    expect(apart).toEqual([]);
  });

  describe('is found by sender and identifier', () => {
    it('whatever time of sending, zone or order the reference has', async () => {
      for (const sent of ['2026-07-26T12:00:59+08:00', '2026-07-26T12:00', 'soon']) {
        const alert = await desk.issue(`A ${sent}`.replace(/[ ,:+]/g, '-'));
        const about = `nantong@example.invalid,${alert.identifier},${sent}`;
        const cancel = await desk.issue(`C${alert.identifier}`, { about, type: 'Cancel' });
        expect(cancel.notes).toEqual([]);
        expect((await desk.stateOf(alert.callOutId))!.state).toBe('cancelled');
      }
    });

    it('and what finds nothing is said, until it is found', async () => {
      const cancel = await desk.issue('C', { about: 'A', type: 'Cancel' });
      expect(cancel.notes).toEqual([{ code: 'reference-unfound', path: 'nantong@example.invalid,A' }]);
      await desk.issue('A');
      expect((await desk.warningOf(cancel)).notes).toEqual([]);
    });
  });

  it('cancelled without a word before it came, it arrives cancelled and rings nobody', async () => {
    const references = 'nantong@example.invalid,A,2026-07-26T12:00:00+08:00';
    const cancel = await desk.post(capMessage({ alert: { identifier: 'C', msgType: 'Cancel', references }, infos: '' }));
    expect(cancel).toMatchObject({ status: 201, body: { notes: [{ code: 'no-level' }, { code: 'reference-unfound' }] } });
    const alert = await desk.issue('A', { level: 'orange' });
    expect(alert.callOutId).toBeNull();
    expect((await desk.warningOf(alert)).state).toBe('cancelled');
    expect(await desk.warningOf(cancel.body)).toMatchObject({ level: 'orange', event: '台风', notes: [] });
  });

  describe('that is lifted', () => {
    const allClear = { '+type': '<responseType>AllClear</responseType>', urgency: 'Past', severity: 'Minor', headline: '大风影响结束' };

    it('ends its calls, tells who had answered, and calls nobody', async () => {
      const { callOutId, id } = await desk.issue('A', { level: 'orange' });
      await desk.answer(callOutId, person.yangkouDesk);
      const update = await desk.issue('B', { about: 'A', info: allClear });
      expect(update).toMatchObject({ callOutId: null, level: 'orange' });
      expect((await desk.warningOf(update)).state).toBe('ended');
      expect((await desk.warningOf({ id })).state).toBe('cancelled');
      expect((await desk.stateOf(callOutId))!.state).toBe('cancelled');
      const told = (await attemptStates(database(), callOutId as CallOutId)).filter(({ purpose }) => purpose === 'allClear');
      expect(told.map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
    });

    it('in a part ends the calls there alone', async () => {
      const { callOutId, id } = await desk.issue('A', { level: 'orange' });
      for (const who of [person.yangkouDesk, person.sanchangDesk]) await desk.answer(callOutId, who);
      await desk.issue('B', { about: 'A', area: code.rudong, info: allClear });
      const calls = await callStates(database(), callOutId as CallOutId);
      expect(
        calls.filter(({ areaCode }) => areaCode.startsWith('320623')).every(({ state }) => ['stale', 'superseded'].includes(state)),
      ).toBe(true);
      expect(
        calls.filter(({ areaCode }) => areaCode.startsWith('320614')).some(({ state }) => ['stale', 'superseded'].includes(state)),
      ).toBe(false);
      expect((await desk.warningOf({ id })).state).toBe('inForce');
      const told = (await attemptStates(database(), callOutId as CallOutId)).filter(({ purpose }) => purpose === 'allClear');
      expect(told.map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
    });

    it('without saying which ends nothing, calls nobody and says so', async () => {
      const { callOutId } = await desk.issue('A');
      const lifting = await desk.issue('B', { type: 'Alert', info: { headline: '解除台风蓝色预警信号' } });
      expect(lifting).toMatchObject({ callOutId: null, notes: [{ code: 'lifts-nothing' }] });
      expect(await desk.ringing(callOutId)).toEqual(everybody);
    });
  });

  describe('of the city is not kept from calling by a county', () => {
    it('whose cancel came first: it holds in the county alone', async () => {
      const references = 'nantong@example.invalid,A,2026-07-26T12:00:00+08:00';
      const cancel = capMessage({ alert: { identifier: 'C', msgType: 'Cancel', references }, infos: '' });
      expect((await desk.post(cancel, { user: desk.rudong })).status).toBe(201);
      const alert = await desk.issue('A');
      expect((await desk.warningOf(alert)).state).toBe('inForce');
      expect(await desk.ringing(alert.callOutId)).toEqual([person.sanchangDesk]);
    });

    it('whose update came first: everybody elsewhere is called, and nobody in the county twice', async () => {
      const update = (await desk.post(message('B', { about: 'A', area: code.rudong, level: 'yellow' }), { user: desk.rudong })).body;
      const alert = await desk.issue('A');
      expect((await desk.warningOf(alert)).state).toBe('inForce');
      expect(await desk.ringing(alert.callOutId)).toEqual([person.sanchangDesk]);
      expect(await desk.ringing(update.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
    });

    it('which took its name', async () => {
      expect((await desk.post(message('A', { area: code.yangkou }), { user: desk.rudong })).status).toBe(201);
      const { status, body } = await desk.post(message('A'));
      expect(status).toBe(201);
      expect(await desk.ringing(body.callOutId)).toEqual(everybody);
    });
  });

  describe('that comes again', () => {
    const again = message('A').replaceAll('><', '>\n\t<').replace('UTF-8', 'GB18030');

    it('from another feed, indented and encoded anew, is one warning, and both texts are kept', async () => {
      const first = await desk.issue('A');
      desk.clock.set(inMinutes(3));
      const second = await desk.post(again.replace('GB18030', 'UTF-8'));
      expect([second.status, second.body]).toEqual([200, first]);
      expect((await desk.warningOf(first)).sources).toEqual([
        { firstAt: noon, lastAt: noon, times: 1 },
        { firstAt: at(180).toISOString(), lastAt: at(180).toISOString(), times: 1 },
      ]);
      desk.clock.set(inMinutes(4));
      await desk.post(message('A'));
      expect((await desk.warningOf(first)).sources[0]).toEqual({ firstAt: noon, lastAt: at(240).toISOString(), times: 2 });
    });

    it('with its time of sending cut is the same, with other words it contradicts', async () => {
      const first = await desk.issue('A');
      const cut = message('A').replace('<sent>2026-07-26T12:00:00+08:00', '<sent>2026-07-26T12:00:30+08:00');
      expect(await desk.post(cut)).toMatchObject({ status: 200, body: { id: first.id } });
      expect((await desk.post(message('A').replace('说明', '另一说明'))).body.code).toBe('warning/conflict');
    });

    it('under another name rings nobody twice and is proposed to be merged', async () => {
      const first = await desk.issue('A');
      const double = await desk.issue('P', { sender: 'jiangsu@example.invalid', area: code.rudong });
      expect(double).toMatchObject({
        merge: { warningId: first.id, identifier: 'A', sender: 'nantong@example.invalid', state: 'proposed' },
      });
      expect(double.callOutId).toBe(first.callOutId);
      expect(await desk.ringing(first.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk, person.sanchangDesk]);
      expect(await desk.warningOf(double)).toMatchObject({ merge: { warningId: first.id, sent: noon } });
      expect(first.merge).toBeNull();
    });
  });

  describe('is placed', () => {
    it('in the successor of a retired code, which the answer says', async () => {
      expect(await desk.issue('A', { area: '320684105000' })).toMatchObject({
        placement: 'coarse',
        areas: [code.haimen],
        notes: [{ code: 'retired-code', path: '320684105000' }],
      });
    });

    it('by its code beside an outline that cannot be read, and refused where nothing else places it', async () => {
      const bad = { polygon: '121.0,32.3 121.2,32.3 121.2,32.5 121.0,32.3' };
      const { body } = await desk.post(capMessage({ area: { ...bad, '+code': geocode(code.rudong) } }));
      expect(body).toMatchObject({
        placement: 'coarse',
        areas: [code.rudong],
        notes: [{ code: 'out-of-range', path: 'alert.info.0.area.0.polygon.0' }],
      });
      const issues = [{ path: 'alert.info.0.area.0.polygon.0', reason: 'out-of-range' }];
      expect((await desk.post(capMessage({ alert: { identifier: 'B' }, area: bad }))).body).toMatchObject({
        code: 'warning/malformed',
        issues,
      });
      const elsewhere = capMessage({ alert: { identifier: 'D' }, area: { ...bad, '+code': geocode('110105000000') } });
      expect((await desk.post(elsewhere)).body).toMatchObject({ code: 'warning/malformed', issues });
    });

    it('in the encoding that the header says', async () => {
      const [before, after] = message('A').replace(' encoding="UTF-8"', '').split('台风</event>') as [string, string];
      const ascii = (text: string) => Buffer.from(text.replace(/[^\x20-\x7e\n]+/g, 'blue warning'));
      const bytes = Buffer.concat([ascii(before), Buffer.from([0xcc, 0xa8, 0xb7, 0xe7]), ascii(`</event>${after}`)]);
      const { body } = await desk.post(bytes, { type: 'application/cap+xml; charset=GBK' });
      expect(await desk.warningOf(body)).toMatchObject({ event: '台风' });
    });
  });

  it('that is green is refused, and an update to green lifts', async () => {
    const green = { severity: 'Moderate', headline: 'Green wind warning' };
    expect((await desk.post(message('G', { info: green }))).body).toMatchObject({
      code: 'warning/malformed',
      issues: [{ reason: 'no-level' }],
    });
    const { callOutId } = await desk.issue('A', { level: 'orange' });
    expect((await desk.issue('B', { about: 'A', info: green })).callOutId).toBeNull();
    expect((await desk.stateOf(callOutId))!.state).toBe('cancelled');
  });
});
