import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { ChildServer } from '../support/child-server.ts';
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
