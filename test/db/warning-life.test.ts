import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallId, CallOutId } from '#contract/calls.ts';
import type { Fact } from '#contract/facts.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { IssuedWarning, Warning, WarningDetails } from '#contract/warnings.ts';
import { escalateDue } from '../../server/calls/escalation.job.ts';
import { takeReceipts } from '../../server/calls/receipts.commands.ts';
import { changeClock } from '../../server/incidents/incidents.commands.ts';
import { factsAfter } from '../../server/kernel/change-log.ts';
import { wholeServer } from '../../server/kernel/db.ts';
import { Doorbell } from '../../server/kernel/doorbell.ts';
import { planRoutes } from '../../server/plans/plan.routes.ts';
import { warningRoutes } from '../../server/warnings/warnings.routes.ts';
import { aSession, noon } from '../support/builders.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { at } from '../support/climbing.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type DoorAnswer } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser, released } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const colours = { blue: '蓝', yellow: '黄', orange: '橙', red: '红' };
const inMinutes = (minutes: number) =>
  at(60 * minutes)
    .toISOString()
    .replace('.000Z', '+00:00');

interface Said {
  level?: keyof typeof colours;
  area?: string;
  /** The identifier of the message that it updates or cancels, or its whole reference. */
  about?: string;
  type?: 'Alert' | 'Update' | 'Cancel';
  /** Minutes after noon. */
  until?: number;
  sender?: string;
  info?: Record<string, string>;
}

/** A message of the observatory at noon. */
function message(identifier: string, { level = 'blue', area = code.nantong, about, type, until, sender, info }: Said = {}): string {
  const from = sender ?? 'nantong@example.invalid';
  const references = about && (about.includes(',') ? about : `${from},${about},2026-07-26T12:00:00+08:00`);
  return capMessage({
    alert: { identifier, sender: from, msgType: type ?? (about ? 'Update' : 'Alert'), ...(references && { references }) },
    info: { headline: `台风${colours[level]}色预警信号`, ...(until !== undefined && { expires: inMinutes(until) }), ...info },
    area: { '+code': geocode(area) },
  });
}

