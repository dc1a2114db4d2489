import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { ChildServer } from '../support/child-server.ts';
import { copyOf } from '../support/database.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Screen } from '../support/screen.ts';
import { cityEnvironment } from '../support/server.ts';

let city: Awaited<ReturnType<typeof cityEnvironment>>;
let server: ChildServer;
let url: string;
let screen: Screen;
let incident: Incident;
let callOutId: string;
let putBack: () => Promise<void>;
let closeBrowser = () => Promise.resolve();

beforeAll(async () => {
  city = await cityEnvironment('postgres');
  server = new ChildServer(city.env);
  url = await server.ready();
  const browser = await openBrowser();
  closeBrowser = () => browser.close();
  const duty = await Desk.of(url, 'duty');
  incident = await duty.openIncident();
  callOutId = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body.callOutId;
  screen = await Screen.open(browser, url);
  await screen.openDesk(url, 'commander', incident.id);
  await screen.page.locator('jy-call-board .rows [role="row"]').first().waitFor();
});

afterAll(async () => {
  await closeBrowser();
  await server.end('SIGTERM');
  await city.remove();
});

it('says so loudly while the server is gone', async () => {
  await server.end('SIGKILL');
  await screen.page.locator('jy-stale-band [role="alert"]').waitFor();
  putBack = await copyOf(city.env.DATABASE_URL!);
});

it('shows by itself what happened meanwhile, once the server is back', async () => {
  server = new ChildServer({ ...city.env, PORT: new URL(url).port });
  await server.ready();
  const duty = await Desk.of(url, 'duty');
  const [call] = await duty.calls(callOutId);
  await sendReceipt(url, call!, { receiptId: randomUUID(), kind: 'heard' });
  await screen.page.locator('jy-receipts li').first().waitFor();
  await screen.page.locator('jy-stale-band').waitFor({ state: 'detached' });
});

it('starts anew and says so when the database was put back to an older copy, and is blind to nothing that follows', async () => {
  const { page } = screen;
  await server.end('SIGKILL');
  await putBack();
  server = new ChildServer({ ...city.env, PORT: new URL(url).port });
  await server.ready();
  await page.locator('jy-put-back-band [role="alert"]').waitFor();
  await page.locator('jy-stale-band').waitFor({ state: 'detached' });
  await page.locator('jy-call-board .rows [role="row"]').first().waitFor();
  expect(await page.locator('jy-receipts li').count()).toBe(0);
  const duty = await Desk.of(url, 'duty');
  const calls = await duty.calls(callOutId);
  expect(calls.filter(({ state }) => state === 'answered')).toEqual([]);
  await sendReceipt(url, calls.at(-1)!, { receiptId: randomUUID(), kind: 'heard' });
  await page.locator('jy-receipts li').first().waitFor();
  await page.locator('jy-put-back-band button').click();
  await page.locator('jy-put-back-band').waitFor({ state: 'detached' });
});
