import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LinkClaim } from '#contract/field.ts';
import { CallSheet, SheetOutcomes } from '#contract/sheets.ts';
import type { Session } from '#contract/session.ts';
import { Doorbell } from '../../server/kernel/doorbell.ts';
import { TokenSeal } from '../../server/kernel/signed-token.ts';
import { sheetRoutes } from '../../server/sheets/sheets.routes.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

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
    routes = sheetRoutes({ database: database(), clock: new FakeClock(noon), doorbell: new Doorbell(), links, publicUrl: null });
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
  const receipts = () =>
    database().asOwner((tx) =>
      tx.query(
        `select r.kind, r.via, r.answered_by as "answeredBy", r.user_id as "userId" from receipt r join call c on c.id = r.call_id where c.call_out_id = $1 order by r.kind`,
        [callOutId],
      ),
    );

  describe('a print', () => {
    it('is a document with a line for everyone who is called in the area, noted as an attempt for each', async () => {
      const { headers, bytes } = await print(officer, { area: code.rudong });
      expect(headers['content-type']).toBe('application/pdf');
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const sheet = await lastSheet();
      const called = (await callStates(database(), sheet.callOutId)).filter(({ areaCode }) => areaCode.startsWith('320623'));
      expect(sheet.lines.map(({ callId }) => callId).sort()).toEqual(called.map(({ id }) => id).sort());
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
        { action: 'callSheet.printed', purpose: null, subject: expect.stringContaining(callOutId), areaCode: code.yangkou },
        { action: 'callSheet.printedInClear', purpose: '入户叫应', subject: expect.stringContaining(callOutId), areaCode: code.yangkou },
      ]);
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
  });
});
