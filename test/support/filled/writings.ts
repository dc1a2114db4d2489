import { randomUUID } from 'node:crypto';
import { signatureOf } from '../../../server/kernel/security/signed-request.ts';
import { defaultRules } from '../../../server/policies/policies.rules.ts';
import { lineCode } from '../../../server/sheets/line-code.rules.ts';
import { capMessage, geocode } from '../cap-message.ts';
import { aDraft } from '../draft.ts';
import { aPhotoFromAPhone } from '../pictures.ts';
import { code } from '../tiny-city.ts';
import type { Askable, Asking, Askings } from './asking.ts';

export const secrets = { sms: 'sms-secret-of-the-test', webhook: 'webhook-secret-of-the-test' };

const day = 86_400_000;
const reason = '演练之外的核对';
const longPassword = 'nine-lanterns-at-yangkou';
const userNamed = (ask: Askable, username: string) => ask.one<number>('select id from app_user where username = $1', [username]);

function cap(ask: Askable): Asking {
  const body = capMessage({
    alert: { identifier: randomUUID() },
    info: { headline: '南通市气象台发布暴雨橙色预警信号', event: '暴雨', severity: 'Severe' },
    area: { '+code': geocode(code.nantong) },
  });
  return { query: { incident: ask.city.incident.id }, body, contentType: 'application/cap+xml' };
}

function signed(ask: Askable, secret: string, body: object): Asking {
  return { body, headers: signatureOf(secret, JSON.stringify(body), ask.now) };
}

const postOf = (ask: Askable) =>
  ask.rows<{ id: number; personId: number; deputyId: number | null; superiorPostId: number | null }>(
    `select id, person_id as "personId", deputy_id as "deputyId", superior_post_id as "superiorPostId" from post where level = 'village' order by id limit 1`,
  );
const contactOf = (ask: Askable) => ask.one<number>(`select person_id from contact where ordinal = 1 order by person_id desc limit 1`);

