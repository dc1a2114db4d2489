import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { saveReport } from '../../server/watchdog/watch.store.ts';
import { openBrowser } from '../support/chromium.ts';
import { startCluster } from '../support/cluster.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { meetNeeds } from '../support/needs.ts';
import { Screen, type ScreenWish } from '../support/screen.ts';
import { cityEnvironment, openServer } from '../support/server.ts';

/**
 * `npm run screenshots`: every screen in the middle of a replayed storm, in every size, language and theme; into a temporary folder, or
 * the one that is named. `-- --readme` also takes the picture of the README.
 */
const readmePicture = join(import.meta.dirname, '../../.docs/command-map.webp');
const sizes = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
];
const wishes: [string, ScreenWish][] = sizes.flatMap((size) =>
  (['zh-CN', 'en'] as const).flatMap((locale) =>
    (['dark', 'light'] as const).map((theme): [string, ScreenWish] => [
      `${size.width}-${locale.slice(0, 2)}-${theme}`,
      { ...size, locale, theme },
    ]),
  ),
);
const asNewUserSeesIt = '1920-zh-dark';

const pages: [string, string][] = [
  ['admin-policies', '/admin?tab=policies'],
  ['admin-channels', '/admin?tab=channels'],
  ['admin-tree', '/admin?tab=tree'],
  ['admin-duty', '/admin?tab=duty'],
  ['admin-users', '/admin?tab=users'],
  ['ledger', '/ledger'],
  ['ledger-sums', '/ledger?tab=statistics'],
  ['ledger-paper', '/ledger?tab=paper'],
];

function drillInSums(incidentId: string): [string, string] {
  return ['ledger-drill', `/ledger?tab=statistics&incident=${incidentId}`];
}

const named = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const folder = named ?? mkdtempSync(join(tmpdir(), 'jiaoying-screenshots-'));
mkdirSync(folder, { recursive: true });
meetNeeds((line) => console.log(line));
const cluster = await startCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const { env } = await cityEnvironment('postgres');
const server = await openServer(env);
const browser = await openBrowser();
try {
  await takeAll();
} finally {
  await browser.close();
  await server.close();
  await cluster.stop();
}

async function takeAll(): Promise<void> {
  const storm = await aStorm();
  const redIncident = await aRedWarning();
  for (const [name, wish] of wishes) {
    await takeDesk(name, wish, storm.incidentId);
    await takeRelease(name, wish, redIncident);
    await takeField(name, wish, storm.fieldUrl);
    for (const [page, path] of [...pages, drillInSums(storm.incidentId)]) await takePage(`${page}-${name}`, path, wish);
    console.log(name);
  }
  // Last: it stays on every screen.
  for (const [name, wish] of wishes) await takeBlockedPath(name, wish, storm.incidentId);
  console.log(`screenshots are in ${folder}`);
}

async function takeDesk(name: string, wish: ScreenWish, incidentId: string): Promise<void> {
  const screen = await Screen.open(browser, server.url, wish);
  await screen.page.goto(server.url);
  await screen.page.locator('jy-sign-in vaadin-button').waitFor();
  await shoot(screen, `sign-in-${name}.png`);
  await screen.openDesk(server.url, 'duty', incidentId);
  await screen.page.locator('jy-call-board .rows [role="row"]').first().waitFor({ state: 'attached' });
  await screen.settled();
  await shoot(screen, `desk-${name}.png`);
  if (name === asNewUserSeesIt && process.argv.includes('--readme')) {
    mkdirSync(join(readmePicture, '..'), { recursive: true });
    writeFileSync(readmePicture, await asWebp(await screen.page.screenshot()));
  }
  await screen.close();
}

async function takeField(name: string, wish: ScreenWish, fieldUrl: string): Promise<void> {
  const screen = await Screen.open(browser, server.url, wish);
  await screen.page.goto(server.url + fieldUrl);
  await screen.page.locator('jy-field-message article').waitFor();
  await shoot(screen, `field-${name}.png`);
  await screen.close();
}

