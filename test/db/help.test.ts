import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallId, NewReceipt, ReceiptKind } from '#contract/calls.ts';
import { FieldCall, LinkClaim } from '#contract/field.ts';
import { HelpRequest, HelpRequests } from '#contract/help.ts';
import { noticeIdOf } from '#contract/notices.ts';
import type { Session } from '#contract/session.ts';
import { cancelCallOuts } from '../../server/calls/endings.commands.ts';
import { receiptTaker } from '../../server/receipts/receipt-taker.commands.ts';
import { takeReceipts, type Submission } from '../../server/receipts/receipts.commands.ts';
import { fieldRoutes } from '../../server/field/field.routes.ts';
import { logOlderHelp } from '../../server/help/help.commands.ts';
import { helpRoutes } from '../../server/help/help.routes.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates, reachedFor, type Calling } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { tinyRegisters } from '../support/tiny-registers.ts';

const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);
const migration = readFileSync(new URL('../../migrations/0031_help_requests.sql', import.meta.url), 'utf8');

onBothDatabases('calls for help', (database) => {
  const clock = new FakeClock(noon);
  const doorbell = new Doorbell();
  let calling: Calling;
  let calls: Map<number, CallId>;
  let users: Record<'duty' | 'other' | 'rudong' | 'haimen', Session>;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner(tinyRegisters);
    users = {
      duty: await aUser(database(), 'dutyOfficer'),
      other: await aUser(database(), 'countyDuty'),
      rudong: await aUser(database(), 'countyDuty', code.rudong),
      haimen: await aUser(database(), 'countyDuty', code.haimen),
    };
  });
  beforeEach(async () => {
    calling = await calledOut(database());
    const rows = await callStates(database(), calling.callOutId);
    calls = new Map(rows.map(({ personId, id }) => [personId, id as CallId]));
  });

  const ctx = () => ({ now: clock.now(), doorbell });
  const take = (...submissions: Submission[]) => database().transaction(wholeServer, (tx) => takeReceipts(tx, ctx(), submissions));
  const saying = (personId: number, kind: ReceiptKind, about: Partial<NewReceipt> = {}): Submission => ({
    callId: calls.get(personId)!,
    receipt: { receiptId: randomUUID(), kind, ...about },
    by: { personId },
  });
  const cancel = () =>
    database().transaction(wholeServer, (tx) =>
      cancelCallOuts(tx, ctx(), { incident: calling.incident, noticeIds: [noticeIdOf(calling.warning.id)], reason: 'over' }),
    );
  const doorsOf = (user: Session) => openDoors(user, helpRoutes({ database: database(), clock, doorbell }));
  async function listOf(user: Session = users.duty): Promise<HelpRequest[]> {
    const { body } = await doorsOf(user).get(`/api/incidents/${calling.incident.id}/help-requests`);
    return HelpRequests.parse(body).helpRequests;
  }
  const move = (id: string, body: object, user = users.duty) => doorsOf(user).send('post', `/api/help-requests/${id}`, body);
  const helpFacts = async () => {
    const log = { incidentId: calling.incident.id, since: calling.facts.length, limit: 500 };
    const { facts } = await database().transaction(wholeServer, (tx) => factsAfter(tx, log));
    return facts.flatMap((fact) => (fact.kind === 'help.put' ? fact.help : []));
  };

  it('are a matter each, with who, where, what and the nearest team', async () => {
    const position = { lng: 121.036, lat: 32.502, accuracyMeters: 12 };
    await take(saying(person.yangkouVillageLead, 'needHelp', { note: '堤坝渗水，要沙袋', position }));
    const [request] = await listOf();
    expect(request).toMatchObject({
      ...{ callId: calls.get(person.yangkouVillageLead), personId: person.yangkouVillageLead, householdId: null, state: 'open', asks: 1 },
      ...{ at: noon, position, note: '堤坝渗水，要沙袋', maskedName: '测**', postKind: 'villageLead' },
      ...{ areaCode: '320623101200', areaNameZh: '浒路村', parentNameZh: '洋口镇', center: { lng: 121.03, lat: 32.51 } },
      history: [{ kind: 'asked', by: '测**', answeredBy: 'self', words: '堤坝渗水，要沙袋' }],
    });
    expect(request!.teams.map(({ nameZh }) => nameZh)).toEqual(['洋口防汛队', '三厂防汛队']);
    expect(request!.teams[0]!.distanceMeters).toBeGreaterThan(300);
    expect(request!.teams[0]!.distanceMeters).toBeLessThan(600);
  });

  it('are told in the log by ids and states, without a word of what was said', async () => {
    await take(saying(person.yangkouDesk, 'needHelp', { note: '张三家进水' }));
    const [help] = await helpFacts();
    expect(help).toMatchObject({ callId: calls.get(person.yangkouDesk), state: 'open', position: null, level: 'red' });
    expect(JSON.stringify(help)).not.toMatch(/张三|note|reason|Name/);
  });

  it('count once however often the same receipt comes, and are one matter however often a person asks', async () => {
    const first = saying(person.yangkouDesk, 'needHelp');
    await take(first);
    await take(first);
    await take(saying(person.yangkouDesk, 'needHelp', { note: '又有人被困' }));
    expect(await listOf()).toMatchObject([{ asks: 2, note: '又有人被困', history: [{ kind: 'asked' }, { kind: 'asked' }] }]);
    expect((await helpFacts()).map(({ asks }) => asks)).toEqual([1, 2]);
  });

  it('stay one matter when the person is called again for another level', async () => {
    await take(saying(person.yangkouDesk, 'needHelp'));
    const again = await calledOut(database(), { incident: calling.incident, level: 'orange' });
    const rows = await callStates(database(), again.callOutId);
    const callId = rows.find(({ personId }) => personId === person.yangkouDesk)!.id as CallId;
    await take({ ...saying(person.yangkouDesk, 'needHelp'), callId });
    expect(await listOf()).toMatchObject([{ callId, callOutId: again.callOutId, level: 'orange', asks: 2 }]);
  });

  it('outlive the cancel of their warning, and may begin after it', async () => {
    await take(saying(person.yangkouDesk, 'needHelp'));
    await cancel();
    await take(saying(person.sanchangDesk, 'needHelp'), saying(person.yangkouHead, 'heard'));
    const list = await listOf();
    expect(list.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(list.map(({ personId }) => personId).sort()).toEqual([person.yangkouDesk, person.sanchangDesk]);
  });

  it('speak of a household where its line of a sheet does, beside the one whose call it hangs on', async () => {
    const household = { ...saying(person.yangkouGuardian, 'needHelp'), householdId: person.yangkouEvacuee };
    await take(household, saying(person.yangkouGuardian, 'needHelp'));
    const list = await listOf();
    expect(list.map(({ householdId, personId }) => [householdId, personId]).sort()).toEqual(
      [
        [null, person.yangkouGuardian],
        [person.yangkouEvacuee, person.yangkouEvacuee],
      ].sort(),
    );
    await move(list.find(({ householdId }) => householdId !== null)!.id, { state: 'helped' });
    const row = await database().asOwner((tx) => tx.one(`select need_help from call where id = $1`, [calls.get(person.yangkouGuardian)]));
    expect(row).toEqual({ need_help: true });
  });

  it('are passed on by whoever was reached for somebody, who cannot say that help has come', async () => {
    const callId = calls.get(person.yangkouVillageLead)!;
    await reachedFor(database(), callId, { personId: person.yangkouDesk, reach: 'superior' });
    const bySuperior = (kind: ReceiptKind) => ({ ...saying(person.yangkouVillageLead, kind), by: { personId: person.yangkouDesk } });
    await take(bySuperior('needHelp'));
    await take(bySuperior('helped'));
    expect(await listOf()).toMatchObject([{ state: 'open', personId: person.yangkouVillageLead, history: [{ answeredBy: 'superior' }] }]);
  });

  it('end by the word of the person, which frees the call of its mark; the next one is a new matter', async () => {
    await take(saying(person.yangkouDesk, 'needHelp'));
    await take(saying(person.yangkouDesk, 'helped'));
    expect(await listOf()).toMatchObject([{ state: 'helped', endedBy: null, endedAt: noon, teams: [] }]);
    const needs = await database().asOwner((tx) =>
      tx.query(`select id from call where need_help and incident_id = $1`, [calling.incident.id]),
    );
    expect(needs).toEqual([]);
    await take(saying(person.yangkouDesk, 'needHelp'));
    expect((await listOf()).map(({ state }) => state)).toEqual(['open', 'helped']);
  });

  it('are taken by one: the second is told who has it', async () => {
    await take(saying(person.yangkouDesk, 'needHelp'));
    const [{ id }] = (await listOf()) as [HelpRequest];
    const answers = await Promise.all([move(id, { state: 'taken' }, users.duty), move(id, { state: 'taken' }, users.other)]);
    const winner = answers.find(({ status }) => status === 200)!;
    expect(HelpRequest.parse(winner.body)).toMatchObject({ state: 'taken', takenAt: noon });
    const { takenByName } = winner.body as HelpRequest;
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({
      ...{ status: 409, body: { code: 'help/taken', issues: [{ path: 'takenBy', reason: takenByName }] } },
    });
    const again = takenByName === users.duty.username ? users.duty : users.other;
    expect(await move(id, { state: 'taken' }, again)).toMatchObject({ status: 200 });
    expect((await listOf())[0]!.history.map(({ kind }) => kind)).toEqual(['asked', 'taken']);
  });

  it('are closed with a reason, by whom is kept, and then left alone', async () => {
    await take(saying(person.yangkouDesk, 'needHelp'));
    const [{ id }] = (await listOf()) as [HelpRequest];
    expect(await move(id, { state: 'closed' })).toMatchObject({ status: 400, body: { code: 'help/no-reason' } });
    expect(await move(id, { state: 'closed', reason: '   ' })).toMatchObject({ status: 400, body: { code: 'help/no-reason' } });
    expect(await move(id, { state: 'gone' })).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
    const closed = await move(id, { state: 'closed', reason: '误触' });
    expect(closed).toMatchObject({ status: 200, body: { state: 'closed', reason: '误触', endedByName: users.duty.username } });
    expect(await move(id, { state: 'taken' })).toMatchObject({ status: 409, body: { code: 'help/wrong-state' } });
    const audit = await database().asOwner((tx) => tx.query(`select action, purpose, area_code from audit where subject = $1`, [id]));
    expect(audit).toEqual([{ action: 'help.closed', purpose: '误触', area_code: code.yangkou }]);
  });

  it('are wanted again when they were taken for helped too early, unless they were asked for again', async () => {
    await take(saying(person.yangkouDesk, 'needHelp'));
    const [{ id }] = (await listOf()) as [HelpRequest];
    await move(id, { state: 'helped' });
    expect(await move(id, { state: 'open' })).toMatchObject({ status: 200, body: { state: 'open', endedAt: null } });
    await move(id, { state: 'helped' });
    await take(saying(person.yangkouDesk, 'needHelp'));
    expect(await move(id, { state: 'open' })).toMatchObject({ status: 409, body: { code: 'help/asked-again' } });
  });

  it('are seen and moved within the area alone: Rudong sees none of Haimen', async () => {
    await take(saying(person.yangkouDesk, 'needHelp'), saying(person.sanchangDesk, 'needHelp'));
    expect((await listOf(users.rudong)).map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
    const [mine] = (await listOf(users.haimen)) as [HelpRequest];
    expect(mine.personId).toBe(person.sanchangDesk);
    expect(mine.teams.map(({ nameZh }) => nameZh)).toEqual(['三厂防汛队']);
    expect(await move(mine.id, { state: 'taken' }, users.rudong)).toMatchObject({ status: 404, body: { code: 'help/unknown' } });
    expect(await move(mine.id, { state: 'taken' }, users.haimen)).toMatchObject({ status: 200 });
    expect(await move(randomUUID(), { state: 'taken' })).toMatchObject({ status: 404, body: { code: 'help/unknown' } });
    expect(await move(mine.id, { state: 'taken' }, aSession('commander'))).toMatchObject({ status: 403 });
  });

  it('show a wall that there are some, not what was said and from where', async () => {
    await take(saying(person.yangkouDesk, 'needHelp', { note: '水很大', position: { lng: 121, lat: 32 } }));
    expect(await listOf(aSession('wall'))).toMatchObject([{ note: null, position: null, history: [{ words: null }] }]);
  });

  it('tell the phone what the desk does, also by the link of a call that is over', async () => {
    const taker = receiptTaker({ database: database(), clock, doorbell, ringing: new PriorityGate() });
    const routes = fieldRoutes({ database: database(), clock, doorbell, links, takeReceipt: taker });
    const token = links.seal({ callId: calls.get(person.yangkouDesk)!, personId: person.yangkouDesk }, clock.now());
    const phone = openDoors({ authorization: `Bearer ${token}` }, routes);
    const shown = async () => FieldCall.parse((await phone.get('/api/field/call')).body).help;
    expect(await shown()).toBeNull();
    await phone.send('post', `/api/calls/${calls.get(person.yangkouDesk)!}/receipts`, { receiptId: randomUUID(), kind: 'needHelp' });
    await cancel();
    expect(await shown()).toMatchObject({ state: 'open', takenBy: null });
    const [{ id }] = (await listOf()) as [HelpRequest];
    await move(id, { state: 'taken' });
    expect(await shown()).toMatchObject({ state: 'taken', takenBy: users.duty.username, takenAt: noon });
    await move(id, { state: 'closed', reason: '已由三队接走' });
    expect(await shown()).toMatchObject({ state: 'closed', reason: '已由三队接走', endedBy: users.duty.username });
  });

  it('of an earlier version become matters: open where somebody may still wait, closed with a reason where that is long ago', async () => {
    await take(saying(person.yangkouDesk, 'needHelp', { note: '旧' }), saying(person.sanchangDesk, 'needHelp'));
    const early = new Date(Date.parse(noon) - 5 * 86_400_000);
    await database().asOwner(async (tx) => {
      await tx.query(`delete from help_event`);
      await tx.query(`delete from help_request`);
      await tx.query(`update call_out set state = 'cancelled', closed_at = opened_at`);
      await tx.query(`update receipt set received_at = $2 where call_id = $1`, [calls.get(person.sanchangDesk), early]);
      for (const statement of migration.slice(migration.indexOf('with asked as')).split(/;\n/))
        if (statement.trim()) await tx.query(statement);
    });
    expect(await listOf()).toMatchObject([
      { personId: person.yangkouDesk, state: 'open', note: '旧', history: [{ kind: 'asked' }] },
      { personId: person.sanchangDesk, state: 'closed', history: [{ kind: 'asked' }, { kind: 'closed' }] },
    ]);
    const before = (await helpFacts()).length;
    for (const _ of ['first', 'second']) await database().transaction(wholeServer, (tx) => logOlderHelp(tx, ctx()));
    expect(
      (await helpFacts())
        .slice(before)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['closed', 'open']);
  });
});