/** Every operation that changes something, in an order in which each finds what it is about. */
export const writings: Askings = {
  'post /session': () => ({ body: { username: 'duty', password: 'jiaoying-demo' } }),
  'delete /session': () => ({ as: 'wall' }),
  'post /session/wall': () => ({ body: { code: 'of no wall' }, status: 401 }),
  'post /users': () => ({
    body: { username: 'zhang.wei', displayName: '张伟', roles: ['viewer'], areaCode: code.nantong, password: longPassword },
  }),
  'patch /users/:id': async (ask) => ({ ids: [await userNamed(ask, 'viewer')], body: { displayName: '值守查看' } }),
  'post /users/:id/wall-code': async (ask) => ({ ids: [await userNamed(ask, 'wall')] }),
  'post /session/second-factor': () => ({ body: { password: 'jiaoying-demo' } }),
  'put /session/second-factor': () => ({ body: { code: '000000' }, status: 403 }),
  'post /session/second-factor/code': () => ({ body: { code: '000000' }, status: 409 }),
  'put /session/password': () => ({ body: { current: 'jiaoying-demo', next: longPassword }, as: 'steward' }),
  'delete /sessions': async (ask) => ({ query: { user: String(await userNamed(ask, 'viewer')) }, as: 'security' }),
  'post /incidents': () => ({ body: { name: '新过程', kind: 'typhoon', mode: 'exercise' } }),
  'post /incidents/:id/clock': async (ask) => ({
    ids: [await ask.one(`select id from incident where mode = 'exercise' and state = 'open' order by opened_at desc limit 1`)],
    body: { rate: 60 },
  }),
  'put /incidents/:id/hazards/:hazardId/state': async (ask) => ({
    ids: [
      ask.city.incident.id,
      await ask.one(`select id from hazard where state <> 'closed' and owner_id is not null order by id limit 1`),
    ],
    body: { state: 'controlled' },
  }),
  'post /people/:id/reveal': async (ask) => ({ ids: [(await ask.silent())[0]!.personId], body: { purpose: reason } }),
  'post /warnings/plan': ({ city }) => ({
    body: { incident: city.incident.id, draft: aDraft({ level: 'red', areas: [code.nantong] }) },
  }),
  'post /warnings/cap/read': cap,
  'post /warnings': ({ city }) => ({ body: { incident: city.incident.id, draft: aDraft({ weather: 'gale', areas: [code.rudong] }) } }),
  'post /warnings/cap': cap,
  'post /warnings/:id/double': async (ask) => {
    const [later, first] = await ask.rows<{ id: string }>(
      `select id from warning where state = 'inForce' order by received_at desc limit 2`,
    );
    await ask.rows('update warning set double_of = $2, double_choice = null where id = $1', [later!.id, first!.id]);
    return { ids: [later!.id], body: { choice: 'merge' } };
  },
  'post /orders': ({ city, now }) => ({
    body: { incident: city.incident.id, text: '巡查海堤闸口', areas: [code.rudong], dueAt: new Date(now.getTime() + day).toISOString() },
  }),
  'post /call-outs/plan': ({ city }) => ({ body: { warningId: city.warningId } }),
  'post /call-outs': ({ city }) => ({ body: { warningId: city.warningId } }),
  'post /calls/actions': async (ask) => ({ body: { action: 'escalateNow', callIds: (await ask.silent(2_000)).map(({ id }) => id) } }),
  'post /calls/:id/receipts': async (ask) => {
    const [call] = await ask.silent();
    const headers = ask.linked({ callId: call!.id, personId: call!.personId });
    return { ids: [call!.id], headers, body: { receiptId: randomUUID(), kind: 'onPost' } };
  },
  'put /receipts/:id/photo': async (ask) => {
    const [receipt] = await ask.rows<{ id: string; callId: string; personId: number }>(
      `select id, call_id as "callId", person_id as "personId" from receipt where person_id is not null order by received_at desc limit 1`,
    );
    const { id, ...claim } = receipt!;
    const body = await aPhotoFromAPhone({ width: 400, height: 300 });
    return { ids: [id], headers: ask.linked(claim), body, contentType: 'image/jpeg' };
  },
  'get /receipts/:id/photo': async (ask) => ({ ids: [await ask.one('select receipt_id from photo limit 1')] }),
  'post /people/:id/link': async (ask) => ({ ids: [(await ask.silent())[0]!.personId] }),
  'post /links/revoke': async (ask) => ({ body: { callId: await ask.silentId() } }),
  'post /help-requests/:id': async (ask) => ({
    ids: [await ask.one(`select id from help_request where state = 'open' order by id limit 1`)],
    body: { state: 'taken' },
  }),
  'put /channels/:id': () => ({
    ids: ['sms'],
    body: { enabled: true, ratePerSecond: 50, concurrency: 10, timeoutSeconds: 30, costYuan: 0.05, answerShare: 0.3 },
  }),
  'post /channels/sms/inbound': async (ask) => {
    const from = await ask.one<string>(`select address from contact where channel = 'mobile' order by person_id desc limit 1`);
    return signed(ask, secrets.sms, { messageId: randomUUID(), from, text: '1', at: ask.now.toISOString() });
  },
  'post /channels/webhook/callback': async (ask) => {
    const attemptId = await ask.one<number>(`select max(id) from attempt where channel = 'voice'`);
    return signed(ask, secrets.webhook, { attemptId, outcome: 'delivered', at: ask.now.toISOString() });
  },
  'post /replies/:id': async (ask) => ({
    ids: [await ask.one(`select id from inbound_message where state = 'unread' order by id limit 1`)],
    body: { action: 'passOver', reason },
  }),
  'post /replies/:id/reveal': async (ask) => ({
    ids: [await ask.one(`select id from inbound_message where state = 'unread' order by id limit 1`)],
    body: { purpose: reason },
  }),
  'put /policies/:id': () => ({ ids: ['any-orange'], body: { ...defaultRules('orange'), answerWithinMinutes: 12 } }),
  'post /policies/preview': () => ({ body: { ...defaultRules('orange'), event: null, level: 'orange' } }),
  'delete /policies/:id': () => ({ ids: ['any-orange'] }),
  'put /posts/:id': async (ask) => {
    const { id, ...body } = (await postOf(ask))[0]!;
    return { ids: [id], body };
  },
  'put /people/:id/contacts/:ordinal': async (ask) => ({
    ids: [await contactOf(ask), 1],
    body: { channel: 'mobile', address: '10012345678' },
  }),
  'delete /people/:id/contacts/:ordinal': async (ask) => ({ ids: [await contactOf(ask), 1] }),
  'post /duty/shifts': async (ask) => {
    const [post] = await postOf(ask);
    const turns = Array.from({ length: 400 }, (_, nr) => ({
      personId: post!.personId,
      startsAt: new Date(ask.now.getTime() + nr * day).toISOString(),
      endsAt: new Date(ask.now.getTime() + (nr + 1) * day).toISOString(),
    }));
    return { body: { postId: post!.id, kind: 'regular', turns } };
  },
  'delete /duty/shifts/:id': async (ask) => ({ ids: [await ask.one('select max(id) from duty_shift')] }),
  'post /duty/leaves': async (ask) => ({
    body: {
      personId: (await postOf(ask))[0]!.personId,
      startsAt: ask.now.toISOString(),
      endsAt: new Date(ask.now.getTime() + day).toISOString(),
    },
  }),
  'delete /duty/leaves/:id': async (ask) => ({ ids: [await ask.one('select max(id) from leave')] }),
  'post /comms-checks': () => ({}),
  'post /watchdog/probes': ({ key }) => ({ headers: key }),
  'post /watchdog/reports': ({ key }) => ({ headers: key, body: { ok: true, step: null, roundTripMilliseconds: 40 } }),
  'post /call-sheets/results': async (ask) => {
    const rows = await ask.rows<{ sheetId: number; line: number }>(
      `select sheet_id as "sheetId", line from call_sheet_line where sheet_id = (select max(id) from call_sheet) order by line limit 500`,
    );
    return { body: { results: rows.map((place) => ({ line: lineCode(place), kind: 'heard' })) } };
  },
};

