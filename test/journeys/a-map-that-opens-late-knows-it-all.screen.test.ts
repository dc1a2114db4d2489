import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { World } from '#contract/world.ts';
import { record } from '../../server/kernel/log/change-log.ts';
import { openDatabase, wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { aLayerFact } from '../support/facts.ts';
import { withOwnServer } from '../support/own-server.ts';
import { Screen } from '../support/screen.ts';

const server = withOwnServer('postgres');
const hour = 3_600_000;
const longLog = 6_000;
const mostBytes = 400_000;

describe('a map that is opened late in a long night', () => {
  let duty: Desk;
  let incident: Incident;
  let callOutId: string;
  let calls: CallRow[];
  let screen: Screen;
  let closeBrowser = () => Promise.resolve();
  /** Between the first answers and the rest. */
  let before: Date;
  let bytes = 0;

  const answer = (some: readonly CallRow[]) =>
    Promise.all(some.map((call) => sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'heard' })));
  const setClock = (at: Date) => duty.post(`/api/incidents/${incident.id}/clock`, { at: at.toISOString() });

  /** What lies between: facts by the thousand, of which the newest counts. */
  async function aNightPasses(from: Date): Promise<void> {
    const database = openDatabase('postgres', { connectionString: server().env.DATABASE_URL!, max: 1 });
    for (let made = 0; made < longLog; made += 500) {
      const log = { incidentId: incident.id, at: new Date(from.getTime() + made * 100), doorbell: new Doorbell() };
      const page = Array.from({ length: 500 }, (_, nr) => aLayerFact((made + nr) % 900));
      await database.transaction(wholeServer, (tx) => record(tx, log, page));
    }
    await database.close();
  }

  beforeAll(async () => {
    duty = await Desk.of(server().url, 'duty');
    incident = await duty.openIncident();
    callOutId = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body.callOutId;
    calls = await duty.calls(callOutId);
    await answer(calls.slice(0, 20));
    const start = new Date();
    before = new Date(start.getTime() + hour / 2);
    await setClock(new Date(start.getTime() + hour));
    await aNightPasses(new Date(start.getTime() + hour));
    await setClock(new Date(start.getTime() + 2 * hour));
    await answer(calls.slice(20, 50));
    const browser = await openBrowser();
    closeBrowser = () => browser.close();
    screen = await Screen.open(browser, server().url);
    screen.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (bytes += payload.length)));
  });
  afterAll(() => closeBrowser());

  /** Everybody who is counted as having answered, in the world that is drawn. */
  const answered = (page: Page) =>
    page.locator('jy-desk').evaluate((desk) => {
      const { shownWorld: world } = desk as unknown as { shownWorld: World };
      return [...world.tallies.values()].flatMap((areas) => [...areas.values()]).reduce((sum, tally) => sum + tally.answered, 0);
    });
  const lookBackTo = (at: Date) =>
    screen.page.locator('jy-time-track').evaluate((track, iso) => {
      track.dispatchEvent(new CustomEvent('jy-seek', { detail: new Date(iso), bubbles: true, composed: true }));
    }, at.toISOString());

  it('shows how all stands, from few bytes', async () => {
    await screen.openDesk(server().url, 'commander', incident.id);
    await screen.page.locator('jy-call-board .rows [role="row"]').first().waitFor();
    await screen.page.locator('jy-receipts li').first().waitFor();
    expect(await answered(screen.page)).toBe(50);
    expect(bytes).toBeLessThan(mostBytes);
  });

  it('shows no number of now for a moment that it looks back to, while what was then is read', async () => {
    const { page } = screen;
    let letThrough: () => void = () => undefined;
    const held = new Promise<void>((fulfil) => (letThrough = fulfil));
    await page.route('**/log/checkpoint*', async (route) => {
      await held;
      await route.continue();
    });
    await lookBackTo(before);
    await page.locator('main > .reading').waitFor();
    expect(await page.locator('main > .reading').innerText()).toContain('正在读取当时的情况');
    expect(await answered(page)).toBe(0);
    expect(await page.locator('jy-call-board').isVisible()).toBe(false);
    expect(await page.locator('jy-situation').count()).toBe(0);
    expect(await page.locator('jy-top-bar .level').innerText()).toBe('正在读取预警');
    expect(await page.locator('jy-layer-list .count').first().innerText()).toBe('');
    letThrough();
    await page.locator('main > .reading').waitFor({ state: 'detached' });
    await page.unroute('**/log/checkpoint*');
  });

  it('then shows what was known at that moment, and where it cannot be read says so and tries again', async () => {
    const { page } = screen;
    await page.locator('jy-replay-badge').waitFor();
    expect(await answered(page)).toBe(20);
    expect(await page.locator('jy-receipts li').count()).toBeGreaterThan(0);
    await page.route('**/log/checkpoint*', (route) => route.abort());
    await lookBackTo(new Date(before.getTime() + hour + 300_000));
    await page.locator('main > .reading', { hasText: '正在重试' }).waitFor();
    expect(await answered(page)).toBe(0);
    await page.unroute('**/log/checkpoint*');
    await page.locator('main > .reading').waitFor({ state: 'detached' });
    expect(await answered(page)).toBe(20);
  });

  it('is back with everything that has happened since, and goes on from there', async () => {
    const { page } = screen;
    await page.locator('jy-replay-badge button').click();
    expect(await answered(page)).toBe(50);
    await answer(calls.slice(50, 51));
    await expect.poll(() => answered(page), { timeout: 10_000 }).toBe(51);
    expect(screen.troubles.filter((trouble) => !/401|ERR_FAILED/.test(trouble))).toEqual([]);
  });
});
