import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import { CallSheet, SheetOutcomes } from '#contract/sheets.ts';
import type { Session } from '#contract/session.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { sheetRoutes } from '../../server/sheets/sheets.routes.ts';
import { anchored } from '../support/anchors.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('call sheets', (database) => {
  let routes: ReturnType<typeof sheetRoutes>;
  let callOutId: string;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner((tx) =>
      tx.query(
        `insert into app_user (id, username, display_name, password_hash, roles, area_code) values (1, 'somebody', '值班员', '', '{}', $1)`,
        [code.nantong],
      ),
    );
    const links = new TokenSeal(Buffer.from('a secret of the test'), LinkClaim);
    routes = sheetRoutes({
      database: database(),
      clock: new FakeClock(noon),
      doorbell: new Doorbell(),
      links,
      ...anchored(),
      publicUrl: null,
    });
  });
  beforeEach(async () => {
    ({ callOutId } = await calledOut(database(), { level: 'orange' }));
  });

  const officer = aSession('dutyOfficer');
  const doors = (user: Session = officer) => openDoors(user, routes);
  const print = async (user: Session, query: Record<string, string>) =>
    doors(user).bytes(`/api/call-outs/${callOutId}/sheets.pdf?${new URLSearchParams(query)}`);
  const audit = () =>
    database().asOwner((tx) => tx.query(`select action, purpose, subject, area_code as "areaCode" from audit order by id`));
  const lastSheet = async () => {
    const row = await database().asOwner((tx) => tx.one<{ id: number }>(`select max(id)::int as id from call_sheet`));
    return CallSheet.parse((await doors().get(`/api/call-sheets/${row!.id}`)).body);
  };
  const type = async (results: object[], user: Session = officer) =>
    SheetOutcomes.parse((await doors(user).send('post', '/api/call-sheets/results', { results })).body).outcomes;
  const sheetsOf = async () =>
    (await database().asOwner((tx) => tx.query(`select from call_sheet where call_out_id = $1`, [callOutId]))).length;
  const receipts = () =>
    database().asOwner((tx) =>
      tx.query(
        `select r.kind, r.via, r.answered_by as "answeredBy", r.user_id as "userId" from receipt r join call c on c.id = r.call_id where c.call_out_id = $1 order by r.kind`,
        [callOutId],
      ),
    );

  describe('a print', () => {
    it('is a document with a line for everyone who is called in the area and for each household, noted as an attempt for each', async () => {
      const { headers, bytes } = await print(officer, { area: code.rudong });
      expect(headers['content-type']).toBe('application/pdf');
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const sheet = await lastSheet();
      const called = (await callStates(database(), sheet.callOutId)).filter(({ areaCode }) => areaCode.startsWith('320623'));
      const people = sheet.lines.filter(({ householdId }) => householdId === null);
      expect(people.map(({ callId }) => callId).sort()).toEqual(called.map(({ id }) => id).sort());
      expect(sheet.lines.flatMap(({ householdId }) => householdId ?? [])).toEqual([person.yangkouEvacuee]);
      const attempts = await database().asOwner((tx) =>
        tx.query(
          `select a.state, a.reach from attempt a join call c on c.id = a.call_id where c.call_out_id = $1 and a.channel = 'sheet'`,
          [callOutId],
        ),
      );
      expect(attempts).toEqual(called.map(() => ({ state: 'sent', reach: 'self' })));
    });

    it('is masked and noted without a purpose, and noted with it in the clear', async () => {
      await print(officer, { area: code.yangkou });
      await print(officer, { area: code.yangkou, purpose: '入户叫应' });
      expect((await audit()).slice(-2)).toEqual([
        { action: 'callSheet.printed', purpose: null, subject: expect.stringContaining(callOutId) as string, areaCode: code.yangkou },
        {
          action: 'callSheet.printedInClear',
          purpose: '入户叫应',
          subject: expect.stringContaining(callOutId) as string,
          areaCode: code.yangkou,
        },
      ]);
    });
  });

  describe('a print', () => {
    it('is for who may answer for others, in the clear for who may also reveal', async () => {
      const address = `/api/call-outs/${callOutId}/sheets.pdf?area=${code.yangkou}`;
      expect(await doors(aSession('viewer')).get(address)).toMatchObject({ status: 403 });
      const wall = aSession('dutyOfficer', { roles: ['dutyOfficer', 'wall'] });
      expect(await doors(wall).get(`${address}&purpose=because`)).toMatchObject({ status: 403, body: { code: 'session/not-allowed' } });
    });

    it('is of nothing outside the area of who asks', async () => {
      const rudong = aSession('countyDuty', { areaCode: code.rudong });
      const address = (area: string) => `/api/call-outs/${callOutId}/sheets.pdf?area=${area}`;
      expect(await doors(rudong).get(address(code.haimen))).toMatchObject({ status: 403, body: { code: 'area/outside' } });
      expect(await doors(rudong).get(address(code.nantong))).toMatchObject({ status: 403, body: { code: 'area/outside' } });
      expect(await doors().get(address('320612000000'))).toMatchObject({ status: 409, body: { code: 'sheet/nothing' } });
    });

    it('notes nothing when it is refused, and prints nothing that could not be noted', async () => {
      const stranger = aSession('dutyOfficer', { userId: 404 });
      const before = await audit();
      expect(await doors(stranger).get(`/api/call-outs/${callOutId}/sheets.pdf?area=${code.yangkou}`)).toMatchObject({ status: 500 });
      expect(await audit()).toEqual(before);
      expect(await sheetsOf()).toBe(0);
    });

    it('costs nothing when nobody waits for it any more, and holds nobody else up', async () => {
      const introduced: RequestHandler = (req, _res, next) => {
        Object.assign(req, { session: { user: officer } });
        next();
      };
      const server = createServer(express().use(introduced).use('/api', routes)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/call-outs/${callOutId}/sheets.pdf?area=${code.nantong}&who=all`;
      const arrived = new Promise<void>((fulfil) => {
        let waiting = 20;
        server.on('request', () => --waiting === 0 && fulfil());
      });
      const cut = new AbortController();
      const abandoned = Array.from({ length: 20 }, () => fetch(url, { signal: cut.signal }).catch(() => null));
      await arrived;
      cut.abort();
      await Promise.all(abandoned);
      expect((await fetch(url.replace(code.nantong, code.yangkou))).status).toBe(200);
      expect(await sheetsOf()).toBeLessThanOrEqual(2);
      server.close();
    });

    it('may be made again on the same rung', async () => {
      await print(officer, { area: code.fengli });
      await print(officer, { area: code.fengli });
      expect(await sheetsOf()).toBe(2);
      const [row] = await database().asOwner((tx) =>
        tx.query<{ count: number }>(
          `select count(*)::int as count from attempt a join call c on c.id = a.call_id where c.call_out_id = $1 and a.channel = 'sheet'`,
          [callOutId],
        ),
      );
      expect(row!.count).toBe(2);
    });
  });

  describe('what was typed in', () => {
    it('answers the call of its line, on paper', async () => {
      await print(officer, { area: code.yangkou });
      const { lines } = await lastSheet();
      const [outcome] = await type([{ line: lines[0]!.code, kind: 'onPost', counts: { moved: 3 } }]);
      expect(outcome).toMatchObject({ outcome: 'taken', call: { id: lines[0]!.callId, state: 'answered', progress: 'onPost' } });
      expect(await receipts()).toEqual([{ kind: 'onPost', via: 'sheet', answeredBy: 'desk', userId: 1 }]);
    });

    it('counts once, however often it is typed and in whatever spelling', async () => {
      await print(officer, { area: code.yangkou });
      const [line] = (await lastSheet()).lines;
      const spelled = line!.code.replaceAll('-', ' ').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      const again = await type([
        { line: line!.code, kind: 'done', counts: { moved: 2 } },
        { line: spelled, kind: 'done', counts: { moved: 2 } },
      ]);
      expect(again.map(({ outcome }) => outcome)).not.toContain('refused');
      expect(await type([{ line: spelled, kind: 'done' }])).toMatchObject([{ outcome: 'known', code: null, call: { progress: 'done' } }]);
      expect(await receipts()).toHaveLength(1);
    });

    it('is known when the code of the line was scanned before, and on another print too', async () => {
      await print(officer, { area: code.yangkou });
      const [line] = (await lastSheet()).lines;
      const receipt = { receiptId: crypto.randomUUID(), kind: 'heard' as const };
      const ctx = { now: new Date(noon), doorbell: new Doorbell() };
      const scanned = (await callStates(database(), callOutId as CallOutId)).find(({ id }) => id === line!.callId)!;
      await database().transaction(wholeServer, (tx) =>
        takeReceipts(tx, ctx, [{ callId: line!.callId, receipt, by: { personId: scanned.personId, via: 'sheet' } }]),
      );
      expect(await type([{ line: line!.code, kind: 'heard' }])).toMatchObject([{ outcome: 'known' }]);
      await print(officer, { area: code.yangkou, who: 'all' });
      const [reprinted] = (await lastSheet()).lines;
      expect(await type([{ line: reprinted!.code, kind: 'heard' }])).toMatchObject([{ outcome: 'known', call: { id: line!.callId } }]);
      expect(await receipts()).toHaveLength(1);
    });

    it('says of each line what became of it: one wrong line holds up no other', async () => {
      await print(officer, { area: code.yangkou });
      const { lines } = await lastSheet();
      const results = ['nonsense', '99999-001-1', lines[1]!.code].map((line) => ({ line, kind: 'heard' }));
      const wrong = { outcome: 'refused', code: 'sheet/wrong-line', call: null };
      expect(await type(results)).toMatchObject([wrong, wrong, { outcome: 'taken', call: { id: lines[1]!.callId } }]);
    });

    it('is not there for an officer of another county', async () => {
      await print(officer, { area: code.yangkou });
      const { id, lines } = await lastSheet();
      const haimen = aSession('countyDuty', { areaCode: code.haimen });
      expect(await type([{ line: lines[0]!.code, kind: 'heard' }], haimen)).toMatchObject([
        { outcome: 'refused', code: 'sheet/wrong-line' },
      ]);
      expect(await doors(haimen).get(`/api/call-sheets/${id}`)).toMatchObject({ status: 404, body: { code: 'sheet/unknown' } });
      expect(await receipts()).toEqual([]);
    });

    it.each([{}, { results: [] }, { results: [{ line: '1-001-1', kind: 'sleeping' }] }, { results: [{ line: '', kind: 'heard' }] }])(
      'is refused when it is malformed: %j',
      async (body) => {
        expect(await doors().send('post', '/api/call-sheets/results', body)).toMatchObject({
          status: 400,
          body: { code: 'request/invalid' },
        });
      },
    );
  });
});
