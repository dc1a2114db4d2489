import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import type { IssuedWarning } from '#contract/warnings.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { ChildServer } from '../support/child-server.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { Screen } from '../support/screen.ts';
import { cityEnvironment } from '../support/server.ts';

let city: Awaited<ReturnType<typeof cityEnvironment>>;
let server: ChildServer;
let url: string;
let screen: Screen;
let duty: Desk;
let incident: Incident;
let issued: IssuedWarning & { callOutId: string };
let closeBrowser = () => Promise.resolve();

const startAt = '2026-07-26T04:00:00Z';
const message = (identifier: string, expires: string) =>
  capMessage({
    alert: { identifier, status: 'Exercise' },
    info: { headline: '南通市气象台发布台风蓝色预警信号', expires },
    // A township under a county code that was retired, and an outline with longitude first.
    area: { polygon: '121.0,32.3 121.2,32.3 121.2,32.5 121.0,32.3', '+code': geocode('320623101000,320684105000') },
  });
const section = () => screen.page.locator('jy-warning-list .past');

beforeAll(async () => {
  city = await cityEnvironment('postgres');
  server = new ChildServer(city.env);
  url = await server.ready();
  duty = await Desk.of(url, 'duty');
  incident = await duty.openIncident({ startAt });
  issued = (await duty.postCap<typeof issued>(incident.id, message('A', '2026-07-26T13:00:00+08:00'))).body;
  const browser = await openBrowser();
  closeBrowser = () => browser.close();
  screen = await Screen.open(browser, url);
  await screen.openDesk(url, 'duty', incident.id);
});

afterAll(async () => {
  await closeBrowser();
  await server.end('SIGTERM');
  await city.remove();
});

it('says on the card what of the message was not understood', async () => {
  expect(issued).toMatchObject({ placement: 'coarse', expired: false, areas: ['320614000000', '320623101000'] });
  const card = screen.page.locator('jy-warning-list .item').first();
  await card.getByText('区划代码已停用，按继任区划处理：320684105000').waitFor();
  await card.getByText('图形坐标超出范围（可能经纬颠倒）：alert.info.0.area.0.polygon.0').waitFor();
});

it('stops its ladders when its time passes, and tells the desk', async () => {
  const before = await duty.calls(issued.callOutId);
  expect(before.filter(({ dueAt }) => dueAt !== null)).toHaveLength(before.length);
  await duty.post(`/api/incidents/${incident.id}/clock`, { at: '2026-07-26T05:00:30Z' });
  await section()
    .getByText(/有效期至 (07-26 )?13:00，已过期：不再自动叫应/)
    .waitFor();
  await screen.page.locator('jy-time-track .expired').waitFor();
  await screen.page.locator('jy-call-board').getByText('预警已过有效期，叫应已停止').waitFor();
  expect(await duty.callOut(issued.callOutId)).toMatchObject({ state: 'closed', closeReason: 'expired' });
  expect((await duty.calls(issued.callOutId)).filter(({ dueAt }) => dueAt !== null)).toEqual([]);
});

it('still takes the answer of whoever answers late', async () => {
  const [call] = await duty.calls(issued.callOutId);
  expect((await sendReceipt(url, call!, { receiptId: randomUUID(), kind: 'heard' })).status).toBe(200);
  expect((await duty.callOut(issued.callOutId)).answered).toBe(1);
});

it('rings those who have not answered when the desk goes on by hand', async () => {
  const silent = (await duty.calls(issued.callOutId)).find(({ state }) => state === 'silent')!;
  const phone = new Device(url, silent);
  await phone.linked;
  await section().getByRole('button', { name: '继续叫应' }).click();
  await phone.rung();
  phone.close();
  await section().getByText('人工决定继续叫应').waitFor();
  expect((await duty.callOut(issued.callOutId)).state).toBe('running');
});

it('calls nobody by itself when its time has passed before it comes, until the desk calls out all the same', async () => {
  const late = (await duty.postCap<IssuedWarning>(incident.id, message('B', '2026-07-26T12:30:00+08:00'))).body;
  expect(late).toMatchObject({ expired: true, callOutId: null });
  await section().getByRole('button', { name: '仍然叫应' }).click();
  await screen.page.locator('vaadin-dialog[opened]').first().waitFor({ state: 'attached' });
  const { status } = await duty.post('/api/call-outs', { warningId: late.id });
  expect(status).toBe(201);
  // Before the sign-in nobody is known.
  expect(screen.troubles.filter((trouble) => !trouble.includes('401'))).toEqual([]);
});
