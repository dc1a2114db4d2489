import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import type { CallOutReport } from '#contract/calls.ts';
import type { Warning } from '#contract/warnings.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { withOwnServer } from '../support/own-server.ts';
import { Screen } from '../support/screen.ts';

/** From a desk on which nothing has happened to the first ring, by whoever sees it for the first time. */
const secondsAtMost = 30;

const server = withOwnServer('postgres');
let browser: Browser;
let duty: Desk;

beforeAll(async () => {
  browser = await openBrowser();
  duty = await Desk.of(server().url, 'duty');
});
afterAll(() => browser.close());

const callOuts = async ({ id }: Incident) => (await duty.get<CallOutReport[]>(`/api/incidents/${id}/call-outs`)).body;
const warnings = async ({ id }: Incident) => (await duty.get<Warning[]>(`/api/incidents/${id}/warnings`)).body;
const deed = (page: Page) => page.locator('jy-issuing .deed[aria-disabled="false"]');
const row = (page: Page, name: string) => page.locator('jy-area-tree [role="treeitem"]').filter({ hasText: name });
const toast = (page: Page) => page.locator('vaadin-notification-card').last();
const peopleOn = (words: string) => Number(/([\d,]+) (?:人|people|person)/.exec(words)![1]!.replaceAll(',', ''));

/** What the button says, once nothing was rung until then; what it did, after `press`. */
async function pressed(
  page: Page,
  incident: Incident,
  press: () => Promise<void>,
): Promise<{ said: string; called: number; told: string }> {
  await deed(page).waitFor();
  const said = await deed(page).innerText();
  expect([await callOuts(incident), await warnings(incident)]).toEqual([[], []]);
  await press();
  await toast(page).waitFor();
  const told = await toast(page).innerText();
  const [callOut] = await callOuts(incident);
  return { said, called: (await duty.calls(callOut!.id)).length, told };
}

async function within<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  expect((performance.now() - began) / 1000).toBeLessThan(secondsAtMost);
  return result;
}

const languages = [
  { locale: 'zh-CN', rudong: '如东县', haimen: '海门区', pinyin: 'rd' },
  { locale: 'en', rudong: 'Rudong', haimen: 'Haimen', pinyin: 'rudong c' },
] as const;

