import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Area } from '#contract/areas.ts';
import type { SearchHit } from '#contract/search.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { ChildServer } from '../support/child-server.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { MapOnScreen } from '../support/map-on-screen.ts';
import { Screen } from '../support/screen.ts';
import { cityEnvironment } from '../support/server.ts';

const rudong = '320623000000';

let city: Awaited<ReturnType<typeof cityEnvironment>>;
let server: ChildServer;
let url: string;
let browser: Browser;
let screen: Screen;
let map: MapOnScreen;
let duty: Desk;
let typhoon: Typhoon;
let townships: Area[];
let incidentId: string;

/** The pictures are drawn by the processor: what is waited for is a state, not a time. */
const patient = { timeout: 20_000 };

beforeAll(async () => {
  city = await cityEnvironment('postgres');
  server = new ChildServer(city.env);
  url = await server.ready();
  browser = await openBrowser();
  duty = await Desk.of(url, 'duty');
  const [named] = (await duty.get<{ id: string }[]>('/api/typhoons')).body;
  typhoon = (await duty.get<Typhoon>(`/api/typhoons/${named!.id}`)).body;
  const incident = await duty.openIncident({ typhoonId: typhoon.id });
  incidentId = incident.id;
  await duty.postCap(incident.id, 'doksuri-1-blue.xml');
  townships = (await duty.get<Area[]>('/api/areas')).body.filter(({ parentCode, center }) => parentCode === rudong && center);
  screen = await Screen.open(browser, url);
  map = new MapOnScreen(screen.page);
  await screen.openDesk(url, 'duty', incident.id);
  await screen.page.locator('jy-call-board .rows [role="row"]').first().waitFor();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await server.end('SIGTERM');
  await city.remove();
});

/** Stores, teams and shelters that lie below the disc of a township. */
async function below(area: Area): Promise<SearchHit[]> {
  const { body } = await duty.get<SearchHit[]>(`/api/search?q=${encodeURIComponent(area.nameZh.replace(/[镇街道]+$/, ''))}`);
  const centre = await map.pixelOf(area.center!);
  const near = await Promise.all(
    body.map(async (hit) => {
      if (hit.kind === 'area' || hit.lng === null || hit.lat === null) return false;
      const { x, y } = await map.pixelOf([hit.lng, hit.lat]);
      return Math.hypot(x - centre.x, y - centre.y) < 7;
    }),
  );
  return body.filter((_, at) => near[at]);
}

/** Flies to the whole city, and clicks on the disc of a township once the pointer finds it. */
async function openDisc(on: MapOnScreen, { center }: Area, beginning: string): Promise<void> {
  await on.page.locator('jy-map .tools button').nth(2).click();
  await on.pointUntil(center!, beginning);
  await on.click(center!);
  await on.card.waitFor();
}

describe('a click on the map', () => {
  it('on a disc of silence opens its township and its row of the board, whatever lies below it; the pointer says the same', async () => {
    let covered = 0;
    for (const area of townships.slice(0, 6)) {
      covered += (await below(area)).length;
      await map.pointUntil(area.center!, `叫应 · ${area.nameZh} · `);
      await map.click(area.center!);
      expect(await map.opened()).toEqual({ label: '叫应', title: area.nameZh });
      const row = screen.page.locator('jy-call-board .rows .line.active');
      await expect.poll(() => row.locator('.name').innerText(), patient).toContain(area.nameZh);
      await expect
        .poll(() => screen.page.locator('jy-area-bar p b').innerText(), patient)
        .toMatch(new RegExp(`${area.nameZh}：\\d+ 人未应答`));
      await map.close();
    }
    expect(covered).toBeGreaterThan(0);
  });

  it('on a badge, and on the ground of a warned area, opens its warning', async () => {
    const [county] = (await duty.get<Area[]>('/api/areas')).body.filter(({ code }) => code === rudong);
    const aside = 0.025;
    const ground: LngLat = [townships[3]!.center![0] + aside, townships[3]!.center![1] + aside];
    await map.pointUntil(ground, '预警 · 台风蓝色预警');
    await map.page.mouse.down();
    await map.page.mouse.up();
    expect(await map.opened()).toEqual({ label: '预警', title: '台风蓝色预警' });
    await map.close();
    await map.click(county!.center!, { y: -24 });
    expect(await map.opened()).toMatchObject({ label: '预警' });
    expect(await map.card.innerText()).toContain('蓝色');
    await map.close();
  });

  it('on a fix of the typhoon opens when it was there, with its wind and pressure', async () => {
    await screen.page.locator('jy-map .tools button').nth(3).click();
    const fix = typhoon.points.at(0)!;
    await map.pointUntil([fix.lng, fix.lat], '台风定位 · ');
    await map.click([fix.lng, fix.lat]);
    expect((await map.opened()).label).toBe('台风定位');
    const text = await map.card.innerText();
    expect(text).toContain(`${fix.windMetersPerSecond} m/s`);
    expect(text).toContain(`${fix.pressureHpa} hPa`);
    await map.close();
  });
});

