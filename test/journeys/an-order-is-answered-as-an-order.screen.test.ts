import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { LedgerEntry } from '#contract/ledger.ts';
import type { GivenOrder, Order } from '#contract/orders.ts';
import { ChildServer } from '../support/child-server.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { Screen } from '../support/screen.ts';
import { cityEnvironment } from '../support/server.ts';
import { SmppStandIn } from '../support/smpp-stand-in.ts';

const fengli = '320623108000';
const text = '立即封闭沿江道路，转移低洼处人员。';
const wait = { interval: 200, timeout: 60_000 };
const patience = { timeout: 60_000 };

const centre = new SmppStandIn();
let server: ChildServer;
let url: string;
let remove: () => Promise<void>;
let browser: Browser;
let duty: Desk;
let incident: Incident;
let screen: Screen;
let given: GivenOrder;
let calls: CallRow[];

beforeAll(async () => {
  await centre.start();
  const city = await cityEnvironment('postgres');
  remove = city.remove;
  server = new ChildServer({ ...city.env, JIAOYING_SMPP_URL: centre.url });
  url = await server.ready();
  browser = await openBrowser();
  duty = await Desk.of(url, 'duty');
  incident = await duty.openIncident({ mode: 'actual' });
  screen = await Screen.open(browser, url);
  await screen.openDesk(url, 'duty', incident.id);
}, 240_000);

afterAll(async () => {
  await browser.close();
  await server.end('SIGTERM');
  await remove();
  await centre.stop();
});

const give = (about: object = {}) =>
  duty.post<GivenOrder>('/api/orders', {
    ...{ incident: incident.id, text, areas: [fengli], dueAt: new Date(Date.now() + 7_200_000).toISOString() },
    ...about,
  });
const order = async () => (await duty.get<Order[]>(`/api/incidents/${incident.id}/orders`)).body[0]!;
const entries = async (callOut: string) => (await duty.get<{ entries: LedgerEntry[] }>(`/api/ledger?callOut=${callOut}`)).body.entries;
const card = () => screen.page.locator('jy-order-list .card');

it('stands on every open desk in its own words, and as no warning', async () => {
  const { status, body } = await give();
  expect(status).toBe(201);
  given = body;
  await card().getByText(text).waitFor(patience);
  expect(await card().innerText()).toMatch(/指令 1 号/);
  expect(await card().locator('jy-level').count()).toBe(0);
  expect(await screen.page.locator('jy-warning-list .card').count()).toBe(0);
  calls = await duty.calls(given.callOutId);
  expect(calls.length).toBeGreaterThan(3);
});

it('is accepted by a short message that says how', async () => {
  await centre.took(1);
  const { to } = centre.messages[0]!;
  await expect.poll(() => centre.shownBy(to)[0] ?? '', wait).toContain('1接受 3进行中 4完成 0无法执行');
  expect(centre.shownBy(to)[0]).toMatch(/^指令1号：请于.*前完成/);
  expect(await centre.deliver(to.slice(-11), '接受')).toBe(0);
  await expect.poll(async () => (await order()).accepted, wait).toBe(1);
  await card().getByText('接受 1').waitFor(patience);
});

it('is accepted and done on the page, in the words of an order', async () => {
  const silent = (await duty.calls(given.callOutId)).find(({ state }) => state === 'silent')!;
  const phone = await Screen.open(browser, url, { width: 390, height: 844 });
  await phone.page.goto(url + silent.fieldUrl);
  await phone.page.locator('jy-field-band section.order').waitFor(patience);
  const answers = phone.page.locator('jy-field-answers');
  await answers.getByRole('button', { name: '接受', exact: true }).click(patience);
  await answers.getByRole('button', { name: '完成', exact: true }).click(patience);
  await expect.poll(async () => (await order()).done, wait).toBe(1);
  await card().getByText('完成 1').waitFor(patience);
  expect(await answers.innerText()).not.toMatch(/到岗|转移/);
  expect(phone.troubles).toEqual([]);
  await phone.close();
});

it('climbs past who is silent, is printed, and stands in the ledger as an order', async () => {
  const silent = (await duty.calls(given.callOutId)).filter(({ state }) => state === 'silent').slice(0, 1);
  const callIds = silent.map(({ id }) => id);
  expect((await duty.post('/api/calls/actions', { action: 'escalateNow', callIds })).status).toBe(200);
  const climbed = async () => (await entries(given.callOutId)).filter(({ callId, rung }) => callId === callIds[0] && (rung ?? 0) > 0);
  await expect.poll(async () => (await climbed()).length, wait).toBeGreaterThan(0);
  const print = async () => {
    const { status, body } = await duty.get<ArrayBuffer>(`/api/call-outs/${given.callOutId}/sheets.pdf?area=${fengli}`);
    return status === 200 ? Buffer.from(body).subarray(0, 5).toString() : JSON.stringify(body);
  };
  // A machine that has too much to do says so, and prints when it is asked again.
  await expect.poll(print, { interval: 1_000, timeout: 60_000 }).toBe('%PDF-');
  const told = await entries(given.callOutId);
  expect(new Set(told.map(({ noticeKind, level, event }) => `${noticeKind} ${level ?? 'none'} ${event}`))).toEqual(
    new Set(['order none 指令']),
  );
  expect(told.map(({ channel }) => channel)).toEqual(expect.arrayContaining(['sheet', 'sms', 'inApp']));
  // Whoever is not signed in yet is told so, once.
  expect(screen.troubles.filter((trouble) => !trouble.includes('401'))).toEqual([]);
});

it('of a drill stays in the drill', async () => {
  const drill = await duty.openIncident({ mode: 'exercise' });
  const { status, body } = await give({ incident: drill.id });
  expect(status).toBe(201);
  const channels = new Set((await entries(body.callOutId)).map(({ channel }) => channel));
  expect([...channels].filter((channel) => channel !== 'inApp' && channel !== 'exercise')).toEqual([]);
  expect(centre.messages.filter(({ text: said }) => said.includes('演练'))).toEqual([]);
});
