import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { LedgerPage, LedgerStatistics, type LedgerEntry } from '#contract/ledger.ts';
import { noticeIdOf } from '#contract/notices.ts';
import type { Session } from '#contract/session.ts';
import type { Closer } from '../../server/calls/call-outs.store.ts';
import { cancelCallOuts } from '../../server/calls/endings.commands.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { ackRoutes } from '../../server/warnings/acks.routes.ts';
import { ledgerRoutes } from '../../server/ledger/ledger.routes.ts';
import { parseCap } from '../../geodata/feeds/cap.ts';
import { anchored } from '../support/anchors.ts';
import { aSession } from '../support/builders.ts';
import { calledOut, callStates, orderedOut, type Calling, type CallState } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const later = '2026-07-26T04:10:00.000Z';
const formula = '=HYPERLINK("http://x.example","收到")';

onBothDatabases('the ledger', (database) => {
  let calling: Calling;
  let drill: Calling;
  let calls: CallState[];
  let officer: Session;
  let county: Session;
  const callOf = (personId: number) => calls.find((call) => call.personId === personId)!.id as CallId;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    officer = await aUser(database(), 'dutyOfficer');
    county = await aUser(database(), 'countyDuty', code.rudong);
    calling = await calledOut(database(), { level: 'orange' });
    drill = await calledOut(database(), { level: 'yellow', incident: await openedIncident(database(), { mode: 'exercise' }) });
    calls = await callStates(database(), calling.callOutId);
    const ctx = { now: new Date(later), doorbell: new Doorbell() };
    const receipt = (kind: 'heard' | 'onPost' | 'done', more: object = {}) => ({ receiptId: crypto.randomUUID(), kind, ...more });
    await database().transaction(wholeServer, (tx) =>
      takeReceipts(tx, ctx, [
        { callId: callOf(person.yangkouHead), receipt: receipt('heard', { note: formula }), by: { personId: person.yangkouHead } },
        {
          callId: callOf(person.yangkouVillageLead),
          receipt: receipt('onPost', { counts: { moved: 2 } }),
          by: { personId: person.yangkouVillageLead },
        },
        {
          callId: callOf(person.yangkouVillageLead),
          receipt: receipt('done', { counts: { moved: 5, refused: 1 } }),
          by: { personId: person.yangkouVillageLead },
        },
        { callId: callOf(person.sanchangVillageLead), receipt: receipt('heard'), by: { userId: officer.userId, areaPrefix: '3206' } },
      ]),
    );
  });

  const doors = (user: Session) =>
    openDoors(
      user,
      ledgerRoutes(database(), new FakeClock(later)),
      ackRoutes({ database: database(), anchors: anchored().anchors, clock: new FakeClock(later), publicUrl: 'https://nantong.example' }),
    );
  const read = async (query: Record<string, string> = {}, user: Session = officer) =>
    LedgerPage.parse((await doors(user).get(`/api/ledger?${new URLSearchParams(query)}`)).body);
  const sums = async (query: Record<string, string> = {}, user: Session = officer) =>
    LedgerStatistics.parse((await doors(user).get(`/api/ledger/statistics?${new URLSearchParams(query)}`)).body);
  const table = async (query: Record<string, string>, user: Session = officer) => {
    const { headers, bytes } = await doors(user).bytes(`/api/ledger/export.csv?${new URLSearchParams(query)}`);
    return { headers, rows: parse<Record<string, string>>(bytes, { bom: true, columns: true }), text: bytes.toString() };
  };
  const trail = () =>
    database().asOwner((tx) => tx.query(`select action, purpose, area_code as "areaCode" from audit order by id desc limit 1`));

  it('holds every attempt and every receipt once, newest first', async () => {
    const { entries, next } = await read({ limit: '1000' });
    const rows = await database().asOwner((tx) =>
      tx.query<{ number: string }>(`select 'A' || id as number from attempt union all select 'R' || id from receipt`),
    );
    expect(entries.map(({ number }) => number).sort()).toEqual(rows.map(({ number }) => number).sort());
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(next).toBeNull();
  });

  it('reads the same page by page, of whatever length', async () => {
    const whole = (await read({ limit: '1000' })).entries.map(({ number }) => number);
    for (const limit of [1, 3, 7]) {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: LedgerPage = await read({ limit: String(limit), ...(cursor && { cursor }) });
        found.push(...page.entries.map(({ number }) => number));
        cursor = page.next;
      }
      expect(found).toEqual(whole);
    }
  });

  it('says of an attempt who was called for what, and of a receipt who said what', async () => {
    const { entries } = await read({ callOut: calling.callOutId, limit: '1000' });
    const of = (personId: number, entry: string) => entries.find((each) => each.personId === personId && each.entry === entry)!;
    expect(of(person.yangkouVillageLead, 'attempt')).toMatchObject({
      ...{
        identifier: calling.warning.identifier,
        level: 'orange',
        postKind: 'villageLead',
        postLevel: 'village',
        areaNameZh: '浒路村',
        name: '测**',
      },
      ...{
        reach: 'self',
        channel: 'inApp',
        reason: 'called',
        result: 'withdrawn',
        callState: 'answered',
        onPostAt: later,
        synthetic: true,
      },
    });
    expect(of(person.sanchangVillageLead, 'receipt')).toMatchObject({
      reply: 'heard',
      reach: 'desk',
      channel: 'desk',
      reachedName: officer.username,
      saidAt: later,
    });
  });

  it.each([
    ['incident', (entry: LedgerEntry) => entry.incidentMode === 'exercise', () => ({ incident: drill.incident.id })],
    ['call-out', (entry: LedgerEntry) => entry.level === 'orange', () => ({ callOut: calling.callOutId })],
    ['area', (entry: LedgerEntry) => entry.areaCode.startsWith('320614'), () => ({ area: code.haimen })],
    ['level', (entry: LedgerEntry) => entry.level === 'yellow', () => ({ level: 'yellow' })],
    ['post', (entry: LedgerEntry) => entry.postKind === 'villageLead', () => ({ postKind: 'villageLead' })],
    ['channel', (entry: LedgerEntry) => entry.channel === 'desk', () => ({ channel: 'desk' })],
    ['state', (entry: LedgerEntry) => entry.callState === 'answered', () => ({ state: 'answered' })],
    ['entry', (entry: LedgerEntry) => entry.entry === 'receipt', () => ({ entry: 'receipt' })],
    ['beginning', (entry: LedgerEntry) => entry.at >= later, () => ({ from: later })],
    ['end', (entry: LedgerEntry) => entry.at < later, () => ({ to: later })],
  ] as const)('is narrowed by %s', async (_name, fits, query) => {
    const all = (await read({ limit: '1000' })).entries;
    const found = (await read({ ...(query() as Record<string, string>), limit: '1000' })).entries;
    expect(found.map(({ number }) => number)).toEqual(all.filter(fits).map(({ number }) => number));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
  });

  it('shows a county nothing of another, in lists, sums and exports', async () => {
    const foreign = (entry: { areaCode: string }) => !entry.areaCode.startsWith('320623');
    expect((await read({ limit: '1000' }, county)).entries.filter(foreign)).toEqual([]);
    expect((await sums({}, county)).byArea.filter(foreign)).toEqual([]);
    expect((await table({ area: code.haimen }, county)).rows).toEqual([]);
  });

  it('adds up: areas, levels and all', async () => {
    const { totals, byArea, byLevel, byChannel, byHour, counts } = await sums({ incident: calling.incident.id });
    const sum = (rows: { calls: number; answered: number }[]) =>
      rows.reduce((all, row) => [all[0]! + row.calls, all[1]! + row.answered], [0, 0]);
    expect([totals.calls, totals.answered]).toEqual([calls.length, 3]);
    expect(sum(byArea)).toEqual([calls.length, 3]);
    expect(sum(byLevel)).toEqual([calls.length, 3]);
    expect(byArea.map(({ areaCode }) => areaCode).sort()).toContain(code.rudong);
    expect(totals.medianAnswerSeconds).toBe(600);
    expect(byChannel).toContainEqual(expect.objectContaining({ channel: 'inApp', attempts: calls.length, receipts: 3 }));
    expect(byHour.reduce((all, { attempts }) => all + attempts, 0)).toBe(calls.length);
    expect(counts).toEqual({ moved: 5, refused: 1 });
  });

  it('leaves drills out of the sums unless one is asked for', async () => {
    expect((await sums()).totals.calls).toBe(calls.length);
    expect((await sums({ incident: drill.incident.id })).totals.calls).toBeGreaterThan(0);
    expect((await sums({ callOut: drill.callOutId })).totals.calls).toBeGreaterThan(0);
  });

  it('sums a county by township, and a township by village', async () => {
    expect((await sums({ area: code.rudong })).byArea.map(({ nameZh }) => nameZh)).toContain('洋口镇');
    expect((await sums({ area: code.yangkou })).byArea.map(({ nameZh }) => nameZh)).toContain('浒路村');
  });

  describe('taken away as a table', () => {
    it('is masked and noted', async () => {
      const { headers, rows, text } = await table({ callOut: calling.callOutId });
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(text.startsWith('\ufeff编号')).toBe(true);
      expect(rows).toHaveLength((await read({ callOut: calling.callOutId, limit: '1000' })).entries.length);
      expect(new Set(rows.map((row) => row['叫应对象']))).toEqual(new Set(['测**']));
      expect(await trail()).toEqual([{ action: 'ledger.exported', purpose: null, areaCode: code.nantong }]);
    });

    it('is in the clear for a purpose, which is kept', async () => {
      const { rows } = await table({ callOut: calling.callOutId, purpose: '事后复盘' });
      expect(rows.map((row) => row['叫应对象'])).toContain('测试0110');
      expect(await trail()).toEqual([{ action: 'ledger.exportedInClear', purpose: '事后复盘', areaCode: code.nantong }]);
    });

    it('is never in the clear for who may not reveal, nor on a wall', async () => {
      const before = await trail();
      for (const user of [
        await aUser(database(), 'auditor'),
        await aUser(database(), 'exerciseDirector'),
        { ...officer, roles: ['dutyOfficer', 'wall'] } as Session,
      ]) {
        expect(await doors(user).get('/api/ledger/export.csv?purpose=because')).toMatchObject({ status: 403 });
      }
      expect(await trail()).toEqual(before);
    });

    it('is not handed out when the audit cannot be written', async () => {
      const stranger = aSession('dutyOfficer', { userId: 404 });
      expect(await doors(stranger).get('/api/ledger/export.csv?purpose=because')).toMatchObject({
        status: 500,
        body: { code: 'server/failed' },
      });
    });

    it('holds no formula, whatever a phone has sent', async () => {
      const { rows } = await table({ entry: 'receipt' });
      expect(rows.map((row) => row['备注'])).toContain(`'${formula}`);
      expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^\s*[=+\-@]|^[\t\r](?!\d)/.test(cell))).toEqual([]);
    });

    it('comes as a workbook too', async () => {
      const { headers, bytes } = await doors(officer).bytes('/api/ledger/export.xlsx?lang=en');
      expect(headers['content-disposition']).toBe('attachment; filename="ledger-20260726-0410.xlsx"');
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
    });
  });

  describe('told to the senders of warnings', () => {
    const feed = async (query = '', headers: Record<string, string> = {}) => {
      const app = doors(officer);
      return query === 'bytes' ? app.bytes('/api/feeds/acks.atom') : app.get(`/api/feeds/acks.atom${query}`, headers);
    };

    it('is one acknowledgement for each warning of an actual incident, with its answer rate', async () => {
      const { headers, bytes } = await doors(officer).bytes('/api/feeds/acks.atom');
      expect(headers['content-type']).toContain('application/atom+xml');
      const acks = [...bytes.toString().matchAll(/<alert .*?<\/alert>/g)].map(([alert]) => parseCap(alert));
      expect(acks).toHaveLength(1);
      expect(acks[0]).toMatchObject({ msgType: 'Ack', references: [{ identifier: calling.warning.identifier }] });
      expect(bytes.toString()).toContain(`Called ${calls.length}, answered 3`);
      expect(bytes.toString()).not.toMatch(/测试|1000000/);
    });

    it('leaves drills to those who ask for them', async () => {
      const { bytes } = await doors(officer).bytes('/api/feeds/acks.atom?mode=exercise');
      expect(bytes.toString()).toContain(drill.warning.identifier);
      expect(bytes.toString()).not.toContain(calling.warning.identifier);
    });

    it('is told again only when there is something new', async () => {
      const { headers } = await feed();
      expect(await feed('', { 'if-none-match': headers.etag! })).toMatchObject({ status: 304 });
    });
  });

  it('counts nobody as called, or as silent, who waits for the release of a call-out', async () => {
    const before = await sums();
    const waiting = await orderedOut(database(), { level: 'red' });
    expect(await sums()).toEqual(before);
    const { bytes } = await doors(officer).bytes('/api/feeds/acks.atom');
    const ack = [...bytes.toString().matchAll(/<alert .*?<\/alert>/g)].find(([alert]) => alert.includes(waiting.warning.identifier))![0];
    expect(ack).toContain('nobody was called');
  });

  it('leaves the test calls of the watchdog out of lists, sums and exports, unless they are named', async () => {
    const incident = await openedIncident(database(), { kind: 'watchdog', mode: 'test' });
    const before = await read({ limit: '1000' });
    const test = await calledOut(database(), { level: 'blue', incident });
    expect(await read({ limit: '1000' })).toEqual(before);
    expect((await table({ level: 'blue' })).rows).toEqual([]);
    expect((await read({ incident: incident.id })).entries.length).toBeGreaterThan(0);
    expect((await read({ callOut: test.callOutId })).entries.length).toBeGreaterThan(0);
  });

  it('names who ended a call-out and by which warning, and the server where nobody did', async () => {
    const [one, other] = [await calledOut(database(), { level: 'yellow' }), await calledOut(database(), { level: 'yellow' })];
    const ctx = { now: new Date(later), doorbell: new Doorbell() };
    const end = ({ incident, warning }: Calling, by: { closer?: Closer } = {}) =>
      database().transaction(wholeServer, (tx) =>
        cancelCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], reason: 'cancelled', ...by }),
      );
    const lineOf = async ({ callOutId }: Calling) => (await table({ callOut: callOutId })).rows[0];
    expect(await lineOf(one)).toMatchObject({ 结束人: '', 据以结束的预警: '' });
    await end(one, { closer: { userId: officer.userId, noticeId: noticeIdOf(other.warning.id) } });
    expect(await lineOf(one)).toMatchObject({ 结束人: officer.username, 据以结束的预警: other.warning.identifier });
    await end(other);
    expect(await lineOf(other)).toMatchObject({ 结束人: '系统自动', 据以结束的预警: '' });
  });
});