describe('searching', () => {
  it('opens the card of what it found, by a name that it had before too', async () => {
    const { page } = screen;
    await page.keyboard.press('/');
    await page.keyboard.type('港 闸区');
    await expect.poll(() => page.locator('jy-search [role="option"]').first().innerText(), patient).toMatch(/崇川区[^]*原港闸区/);
    await page.keyboard.press('Enter');
    expect((await map.opened()).title).toBe('崇川区');
  });

  it('is closed by Esc after the card and the selection, from wherever the focus is', async () => {
    const { page } = screen;
    await map.close();
    await openDisc(map, townships[0]!, `叫应 · ${townships[0]!.nameZh} · `);
    await page.locator('jy-area-bar').waitFor();
    await page.locator('jy-search input').click();
    await page.keyboard.type('如东');
    await page.locator('jy-search [role="listbox"]').waitFor();
    await page.keyboard.press('Escape');
    await map.card.waitFor({ state: 'detached' });
    expect(await page.locator('jy-area-bar').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('jy-area-bar').waitFor({ state: 'detached' });
    expect(await page.locator('jy-search [role="listbox"]').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('jy-search [role="listbox"]').waitFor({ state: 'detached' });
  });
});

describe('the board', () => {
  it('tells people apart by number and end of the phone, and finds them by it', async () => {
    const { page } = screen;
    await page.locator('jy-board-title [role="tab"]').nth(1).click();
    await page.locator('jy-call-board .line.person .end').first().waitFor();
    await page.locator('jy-board-filters input').fill('17');
    await expect.poll(() => page.locator('jy-call-board .line.person .nr').allInnerTexts(), patient).toEqual(['17']);
    await page.locator('jy-board-filters input').fill('');
  });

  it('prints sheets for the silent: says how many pages first, how far it is, and stops when told', async () => {
    const { page } = screen;
    await page.locator('jy-board-title [role="tab"]').first().click();
    await page.locator('jy-board-title .print').click();
    const order = page.locator('jy-sheet-order');
    await expect.poll(() => order.locator('.plan').innerText(), patient).toMatch(/未应答 [\d,]+ 人.*约 [\d,]+ 页/);
    await order.locator('.start').click();
    await order.locator('progress').waitFor();
    await order.locator('.stop').click();
    await order.locator('.start').waitFor();
    await page.keyboard.press('Escape');
    await order.waitFor({ state: 'detached' });
  });

  it('leaves the paper of one township ready to be opened', async () => {
    const { page } = screen;
    await openDisc(map, townships[0]!, `叫应 · ${townships[0]!.nameZh} · `);
    await page.locator('jy-area-bar .print').click();
    const order = page.locator('jy-sheet-order');
    await order.locator('.start').click();
    await order.locator('a[download]').waitFor({ timeout: 60_000 });
    expect(await order.locator('.plan').innerText()).toMatch(/第 \d+ 号叫应单已生成，共 \d+ 页/);
    await page.keyboard.press('Escape');
    await order.waitFor({ state: 'detached' });
  });

  it('speaks English beside the pointer and on the card', async () => {
    const english = await Screen.open(browser, url, { locale: 'en', theme: 'light', width: 1366, height: 768 });
    await english.openDesk(url, 'duty', incidentId);
    const there = new MapOnScreen(english.page);
    await openDisc(there, townships[0]!, `Calls · ${townships[0]!.nameEn} · `);
    expect(await there.opened()).toEqual({ label: 'Calls', title: townships[0]!.nameEn });
    expect(english.troubles.filter((trouble) => !trouble.includes('401'))).toEqual([]);
    await english.close();
  });

  it('leaves no error and no outside request', () => {
    expect(screen.troubles.filter((trouble) => !trouble.includes('401'))).toEqual([]);
  });
});
