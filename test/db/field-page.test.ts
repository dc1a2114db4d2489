import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { FieldPage, LinkClaim } from '#contract/field.ts';
import { fieldRoutes } from '../../server/field/field.routes.ts';
import { receiptTaker } from '../../server/receipts/receipt-taker.commands.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { noon } from '../support/builders.ts';
import { calledOut, callStates, orderedOut, reachedFor, type Calling } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);

onBothDatabases('what a responder reads by a link', (database) => {
  const clock = new FakeClock(noon);
  beforeAll(() => database().asOwner(tinyCity));
  // Each test is about its own call-outs: those of the others are over.
  beforeEach(() => database().asOwner((tx) => tx.query(`update incident set state = 'closed', closed_at = now()`)));

  function asked(claim: LinkClaim, path: string) {
    const parts = { database: database(), clock, doorbell: new Doorbell(), links };
    const link = { authorization: `Bearer ${links.seal(claim, clock.now())}` };
    return openDoors(link, fieldRoutes({ ...parts, takeReceipt: receiptTaker({ ...parts, ringing: new PriorityGate() }) })).get(path);
  }

  async function pageOf(claim: LinkClaim): Promise<FieldPage> {
    const { status, body } = await asked(claim, '/api/field');
    expect(status).toBe(200);
    return FieldPage.parse(body);
  }

  async function callOf({ callOutId }: Calling, personId: number): Promise<CallId> {
    return (await callStates(database(), callOutId)).find((call) => call.personId === personId)!.id as CallId;
  }

  it('is who they are, their own calls newest first, and the households they keep, with their needs', async () => {
    const [older, newer] = [await calledOut(database()), await calledOut(database())];
    await database().asOwner((tx) =>
      tx.query(`update call set called_at = called_at - interval '1 hour' where call_out_id = $1`, [older.callOutId]),
    );
    const page = await pageOf({ personId: person.yangkouGuardian });
    expect(page.me).toMatchObject({ personId: person.yangkouGuardian, maskedName: '测**', areaNameZh: '浒路村', synthetic: true });
    expect(page.calls.map(({ call }) => call.callOutId)).toEqual([newer.callOutId, older.callOutId]);
    expect(page.calls[0]).toMatchObject({ isOwn: true, level: 'red', clockRate: 1, keeps: { households: 1, people: 1 } });
    expect(page.households).toMatchObject([
      {
        ...{ householdId: person.yangkouEvacuee, duties: ['guardian', 'lead'], people: 1, maskedName: '测**' },
        ...{ needs: { wheelchair: 1 }, categories: { vulnerable: 1 }, shelterNameEn: 'Shelter' },
      },
    ]);
    expect(page).toMatchObject({ answersFor: [], totals: { calls: 2, answersFor: 0, households: 1 }, readAt: noon });
    expect(JSON.stringify(page)).not.toMatch(/测试/);
  });

  it('is whom they answer for: as what they were reached, the unanswered first', async () => {
    const calling = await calledOut(database());
    const [lead, guardian] = [await callOf(calling, person.yangkouVillageLead), await callOf(calling, person.yangkouGuardian)];
    for (const callId of [lead, guardian]) await reachedFor(database(), callId, { personId: person.yangkouDesk, reach: 'superior' });
    await database().asOwner((tx) =>
      tx.query(
        `update call set state = 'answered', progress = 'heard', answered_at = called_at, answered_by = 'self', due_at = null where id = $1`,
        [lead],
      ),
    );
    const { answersFor, calls, totals } = await pageOf({ personId: person.yangkouDesk });
    expect(calls).toHaveLength(1);
    expect(totals.answersFor).toBe(2);
    expect(answersFor.map(({ call, reach, maskedName, areaNameEn }) => [call.id, reach, maskedName, areaNameEn])).toEqual([
      [guardian, 'superior', '测**', 'Hulu Village'],
      [lead, 'superior', '测**', 'Hulu Village'],
    ]);
  });

  it('shows the door to whoever was sent there and to nobody else, until somebody has answered', async () => {
    const calling = await calledOut(database());
    const callId = await callOf(calling, person.yangkouGuardian);
    for (const personId of [person.yangkouDesk, person.yangkouHead]) await reachedFor(database(), callId, { personId, reach: 'door' });
    await database().asOwner((tx) =>
      tx.query(
        `insert into door_check (call_id, area_code, person_id, distance_meters, opened_at)
         select id, area_code, $2, 1234, called_at from call where id = $1`,
        [callId, person.yangkouHead],
      ),
    );
    const [ofPerson, ofCall] = [{ personId: person.yangkouHead }, { personId: person.yangkouHead, callId }];
    const door = {
      householdId: null,
      maskedName: '测**',
      distanceMeters: 1234,
      people: 0,
      needs: {},
    };
    expect((await pageOf(ofPerson)).answersFor).toMatchObject([{ reach: 'door', door }]);
    expect(await asked(ofCall, '/api/field/call')).toMatchObject({ status: 200, body: { door } });
    expect((await pageOf({ personId: person.yangkouDesk })).answersFor).toMatchObject([{ reach: 'door', door: null }]);
    await database().asOwner((tx) => tx.query(`update door_check set state = 'done', closed_at = opened_at where call_id = $1`, [callId]));
    expect((await pageOf(ofPerson)).answersFor).toMatchObject([{ door: null }]);
    expect(await asked(ofCall, '/api/field/call')).toMatchObject({ body: { door: null } });
  });

  it('leads to the home of the household that is called', async () => {
    const policy = { ...defaultPolicy('red'), callsHouseholds: true };
    const calling = await calledOut(database(), { policy });
    const callId = await callOf(calling, person.sanchangEvacuee);
    await database().asOwner((tx) =>
      tx.query(
        `insert into door_check (call_id, area_code, person_id, opened_at) select id, area_code, $2, called_at from call where id = $1`,
        [callId, person.yangkouHead],
      ),
    );
    await reachedFor(database(), callId, { personId: person.yangkouHead, reach: 'door' });
    const home = await database().asOwner((tx) =>
      tx.one(
        `select h.id, st_x(h.position) as lng, st_y(h.position) as lat from household h join call c on c.household_id = h.id where c.id = $1`,
        [callId],
      ),
    );
    const { answersFor } = await pageOf({ personId: person.yangkouHead });
    const { lng, lat } = home as { lng: number; lat: number };
    expect(answersFor.find(({ call }) => call.id === callId)?.door).toMatchObject({
      householdId: home!.id,
      people: 1,
      position: { lng, lat },
    });
  });

  it('is by the link of one call that call alone', async () => {
    const calling = await calledOut(database());
    await calledOut(database());
    const own = await callOf(calling, person.yangkouHead);
    const others = await callOf(calling, person.fengliDesk);
    await reachedFor(database(), others, { personId: person.yangkouHead, reach: 'assignee' });
    const page = await pageOf({ callId: own, personId: person.yangkouHead });
    expect(page.calls.map(({ call }) => call.id)).toEqual([own]);
    expect(page.answersFor).toEqual([]);
    const reached = await pageOf({ callId: others, personId: person.yangkouHead });
    expect([reached.calls, reached.answersFor.map(({ call }) => call.id)]).toEqual([[], [others]]);
  });

  it('names no household by a link from paper, which anybody may have scanned', async () => {
    const callId = await callOf(await calledOut(database()), person.yangkouGuardian);
    const printed = await pageOf({ callId, personId: person.yangkouGuardian, via: 'sheet' });
    expect([printed.households, printed.totals.households]).toEqual([[], 1]);
    expect((await pageOf({ callId, personId: person.yangkouGuardian, via: 'sms' })).households).toHaveLength(1);
  });

  it('says nothing of a call-out that nobody has released, nor of an incident that is over', async () => {
    await orderedOut(database());
    expect((await pageOf({ personId: person.yangkouDesk })).calls).toEqual([]);
    await calledOut(database());
    expect((await pageOf({ personId: person.yangkouDesk })).calls).toHaveLength(1);
    await database().asOwner((tx) => tx.query(`update incident set state = 'closed', closed_at = now()`));
    expect((await pageOf({ personId: person.yangkouDesk })).calls).toEqual([]);
  });

  it('is one call in full, of those that the link is for', async () => {
    const calling = await calledOut(database());
    const [own, others] = [await callOf(calling, person.yangkouDesk), await callOf(calling, person.sanchangDesk)];
    const [ofPerson, ofCall] = [{ personId: person.yangkouDesk }, { personId: person.yangkouDesk, callId: own }];
    expect(await asked(ofPerson, `/api/field/call?call=${own}`)).toMatchObject({ status: 200, body: { call: { id: own } } });
    expect(await asked(ofCall, `/api/field/call?call=${own}`)).toMatchObject({ status: 200 });
    expect(await asked(ofCall, '/api/field/call')).toMatchObject({ status: 200, body: { call: { id: own } } });
    expect(await asked(ofPerson, `/api/field/call?call=${others}`)).toMatchObject({ status: 403, body: { code: 'call/not-yours' } });
    expect(await asked(ofCall, `/api/field/call?call=${others}`)).toMatchObject({ status: 403, body: { code: 'call/not-yours' } });
    expect(await asked(ofPerson, '/api/field/call')).toMatchObject({ status: 404, body: { code: 'call/unknown' } });
    expect(await asked(ofPerson, '/api/field/call?call=x')).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
  });

  it('is nothing for whom there is not, and for who shows no link', async () => {
    expect(await asked({ personId: 999_999 }, '/api/field')).toMatchObject({ status: 404, body: { code: 'person/unknown' } });
    const parts = { database: database(), clock, doorbell: new Doorbell(), links };
    const doors = openDoors(
      { authorization: '' },
      fieldRoutes({ ...parts, takeReceipt: receiptTaker({ ...parts, ringing: new PriorityGate() }) }),
    );
    expect(await doors.get('/api/field')).toMatchObject({ status: 401, body: { code: 'token/invalid' } });
  });

  it('is read by an evacuee of the own household and where to go', async () => {
    const { households, me } = await pageOf({ personId: person.sanchangEvacuee });
    expect(me.areaCode.slice(0, 9)).toBe(code.sanchang.slice(0, 9));
    expect(households).toMatchObject([{ duties: ['member'], shelterNameZh: '安置点' }]);
  });
});