describe.each(languages)('somebody who sees the desk for the first time, in $locale,', ({ locale, rudong, haimen, pinyin }) => {
  let screen: Screen;
  let page: Page;
  const openEmpty = async (): Promise<Incident> => {
    const incident = await duty.openIncident({ name: '防汛演练', kind: 'watch' });
    await page.goto(`${server().url}/?incident=${incident.id}`);
    await screen.settled();
    return incident;
  };

  beforeAll(async () => {
    screen = await Screen.open(browser, server().url, { locale, width: 1366, height: 768 });
    page = screen.page;
    await screen.openPage(server().url, 'duty');
    await page.locator('jy-top-bar').waitFor();
  });
  afterAll(() => screen.close());

  it('calls two counties out by mouse, and as many as the button says', async () => {
    const incident = await openEmpty();
    const { said, called, told } = await within(async () => {
      await page.locator('jy-top-bar .issue').click();
      await page.locator('jy-warning-form .weather .chip').first().click();
      await page.locator('jy-warning-form .level .tile').nth(2).click();
      await row(page, rudong).click();
      await row(page, haimen).click();
      // Twice, as many press whatever they press: the second click meets the last button, which sleeps.
      await page.locator('jy-issuing .next').dblclick();
      return pressed(page, incident, () => deed(page).click());
    });
    expect(peopleOn(said)).toBe(called);
    expect(peopleOn(told)).toBe(called);
    expect(said).toMatch(/\b2\b/);
    expect((await warnings(incident)).map(({ areas, level }) => [areas, level])).toEqual([[['320614000000', '320623000000'], 'orange']]);
  });

  it('calls a county out by keys alone, and as many as the button says', async () => {
    const incident = await openEmpty();
    const keys = page.keyboard;
    const { said, called, told } = await within(async () => {
      await keys.press('w');
      await page.locator('jy-warning-form .weather input:focus').waitFor();
      await keys.press('Space');
      await keys.press('Tab');
      await keys.press('ArrowRight');
      await keys.press('Tab');
      await keys.type(pinyin);
      await keys.press('ArrowDown');
      await keys.press('ArrowDown');
      await keys.press('Space');
      await keys.press('Control+Enter');
      return pressed(page, incident, () => keys.press('Control+Enter'));
    });
    expect(peopleOn(said)).toBe(called);
    expect(peopleOn(told)).toBe(called);
    expect(said).toContain(rudong);
    expect((await warnings(incident)).map(({ areas, level, event }) => [areas, level, event])).toEqual([
      [['320623000000'], 'yellow', '台风'],
    ]);
  });

  it('sees what a CAP file says and would do before it rings anybody', async () => {
    const incident = await openEmpty();
    const message = capMessage({
      alert: { status: 'Exercise' },
      info: { senderName: '南通市气象台' },
      area: { areaDesc: '如东县', '+code': geocode('320623000000') },
    });
    await page.locator('jy-top-bar .issue').click();
    await page.locator('jy-warning-form-message summary').click();
    await page
      .locator('jy-warning-form-message input[type="file"]')
      .setInputFiles({ name: 'cap.xml', mimeType: 'text/xml', buffer: Buffer.from(message) });
    await page.locator('jy-warning-form-message .message').waitFor();
    expect(await row(page, rudong).getAttribute('aria-checked')).toBe('true');
    expect(await page.locator('jy-warning-form .level input:checked').isDisabled()).toBe(true);
    expect(await page.locator('jy-warning-form-text .headline input').inputValue()).toBe('台风黄色预警信号');
    await page.locator('jy-issuing .next').click();
    const { said, called } = await pressed(page, incident, () => deed(page).click());
    expect(peopleOn(said)).toBe(called);
    expect((await warnings(incident))[0]).toMatchObject({ sender: 'nantong@example.invalid', level: 'yellow' });
  });
});

describe('a warning that is being written', () => {
  it('takes its areas from the map, is asked about before it is thrown away, and takes the place of one in force', async () => {
    const screen = await Screen.open(browser, server().url, { width: 1366, height: 768 });
    const { page } = screen;
    const incident = await duty.openIncident({ name: '防汛演练', kind: 'typhoon' });
    await screen.openDesk(server().url, 'duty', incident.id);
    await page.keyboard.press('w');
    await page.locator('jy-warning-form .level .tile').first().click();
    const chosen = page.locator('jy-area-tree [aria-checked="true"]');
    const map = (await page.locator('jy-map #canvas').boundingBox())!;
    const middle = [map.x + map.width / 2, map.y + map.height / 2] as const;
    await page.mouse.click(...middle);
    await chosen.first().waitFor();
    await deedsSettled(page);
    await page.locator('jy-issuing .next').click();
    const first = await pressed(page, incident, () => deed(page).click());
    expect(peopleOn(first.said)).toBe(first.called);

    await page.locator('jy-top-bar .issue').click();
    await page.locator('jy-warning-form .kind select').selectOption({ index: 1 });
    expect(await page.locator('jy-warning-form .level input').nth(1).isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('jy-issuing jy-confirm p').waitFor();
    await page.locator('jy-issuing jy-confirm vaadin-button').first().click();
    await page.locator('jy-issuing .next').click();
    await deed(page).click();
    await expect
      .poll(async () => (await warnings(incident)).map(({ level, state }) => `${level} ${state}`))
      .toEqual(['blue superseded', 'yellow inForce']);
    await screen.close();
  });
});

/** The plan follows what was entered with a breath's delay. */
async function deedsSettled(page: Page): Promise<void> {
  await page.locator('jy-warning-form-text .sms-size[aria-live]').waitFor();
}