/** What ends things, after everything else. */
export const endings: Askings = {
  'post /call-outs/:id/release': async (ask) => {
    await ask.rows(`update call_out set state = 'awaitingRelease', released_at = null, released_by = null where id = $1`, [
      ask.city.callOutId,
    ]);
    return { ids: [ask.city.callOutId], as: 'commander' };
  },
  'post /call-outs/:id/resume': async (ask) => {
    await ask.rows(`update call_out set state = 'closed', close_reason = 'expired', closed_at = opened_at where id = $1`, [
      ask.city.callOutId,
    ]);
    await ask.rows(`update warning set state = 'expired', expires = received_at, expired_at = received_at where id = $1`, [
      ask.city.warningId,
    ]);
    return { ids: [ask.city.callOutId] };
  },
  'post /call-outs/:id/stop': ({ city }) => ({ ids: [city.callOutId], body: { reason, allClear: true } }),
  'post /warnings/:id/end': async (ask) => ({
    ids: [await ask.one(`select id from warning where state = 'inForce' and event = '暴雨' order by received_at desc limit 1`)],
    body: { reason },
  }),
  'post /incidents/:id/close': ({ city }) => ({ ids: [city.incident.id], body: { reason } }),
  'post /incidents/:id/reopen': ({ city }) => ({ ids: [city.incident.id], body: { reason }, as: 'commander' }),
  'post /backups/snapshots': ({ key, kind }) => ({ headers: key, ...(kind === 'postgres' && { status: 409 }) }),
};