onBothDatabases('the life of a warning', (database) => {
  const clock = new FakeClock(noon);
  const doorbell = new Doorbell();
  let duty: Session;
  let rudong: Session;
  let incident: Incident;
  let routes: ReturnType<typeof warningRoutes>;
  let plans: ReturnType<typeof planRoutes>;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    rudong = await aUser(database(), 'countyDuty', code.rudong);
    routes = warningRoutes(database(), clock, doorbell);
    plans = planRoutes(database(), clock, doorbell);
  });
  beforeEach(async () => {
    clock.set(noon);
    await database().asOwner((tx) => tx.query(`update call set due_at = null, remind_at = null`));
    incident = await openedIncident(database());
  });

  type Posted = DoorAnswer & { body: IssuedWarning & { code?: string; issues?: unknown } };
  const post = (xml: string | Buffer, { user = duty, type = 'application/cap+xml' }: { user?: Session; type?: string } = {}) =>
    openDoors(user, routes).post(`/api/warnings/cap?incident=${incident.id}`, type, xml) as Promise<Posted>;
  const issue = async (...said: Parameters<typeof message>) => (await post(message(...said))).body;
  const warningOf = async ({ id }: Pick<Warning, 'id'>) =>
    (await openDoors(duty, routes).get(`/api/warnings/${id}`)).body as WarningDetails;
  const facts = async (): Promise<Fact[]> =>
    database().transaction(wholeServer, async (tx) => (await factsAfter(tx, { incidentId: incident.id, since: 1, limit: 500 })).facts);
  const order = (path: string, user = duty, body = {}) => openDoors(user, plans).send('post', `/api/call-outs${path}`, body);
  /** The clock speaks, so many minutes after noon. */
  const tick = async (minutes: number) => {
    clock.set(inMinutes(minutes));
    await escalateDue(database(), { now: clock.now(), doorbell });
  };
  const ringing = async (callOutId: string | null) =>
    (await callStates(database(), callOutId as CallOutId)).filter(({ dueAt }) => dueAt !== null).map(({ personId }) => personId);
  const stateOf = (callOutId: string | null) =>
    database().transaction(wholeServer, (tx) =>
      tx.one<{ state: string; reason: string | null }>(`select state, close_reason as reason from call_out where id = $1`, [callOutId]),
    );
  const answer = async (callOutId: string | null, personId: number) => {
    const callId = (await callStates(database(), callOutId as CallOutId)).find((call) => call.personId === personId)!.id as CallId;
    const submission = { callId, receipt: { receiptId: crypto.randomUUID(), kind: 'heard' as const }, by: { personId } };
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, { now: clock.now(), doorbell }, [submission]));
  };
  const everybody = [person.yangkouDesk, person.fengliDesk, person.sanchangDesk];

  describe('whose time has passed when it comes', () => {
    it('is kept, shown as expired and calls nobody by itself', async () => {
      const body = await issue('A', { until: -1 });
      expect(body).toMatchObject({ expired: true, callOutId: null, placement: 'exact' });
      expect(await warningOf(body)).toMatchObject({ state: 'expired', expired: true });
      expect((await facts()).map(({ kind }) => kind)).toEqual(['warning.put']);
    });

    it('is called out all the same at the word of the desk, and no expiry stops that', async () => {
      const { id } = await issue('A', { until: -1 });
      expect((await order('/plan', duty, { warningId: id })).status).toBe(200);
      const { status, body } = await order('', duty, { warningId: id });
      expect([status, (body as { state: string }).state]).toEqual([201, 'running']);
      await issue('B', { until: 5, area: code.haimen });
      await tick(6);
      expect(await ringing((body as { id: string }).id)).toEqual(everybody);
    });

    it('as an update leaves the calls for the version before it as they are', async () => {
      const { callOutId, id } = await issue('A');
      const update = await issue('B', { about: 'A', level: 'red', until: -1 });
      expect(update).toMatchObject({ expired: true, callOutId: null, version: 2 });
      expect(await ringing(callOutId)).toEqual(everybody);
      expect((await warningOf({ id })).state).toBe('inForce');
    });

    it('still cancels or lifts', async () => {
      const { callOutId } = await issue('A');
      await issue('C', { about: 'A', type: 'Cancel', until: -1 });
      expect(await stateOf(callOutId)).toEqual({ state: 'cancelled', reason: 'cancelled' });
    });
  });

  describe('whose time passes while it rings', () => {
    it('stops its ladders, withdraws what has not left, closes its call-out and tells every desk', async () => {
      const body = await issue('A', { until: 10 });
      await answer(body.callOutId, person.fengliDesk);
      await tick(9);
      expect(await ringing(body.callOutId)).toEqual([person.yangkouDesk, person.sanchangDesk]);
      const before = (await facts()).length;
      await tick(10);
      expect(await ringing(body.callOutId)).toEqual([]);
      expect((await attemptStates(database(), body.callOutId as CallOutId)).filter(({ state }) => state === 'queued')).toEqual([]);
      expect(await stateOf(body.callOutId)).toEqual({ state: 'closed', reason: 'expired' });
      const said = (await facts()).slice(before);
      expect(said[0]).toMatchObject({ kind: 'warning.put', warning: { id: body.id, state: 'expired', expired: true } });
      expect(said[1]).toMatchObject({ kind: 'callOut.put', callOut: { state: 'closed', closeReason: 'expired' } });
      await tick(60);
      expect((await facts()).length).toBe(before + said.length);
    });

    it('keeps taking answers: who answers late has been roused', async () => {
      const { callOutId } = await issue('A', { until: 10 });
      await tick(11);
      await answer(callOutId, person.yangkouDesk);
      const calls = await callStates(database(), callOutId as CallOutId);
      expect(calls.find(({ personId }) => personId === person.yangkouDesk)!.state).toBe('answered');
    });

    it('does so by the clock of a drill, which jumps', async () => {
      incident = await openedIncident(database(), { mode: 'exercise', startAt: noon });
      const { callOutId } = await issue('A', { until: 120 });
      await tick(1);
      expect(await ringing(callOutId)).toEqual(everybody);
      const change = { at: inMinutes(121) };
      await database().transaction(wholeServer, (tx) =>
        changeClock(tx, { now: clock.now(), doorbell }, { id: incident.id, change, setterArea: code.nantong }),
      );
      await tick(1);
      expect(await ringing(callOutId)).toEqual([]);
    });

    it('before it was released rings nobody, and has to be opened again before it can be', async () => {
      const { callOutId } = await issue('A', { level: 'red', until: 10 });
      await tick(11);
      expect(await stateOf(callOutId)).toEqual({ state: 'closed', reason: 'expired' });
      const commander = await aUser(database(), 'commander');
      expect((await order(`/${callOutId}/release`, commander)).body).toMatchObject({ code: 'call-out/not-awaiting' });
      expect((await order(`/${callOutId}/resume`)).body).toMatchObject({ state: 'awaitingRelease' });
      expect(await ringing(callOutId)).toEqual([]);
      await released(database(), { now: clock.now(), doorbell }, callOutId as CallOutId);
      expect(await ringing(callOutId)).toEqual(expect.arrayContaining(everybody));
    });

    it('goes on where an update prolongs it, until that one has passed', async () => {
      const { callOutId } = await issue('A', { until: 10 });
      const update = await issue('B', { about: 'A', area: code.rudong, until: 20 });
      await tick(11);
      expect(await ringing(callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
      expect((await stateOf(callOutId))!.state).toBe('running');
      await tick(21);
      expect(await ringing(callOutId)).toEqual([]);
      expect(await stateOf(callOutId)).toEqual({ state: 'closed', reason: 'expired' });
      expect(await warningOf(update)).toMatchObject({ state: 'expired' });
    });

    it('goes on while a graver update awaits its release', async () => {
      const { callOutId } = await issue('A', { until: 10 });
      const red = await issue('B', { about: 'A', level: 'red', until: 30 });
      await tick(11);
      expect(await ringing(callOutId)).toEqual(everybody);
      await released(database(), { now: clock.now(), doorbell }, red.callOutId as CallOutId);
      expect([await ringing(callOutId), await ringing(red.callOutId)]).toEqual([[], expect.arrayContaining(everybody)]);
    });

    it('rings on where only an update of a part has passed', async () => {
      const { callOutId } = await issue('A', { until: 60 });
      const update = await issue('B', { about: 'A', area: code.rudong, level: 'yellow', until: 10 });
      await tick(11);
      expect([await ringing(callOutId), await ringing(update.callOutId)]).toEqual([[person.sanchangDesk], []]);
    });

    it('is updated and cancelled afterwards as any other', async () => {
      const first = await issue('A', { until: 10 });
      await answer(first.callOutId, person.fengliDesk);
      await tick(11);
      const update = await issue('B', { about: 'A' });
      expect(await warningOf(first)).toMatchObject({ state: 'superseded', expired: true });
      expect(await ringing(update.callOutId)).toEqual(everybody);
      await issue('C', { about: 'A', type: 'Cancel' });
      const told = (await attemptStates(database(), first.callOutId as CallOutId)).filter(({ purpose }) => purpose === 'allClear');
      expect(await ringing(update.callOutId)).toEqual(everybody);
      expect(told.map(({ personId }) => personId)).toEqual([person.fengliDesk]);
    });
  });

  describe('goes on by hand', () => {
    it('rings whoever still owes an answer, climbs on, and is not stopped again', async () => {
      const { callOutId } = await issue('A', { until: 10 });
      await answer(callOutId, person.fengliDesk);
      await tick(11);
      const { status, body } = await order(`/${callOutId}/resume`);
      expect([status, body]).toMatchObject([200, { state: 'running', closeReason: null }]);
      expect(await ringing(callOutId)).toEqual([person.yangkouDesk, person.sanchangDesk]);
      const again = (await attemptStates(database(), callOutId as CallOutId)).filter(({ state }) => state === 'queued');
      expect(again.map(({ personId }) => personId).sort()).toEqual([person.yangkouDesk, person.sanchangDesk]);
      expect((await facts()).findLast(({ kind }) => kind === 'callOut.put')).toMatchObject({
        callOut: { id: callOutId, state: 'running' },
      });
      await issue('B', { about: 'A', area: code.haimen, until: 20 });
      await tick(21);
      expect(await ringing(callOutId)).not.toEqual([]);
    });

    it('is written down, and again changes nothing', async () => {
      const { callOutId } = await issue('A', { until: 10 });
      await tick(11);
      await order(`/${callOutId}/resume`);
      const before = (await facts()).length;
      expect((await order(`/${callOutId}/resume`)).status).toBe(200);
      expect((await facts()).length).toBe(before);
      const lines = await database().asOwner((tx) =>
        tx.query(`select action, user_id as "userId" from audit where subject = $1`, [`callOut ${callOutId}`]),
      );
      expect(lines).toEqual([{ action: 'callOut.resumed', userId: duty.userId }]);
    });

    it('is refused for what has not expired, is over, or lies beyond the own area', async () => {
      const running = await issue('A', { until: 10 });
      expect((await order(`/${running.callOutId}/resume`)).body).toMatchObject({ code: 'call-out/not-expired' });
      await tick(11);
      expect((await order(`/${running.callOutId}/resume`, rudong)).body).toMatchObject({ code: 'area/outside' });
      expect((await order(`/${running.callOutId}/resume`, aSession('viewer'))).status).toBe(403);
      await issue('C', { about: 'A', type: 'Cancel' });
      expect((await order(`/${running.callOutId}/resume`)).body).toMatchObject({ code: 'call-out/not-expired' });
    });
  });

  describe('is found by sender and identifier', () => {
    it('whatever time of sending, zone or order the reference has', async () => {
      for (const sent of ['2026-07-26T12:00:59+08:00', '2026-07-26T12:00', 'soon']) {
        const alert = await issue(`A ${sent}`.replace(/[ ,:+]/g, '-'));
        const about = `nantong@example.invalid,${alert.identifier},${sent}`;
        const cancel = await issue(`C${alert.identifier}`, { about, type: 'Cancel' });
        expect(cancel.notes).toEqual([]);
        expect((await stateOf(alert.callOutId))!.state).toBe('cancelled');
      }
    });

    it('and what finds nothing is said, until it is found', async () => {
      const cancel = await issue('C', { about: 'A', type: 'Cancel' });
      expect(cancel.notes).toEqual([{ code: 'reference-unfound', path: 'nantong@example.invalid,A' }]);
      await issue('A');
      expect((await warningOf(cancel)).notes).toEqual([]);
    });
  });

  it('cancelled without a word before it came, it arrives cancelled and rings nobody', async () => {
    const references = 'nantong@example.invalid,A,2026-07-26T12:00:00+08:00';
    const cancel = await post(capMessage({ alert: { identifier: 'C', msgType: 'Cancel', references }, infos: '' }));
    expect(cancel).toMatchObject({ status: 201, body: { notes: [{ code: 'no-level' }, { code: 'reference-unfound' }] } });
    const alert = await issue('A', { level: 'orange' });
    expect(alert.callOutId).toBeNull();
    expect((await warningOf(alert)).state).toBe('cancelled');
    expect(await warningOf(cancel.body)).toMatchObject({ level: 'orange', event: '台风', notes: [] });
  });

  describe('that is lifted', () => {
    const allClear = { '+type': '<responseType>AllClear</responseType>', urgency: 'Past', severity: 'Minor', headline: '大风影响结束' };

    it('ends its calls, tells who had answered, and calls nobody', async () => {
      const { callOutId, id } = await issue('A', { level: 'orange' });
      await answer(callOutId, person.yangkouDesk);
      const update = await issue('B', { about: 'A', info: allClear });
      expect(update).toMatchObject({ callOutId: null, level: 'orange' });
      expect((await warningOf(update)).state).toBe('ended');
      expect((await warningOf({ id })).state).toBe('cancelled');
      expect((await stateOf(callOutId))!.state).toBe('cancelled');
      const told = (await attemptStates(database(), callOutId as CallOutId)).filter(({ purpose }) => purpose === 'allClear');
      expect(told.map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
    });

    it('in a part ends the calls there alone', async () => {
      const { callOutId, id } = await issue('A', { level: 'orange' });
      for (const who of [person.yangkouDesk, person.sanchangDesk]) await answer(callOutId, who);
      await issue('B', { about: 'A', area: code.rudong, info: allClear });
      const calls = await callStates(database(), callOutId as CallOutId);
      expect(
        calls.filter(({ areaCode }) => areaCode.startsWith('320623')).every(({ state }) => ['stale', 'superseded'].includes(state)),
      ).toBe(true);
      expect(
        calls.filter(({ areaCode }) => areaCode.startsWith('320614')).some(({ state }) => ['stale', 'superseded'].includes(state)),
      ).toBe(false);
      expect((await warningOf({ id })).state).toBe('inForce');
      const told = (await attemptStates(database(), callOutId as CallOutId)).filter(({ purpose }) => purpose === 'allClear');
      expect(told.map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
    });

    it('without saying which ends nothing, calls nobody and says so', async () => {
      const { callOutId } = await issue('A');
      const lifting = await issue('B', { type: 'Alert', info: { headline: '解除台风蓝色预警信号' } });
      expect(lifting).toMatchObject({ callOutId: null, notes: [{ code: 'lifts-nothing' }] });
      expect(await ringing(callOutId)).toEqual(everybody);
    });
  });

  describe('of the city is not kept from calling by a county', () => {
    it('whose cancel came first: it holds in the county alone', async () => {
      const references = 'nantong@example.invalid,A,2026-07-26T12:00:00+08:00';
      const cancel = capMessage({ alert: { identifier: 'C', msgType: 'Cancel', references }, infos: '' });
      expect((await post(cancel, { user: rudong })).status).toBe(201);
      const alert = await issue('A');
      expect((await warningOf(alert)).state).toBe('inForce');
      expect(await ringing(alert.callOutId)).toEqual([person.sanchangDesk]);
    });

    it('whose update came first: everybody elsewhere is called, and nobody in the county twice', async () => {
      const update = (await post(message('B', { about: 'A', area: code.rudong, level: 'yellow' }), { user: rudong })).body;
      const alert = await issue('A');
      expect((await warningOf(alert)).state).toBe('inForce');
      expect(await ringing(alert.callOutId)).toEqual([person.sanchangDesk]);
      expect(await ringing(update.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
    });

    it('which took its name', async () => {
      expect((await post(message('A', { area: code.yangkou }), { user: rudong })).status).toBe(201);
      const { status, body } = await post(message('A'));
      expect(status).toBe(201);
      expect(await ringing(body.callOutId)).toEqual(everybody);
    });
  });

  describe('that comes again', () => {
    const again = message('A').replaceAll('><', '>\n\t<').replace('UTF-8', 'GB18030');

    it('from another feed, indented and encoded anew, is one warning, and both texts are kept', async () => {
      const first = await issue('A');
      clock.set(inMinutes(3));
      const second = await post(again.replace('GB18030', 'UTF-8'));
      expect([second.status, second.body]).toEqual([200, first]);
      expect((await warningOf(first)).sources).toEqual([
        { firstAt: noon, lastAt: noon, times: 1 },
        { firstAt: at(180).toISOString(), lastAt: at(180).toISOString(), times: 1 },
      ]);
      clock.set(inMinutes(4));
      await post(message('A'));
      expect((await warningOf(first)).sources[0]).toEqual({ firstAt: noon, lastAt: at(240).toISOString(), times: 2 });
    });

    it('with its time of sending cut is the same, with other words it contradicts', async () => {
      const first = await issue('A');
      const cut = message('A').replace('<sent>2026-07-26T12:00:00+08:00', '<sent>2026-07-26T12:00:30+08:00');
      expect(await post(cut)).toMatchObject({ status: 200, body: { id: first.id } });
      expect((await post(message('A').replace('说明', '另一说明'))).body.code).toBe('warning/conflict');
    });

    it('under another name is called out and proposed to be merged', async () => {
      const first = await issue('A');
      const double = await issue('P', { sender: 'jiangsu@example.invalid', area: code.rudong });
      expect(double).toMatchObject({ merge: { warningId: first.id, identifier: 'A', sender: 'nantong@example.invalid' } });
      expect(await ringing(double.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
      expect(await warningOf(double)).toMatchObject({ merge: { warningId: first.id, sent: noon } });
      expect(first.merge).toBeNull();
    });
  });

  describe('is placed', () => {
    it('in the successor of a retired code, which the answer says', async () => {
      expect(await issue('A', { area: '320684105000' })).toMatchObject({
        placement: 'coarse',
        areas: [code.haimen],
        notes: [{ code: 'retired-code', path: '320684105000' }],
      });
    });

    it('by its code beside an outline that cannot be read, and refused where nothing else places it', async () => {
      const bad = { polygon: '121.0,32.3 121.2,32.3 121.2,32.5 121.0,32.3' };
      const { body } = await post(capMessage({ area: { ...bad, '+code': geocode(code.rudong) } }));
      expect(body).toMatchObject({
        placement: 'coarse',
        areas: [code.rudong],
        notes: [{ code: 'out-of-range', path: 'alert.info.0.area.0.polygon.0' }],
      });
      const issues = [{ path: 'alert.info.0.area.0.polygon.0', reason: 'out-of-range' }];
      expect((await post(capMessage({ alert: { identifier: 'B' }, area: bad }))).body).toMatchObject({ code: 'warning/malformed', issues });
      const elsewhere = capMessage({ alert: { identifier: 'D' }, area: { ...bad, '+code': geocode('110105000000') } });
      expect((await post(elsewhere)).body).toMatchObject({ code: 'warning/malformed', issues });
    });

    it('in the encoding that the header says', async () => {
      const [before, after] = message('A').replace(' encoding="UTF-8"', '').split('台风</event>') as [string, string];
      const ascii = (text: string) => Buffer.from(text.replace(/[^\x20-\x7e\n]+/g, 'blue warning'));
      const bytes = Buffer.concat([ascii(before), Buffer.from([0xcc, 0xa8, 0xb7, 0xe7]), ascii(`</event>${after}`)]);
      const { body } = await post(bytes, { type: 'application/cap+xml; charset=GBK' });
      expect(await warningOf(body)).toMatchObject({ event: '台风' });
    });
  });

  it('that is green is refused, and an update to green lifts', async () => {
    const green = { severity: 'Moderate', headline: 'Green wind warning' };
    expect((await post(message('G', { info: green }))).body).toMatchObject({ code: 'warning/malformed', issues: [{ reason: 'no-level' }] });
    const { callOutId } = await issue('A', { level: 'orange' });
    expect((await issue('B', { about: 'A', info: green })).callOutId).toBeNull();
    expect((await stateOf(callOutId))!.state).toBe('cancelled');
  });
});
