import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { withOwnServer } from '../support/own-server.ts';
import { Screen } from '../support/screen.ts';

const server = withOwnServer('postgres');
const patience = { timeout: 60_000 };

describe('a red warning in another incident', () => {
  let browser: Browser;
  let duty: Desk;
  let quiet: Incident;
  let red: Incident;
  let callOutId: string;
  let screen: Screen;

  beforeAll(async () => {
    browser = await openBrowser();
    duty = await Desk.of(server().url, 'duty');
    quiet = await duty.openIncident({ name: '平静的一天' });
    red = await duty.openIncident({ name: '台风梅花', startAt: '2026-11-20T01:00:00Z' });
    screen = await Screen.open(browser, server().url, { width: 1366, height: 768, locale: 'en', theme: 'light' });
  });
  afterAll(() => browser.close());

  it.each([
    ['en', 'This page does not exist', 'Open the command map'],
    ['zh-CN', '没有这个页面', '打开指挥地图'],
  ] as const)('is not looked for at an address that does not exist, which says so (%s)', async (locale, title, way) => {
    const lost = await Screen.open(browser, server().url, { locale });
    const answer = await lost.page.goto(`${server().url}/wall`);
    expect(answer?.status()).toBe(404);
    await lost.page.getByRole('heading', { name: title }).waitFor(patience);
    await lost.page.getByRole('link', { name: way }).click();
    await lost.page.locator('jy-sign-in').waitFor(patience);
    await lost.close();
  });

  it('is said on every other incident, without asking, and a click leads there', async () => {
    await screen.openDesk(server().url, 'commander', quiet.id);
    expect(await screen.page.locator('jy-elsewhere-bands .band').count()).toBe(0);
    callOutId = (await duty.postCap<{ callOutId: string }>(red.id, 'muifa-exercise-red.xml')).body.callOutId;
    const band = screen.page.locator('jy-elsewhere-bands .band.drill');
    await band.waitFor(patience);
    expect(await band.innerText()).toContain('1 call-out awaits your release');
    expect(await screen.page.locator('jy-incident-menu .badge').innerText()).toBe('1');
    await band.locator('.go').click();
    await screen.page.locator('jy-release-bands .release').waitFor(patience);
    expect(new URL(screen.page.url()).searchParams.get('incident')).toBe(red.id);
    await band.waitFor({ state: 'detached', ...patience });
  });

  it('can be read whole before it is let ring, and what rings is asked once more, with number and counties', async () => {
    await screen.page.locator('jy-release-bands .read').click();
    const drawer = screen.page.locator('jy-warning-drawer');
    expect(await drawer.locator('jy-warning-text .instruction').innerText(patience)).toContain('【演练】按预案启动。');
    expect(await drawer.locator('.areas').innerText()).toBe('Nantong City');
    await screen.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden', ...patience });

    const place = (await screen.page.locator('jy-release-bands .release').boundingBox())!;
    const at = [place.x + place.width / 2, place.y + place.height / 2] as const;
    await screen.page.mouse.dblclick(...at);
    const dialog = screen.page.locator('jy-release-bands jy-confirm');
    await dialog.locator('p').waitFor(patience);
    await screen.page.mouse.dblclick(...at);
    expect((await duty.callOut(callOutId)).state).toBe('awaitingRelease');
    expect(await screen.page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('rings when that is confirmed, and what says so covers neither the timeline nor the bands', async () => {
    const dialog = screen.page.locator('jy-release-bands jy-confirm');
    if (!(await dialog.locator('p').isVisible())) await screen.page.locator('jy-release-bands .release').click();
    const { total } = await duty.callOut(callOutId);
    const words = await dialog.locator('p').innerText();
    expect(words).toContain(`once released, ${total.toLocaleString('en')} people in`);
    expect(words).toMatch(/Rudong County [\d,]+/);
    await dialog.getByRole('button', { name: 'Release and call' }).click(patience);
    const toast = (await screen.page.locator('vaadin-notification-card').first().boundingBox(patience))!;
    const timeline = (await screen.page.locator('jy-timeline').boundingBox())!;
    const bands = (await screen.page.locator('jy-bands').boundingBox())!;
    expect(toast.y + toast.height).toBeLessThan(timeline.y);
    expect(toast.y).toBeGreaterThan(bands.y + bands.height);
    expect((await duty.callOut(callOutId)).state).toBe('running');
  });

  it('leaves room in the narrow bar for each of its signs, the name of the incident and a bell that rings', async () => {
    const bar = screen.page.locator('jy-top-bar');
    await bar.locator('jy-alarm .bell.ringing').waitFor(patience);
    expect(await bar.locator('jy-level').count()).toBe(1);
    expect(await bar.locator('jy-incident-menu .chip b').innerText()).toBe('Exercise');
    const signs = [
      'h1',
      'jy-incident-menu .chip',
      '.level',
      '.issue',
      'jy-clock time',
      'jy-alarm',
      'jy-link-badge',
      '.tools',
      'jy-user-menu .chip',
    ];
    const boxes = await Promise.all(signs.map(async (sign) => ({ sign, ...(await bar.locator(sign).first().boundingBox(patience))! })));
    const covered = boxes.slice(1).filter(({ x }, at) => x < boxes[at]!.x + boxes[at]!.width);
    expect(covered).toEqual([]);
    expect(boxes.at(-1)!.x + boxes.at(-1)!.width).toBeLessThanOrEqual(1366);
    const name = (await bar.locator('jy-incident-menu .chip > span').boundingBox())!;
    expect(name.width).toBeGreaterThan(50);
  });
});

describe('a warning that is lifted', () => {
  let browser: Browser;
  let duty: Desk;

  beforeAll(async () => {
    browser = await openBrowser();
    duty = await Desk.of(server().url, 'duty');
  });
  afterAll(() => browser.close());

  it.each(['zh-CN', 'en'] as const)('is said until somebody took note, and marked on the timeline (%s)', async (locale) => {
    const incident = await duty.openIncident({ name: '杜苏芮', startAt: '2023-07-28T03:20:00Z' });
    const screen = await Screen.open(browser, server().url, { locale, width: 1366, height: 768 });
    await duty.postCap(incident.id, 'doksuri-1-blue.xml');
    await screen.openDesk(server().url, 'duty', incident.id);
    await duty.postCap(incident.id, 'doksuri-3-cancel.xml');
    const band = screen.page.locator('jy-ending-bands .band');
    await band.waitFor(patience);
    expect(await band.innerText()).toContain(locale === 'en' ? 'Warning cancelled: Typhoon blue warning' : '预警已解除：台风蓝色预警');
    expect(await screen.page.locator('jy-time-track .ended').count()).toBe(1);
    expect(await screen.page.locator('jy-time-track jy-level').count()).toBe(1);
    await band.locator('.note').click();
    await band.waitFor({ state: 'detached', ...patience });
    const noted = await screen.page.evaluate((id) => localStorage.getItem(`jiaoying.endings.${id}`), incident.id);
    expect(JSON.parse(noted ?? '[]')).toHaveLength(1);
    await screen.close();
  });
});
