import { beforeAll, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import { answersTo } from '#contract/notice-answers.ts';
import { CallSheet, SheetOutcomes } from '#contract/sheets.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { orderRoutes } from '../../server/orders/orders.routes.ts';
import { sheetRoutes } from '../../server/sheets/sheets.routes.ts';
import { noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('the sheet of an order', (database) => {
  const clock = new FakeClock(noon);
  const doorbell = new Doorbell();
  let doors: ReturnType<typeof openDoors>;
  let sheet: CallSheet;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    const duty = await aUser(database(), 'dutyOfficer');
    const incident = await openedIncident(database());
    const order = {
      incident: incident.id,
      text: '封闭沿江道路',
      areas: [code.yangkou],
      dueAt: new Date(Date.parse(noon) + 7_200_000).toISOString(),
    };
    const given = await openDoors(duty, orderRoutes(database(), clock, doorbell)).send('post', '/api/orders', order);
    const { callOutId } = given.body as { callOutId: CallOutId };
    const links = new TokenSeal(Buffer.from('a secret of the test'), LinkClaim);
    const parts = { database: database(), clock, doorbell, links, anchors: { latest: () => undefined }, publicUrl: null };
    doors = openDoors(duty, sheetRoutes(parts));
    await doors.bytes(`/api/call-outs/${callOutId}/sheets.pdf?area=${code.yangkou}`);
    const printed = await database().asOwner((tx) => tx.one<{ id: number }>(`select max(id)::int as id from call_sheet`));
    sheet = CallSheet.parse((await doors.get(`/api/call-sheets/${printed!.id}`)).body);
  });

  const type = async (kind: string) => {
    const results = [{ line: sheet.lines[0]!.code, kind }];
    return SheetOutcomes.parse((await doors.send('post', '/api/call-sheets/results', { results })).body).outcomes[0];
  };

  it('says which answers it offers', () => {
    expect(sheet).toMatchObject({ noticeKind: 'order', answers: answersTo.order });
  });

  it('takes no answer that only a warning asks for, and notes nothing of it', async () => {
    for (const kind of ['heard', 'onPost', 'acting', 'cannot']) {
      expect(await type(kind)).toMatchObject({ outcome: 'refused', code: 'sheet/not-asked', call: null });
    }
    expect(await database().asOwner((tx) => tx.query(`select from receipt where via = 'sheet'`))).toEqual([]);
  });

  it('takes its own, which count as an order counts them', async () => {
    expect(await type('accepted')).toMatchObject({ outcome: 'taken', call: { state: 'answered', progress: 'heard' } });
    expect(await type('accepted')).toMatchObject({ outcome: 'known' });
    expect(await type('underWay')).toMatchObject({ outcome: 'taken', call: { progress: 'acting' } });
  });
});
