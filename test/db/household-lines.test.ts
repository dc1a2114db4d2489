import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallId, CallOutId } from '#contract/calls.ts';
import { FieldPage, LinkClaim } from '#contract/field.ts';
import { CallSheet, SheetOutcomes, type SheetLine } from '#contract/sheets.ts';
import { receiptTaker } from '../../server/receipts/receipt-taker.commands.ts';
import { receiptsOf } from '../../server/calls/call-details.store.ts';
import { fieldRoutes } from '../../server/field/field.routes.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { countSums } from '../../server/ledger/statistics.store.ts';
import { prepareSheet } from '../../server/sheets/sheets.commands.ts';
import { sheetRoutes } from '../../server/sheets/sheets.routes.ts';
import { anchored } from '../support/anchors.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const officer = aSession('dutyOfficer');
const village = '320623101200';
/** Kept by the guardian of Yangkou as the one of the tiny city is; and one that nobody who is called keeps. */
const [neighbour, kept, stranger] = [person.yangkouEvacuee, 901, 902];

onBothDatabases('the households of a call sheet', (database) => {
  const clock = new FakeClock(noon);
  const doorbell = new Doorbell();
  const links = new TokenSeal(Buffer.from('a secret of the test'), LinkClaim);
  let callOutId: CallOutId;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner(async (tx) => {
      await tx.query(
        `insert into app_user (id, username, display_name, password_hash, roles, area_code) values (1, 'somebody', '值班员', '', '{}', $1)`,
        [code.nantong],
      );
      const added = [
        { id: kept, keeper: person.yangkouGuardian },
        { id: stranger, keeper: person.sanchangEvacuee },
      ];
      for (const { id, keeper } of added) {
        await tx.query(`insert into person (id, area_code, name) values ($1, $2, $3)`, [id, village, `测试${id}`]);
        await tx.query(
          `insert into household (id, area_code, position, guardian_id, lead_id, shelter_id) select $1, $2, center, $3, $3, $4 from area where code = $2`,
          [id, village, keeper, person.yangkouEvacuee],
        );
        await tx.query(`insert into evacuee (person_id, household_id, area_code, category) values ($1, $1, $2, 'vulnerable')`, [
          id,
          village,
        ]);
      }
    });
  });
  beforeEach(async () => {
    ({ callOutId } = await calledOut(database(), { level: 'orange' }));
    await print();
  });

  /** As a print does, without drawing it. */
  const print = () => {
    const order = {
      callOutId,
      wanted: { area: code.yangkou, lang: 'zh' as const, who: 'all' as const },
      reader: officer,
      linkTo: () => 'http://here/field',
    };
    return database().transaction(wholeServer, (tx) => prepareSheet(tx, { now: clock.now(), doorbell }, order));
  };
  const desk = () => openDoors(officer, sheetRoutes({ database: database(), clock, doorbell, links, ...anchored(), publicUrl: null }));
  const sheet = async () => {
    const row = await database().asOwner((tx) => tx.one<{ id: number }>(`select max(id)::int as id from call_sheet`));
    return CallSheet.parse((await desk().get(`/api/call-sheets/${row!.id}`)).body);
  };
  const lineOf = async (householdId: number) => (await sheet()).lines.find((line) => line.householdId === householdId)!;
  const type = async (results: object[]) =>
    SheetOutcomes.parse((await desk().send('post', '/api/call-sheets/results', { results })).body).outcomes;
  const sums = () => database().transaction(wholeServer, (tx) => countSums(tx, { callOut: callOutId }));
  const page = ({ callId }: SheetLine, householdId: number) => {
    const token = links.seal({ callId, personId: householdId, householdId, via: 'sheet' }, clock.now());
    const doors = fieldRoutes({
      database: database(),
      clock,
      doorbell,
      links,
      takeReceipt: receiptTaker({ database: database(), clock, doorbell, ringing: new PriorityGate() }),
    });
    return openDoors({ authorization: `Bearer ${token}` }, doors);
  };
  const scan = (line: SheetLine, householdId: number, said: object) =>
    page(line, householdId).send('post', `/api/calls/${line.callId}/receipts`, { receiptId: crypto.randomUUID(), ...said });

  describe('each', () => {
    it('has a line of its own, also where one guardian keeps several and where nobody is called', async () => {
      const households = (await sheet()).lines.filter(({ householdId }) => householdId !== null);
      expect(households.map(({ householdId }) => householdId)).toEqual([neighbour, kept, stranger]);
      expect(new Set(households.map((line) => line.code)).size).toBe(3);
      expect(households.map(({ postKind, state }) => [postKind, state])).toEqual(Array(3).fill(['household', 'silent']));
    });

    it('has its people counted apart, and summed', async () => {
      const [one, two, three] = [await lineOf(neighbour), await lineOf(kept), await lineOf(stranger)];
      const results = [one, two].map(({ code: line }) => ({ line, kind: 'done', counts: { moved: 4 } }));
      expect((await type(results)).map(({ outcome }) => outcome)).toEqual(['taken', 'taken']);
      expect(await type([{ line: three.code, kind: 'done', counts: { moved: 3 } }])).toMatchObject([{ outcome: 'taken' }]);
      expect(await sums()).toEqual({ moved: 11 });
      expect((await sheet()).lines.filter(({ progress }) => progress === 'done').map(({ householdId }) => householdId)).toEqual([
        neighbour,
        kept,
        stranger,
      ]);
    });

    it('is corrected by its line, which stays in the record', async () => {
      const { code: line, callId } = await lineOf(kept);
      await type([{ line, kind: 'done', counts: { moved: 4 } }]);
      expect(await type([{ line, kind: 'done', counts: { moved: 3 } }])).toMatchObject([
        { outcome: 'corrected', call: { progress: 'done' } },
      ]);
      expect(await sums()).toEqual({ moved: 3 });
      expect(await type([{ line, kind: 'heard' }])).toMatchObject([{ outcome: 'corrected', call: { progress: 'heard' } }]);
      expect(await sums()).toEqual({});
      const receipts = await database().transaction(wholeServer, (tx) => receiptsOf(tx, callId));
      expect(receipts.map(({ isReplaced }) => isReplaced).sort()).toEqual([false, true, true]);
      expect(receipts[0]).toMatchObject({ household: '测**', via: 'sheet', answeredBy: 'desk' });
    });

    it('counts once, scanned and typed, from one print and from the next', async () => {
      const line = await lineOf(kept);
      expect(await scan(line, kept, { kind: 'done', counts: { moved: 4 } })).toMatchObject({ status: 200, body: { progress: 'done' } });
      await print();
      const reprinted = await lineOf(kept);
      expect(reprinted.code).not.toBe(line.code);
      expect(await type([{ line: reprinted.code, kind: 'done', counts: { moved: 4 } }])).toMatchObject([{ outcome: 'known' }]);
      expect(await type([{ line: line.code, kind: 'done', counts: { moved: 3 } }])).toMatchObject([{ outcome: 'corrected' }]);
      expect(await sums()).toEqual({ moved: 3 });
    });

    it('counts once, too, when its line is typed twice at the same moment', async () => {
      const { code: line, callId } = await lineOf(kept);
      const outcomes = await Promise.all([1, 2].map(() => type([{ line, kind: 'done', counts: { moved: 4 } }])));
      expect(
        outcomes
          .flat()
          .map(({ outcome }) => outcome)
          .sort(),
      ).toEqual(['known', 'taken']);
      expect(await database().transaction(wholeServer, (tx) => receiptsOf(tx, callId))).toHaveLength(1);
    });

    it('is not counted again in what its guardian says for all', async () => {
      const line = await lineOf(kept);
      const own = (await sheet()).lines.find(({ callId, householdId }) => callId === line.callId && householdId === null)!;
      await type([{ line: line.code, kind: 'done', counts: { moved: 4 } }]);
      await type([{ line: own.code, kind: 'done', counts: { moved: 7 } }]);
      expect(await sums()).toEqual({ moved: 7 });
    });
  });

  describe('what was said of one', () => {
    const stateOf = async (id: CallId) => (await callStates(database(), callOutId)).find((call) => call.id === id)!;

    it('answers for nobody who is called: they are called on', async () => {
      const line = await lineOf(kept);
      await scan(line, kept, { kind: 'done', counts: { moved: 1 } });
      expect(await stateOf(line.callId)).toMatchObject({ state: 'silent', dueAt: expect.any(Date) as Date });
      const [receipt] = await database().transaction(wholeServer, (tx) => receiptsOf(tx, line.callId));
      expect(receipt).toMatchObject({ answeredBy: 'household', via: 'sheet', household: '测**' });
      expect((await lineOf(neighbour)).state).toBe('silent');
    });

    it('shows on the call when it is that somebody needs help, and calling goes on', async () => {
      const line = await lineOf(kept);
      await type([{ line: line.code, kind: 'needHelp', note: '老人无法下楼' }]);
      const own = (await sheet()).lines.find(({ callId, householdId }) => callId === line.callId && householdId === null)!;
      expect(own).toMatchObject({ state: 'silent', needHelp: true });
      const queued = await database().asOwner((tx) =>
        tx.query(`select from attempt where call_id = $1 and state = 'withdrawn'`, [line.callId]),
      );
      expect(queued).toEqual([]);
    });
  });

  describe('the code of one', () => {
    it('opens that household alone', async () => {
      const line = await lineOf(kept);
      const read = FieldPage.parse((await page(line, kept).get('/api/field')).body);
      expect(read.calls).toMatchObject([
        { isOwn: false, call: { id: line.callId, state: 'silent' }, household: { householdId: kept, people: 1 } },
      ]);
      expect([read.households, read.answersFor]).toEqual([[], []]);
      await scan(line, kept, { kind: 'heard' });
      expect(FieldPage.parse((await page(line, kept).get('/api/field')).body).calls[0]!.call).toMatchObject({
        state: 'answered',
        progress: 'heard',
      });
      expect(FieldPage.parse((await page(line, neighbour).get('/api/field')).body).calls[0]!.call.state).toBe('silent');
    });
  });
});