/** A picture of what is meant to stay: whatever moves is moved to its end. */
async function shoot({ page }: Screen, fileName: string): Promise<void> {
  await page.screenshot({ path: join(folder, fileName), animations: 'disabled' });
}

async function takePage(name: string, path: string, wish: ScreenWish): Promise<void> {
  const screen = await Screen.open(browser, server.url, wish);
  await screen.openPage(server.url + path, path.startsWith('/admin') ? 'admin' : 'duty');
  await screen.page.locator(':is(jy-admin, jy-ledger) main > :first-child').waitFor();
  await screen.page.waitForLoadState('networkidle');
  await shoot(screen, `${name}.png`);
  await screen.close();
}

/** A red warning that nobody has released yet, as the one sees it who may, with its plan. */
async function takeRelease(name: string, wish: ScreenWish, incidentId: string): Promise<void> {
  const screen = await Screen.open(browser, server.url, wish);
  await screen.openDesk(server.url, 'commander', incidentId);
  await screen.page.locator('jy-release-bands .release').waitFor();
  await shoot(screen, `release-${name}.png`);
  await screen.page.locator('jy-release-bands .plan').click();
  await screen.page.locator('jy-plan jy-prediction').waitFor();
  await shoot(screen, `plan-${name}.png`);
  await screen.close();
}

/** What every screen says while test calls do not come back. */
async function takeBlockedPath(name: string, wish: ScreenWish, incidentId: string): Promise<void> {
  const report = { ok: false, step: 'ring', roundTripMilliseconds: null } as const;
  await server.database.transaction(wholeServer, (tx) => saveReport(tx, report, new Date()));
  const screen = await Screen.open(browser, server.url, wish);
  await screen.openDesk(server.url, 'wall', incidentId);
  await screen.page.locator('jy-watch-band p').waitFor();
  await shoot(screen, `blocked-${name}.png`);
  await screen.close();
}

async function aRedWarning(): Promise<string> {
  const duty = await Desk.of(server.url, 'duty');
  const incident = await duty.openIncident({ name: '台风梅花 红色预警演练', startAt: '2026-11-20T01:00:00Z' });
  await duty.postCap(incident.id, 'muifa-exercise-red.xml');
  return incident.id;
}

/** The browser's own encoder: a third of the bytes of a JPEG that looks as good. */
async function asWebp(png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const url = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d')!.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.75);
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Doksuri, Friday noon: blue for the city, two in three have answered, then yellow for three counties, and half an hour of silence. */
async function aStorm(): Promise<{ incidentId: string; fieldUrl: string }> {
  const duty = await Desk.of(server.url, 'duty');
  const incident = await duty.openIncident({ name: '台风杜苏芮 2023 重演', typhoonId: '202305', startAt: '2023-07-28T03:20:00Z' });
  const clock = (change: object) => duty.post(`/api/incidents/${incident.id}/clock`, change);
  await clock({ paused: true });
  const blue = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body;
  await answerSome(duty, blue.callOutId, 3);
  await clock({ at: '2023-07-28T08:45:00Z' });
  const yellow = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-2-yellow-update.xml')).body;
  await clock({ at: '2023-07-28T08:52:00Z' });
  await answerSome(duty, yellow.callOutId, 4);
  await clock({ at: '2023-07-28T09:14:00Z' });
  const silent = (await duty.calls(yellow.callOutId)).find((call) => call.answeredAt === null && call.postKind === 'townshipDutyDesk')!;
  return { incidentId: incident.id, fieldUrl: silent.fieldUrl };
}

/** All but every `n`th answer, some of them a step further than heard, one in trouble. */
async function answerSome(duty: Desk, callOutId: string, n: number): Promise<void> {
  const calls = await duty.calls(callOutId);
  const answering = calls.filter((_, index) => index % n !== 0);
  for (const [index, call] of answering.entries()) {
    const kind = index === 7 ? 'needHelp' : index % 5 === 0 ? 'onPost' : 'heard';
    await sendReceipt(server.url, call, { receiptId: randomUUID(), kind });
  }
}
