import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { barriers } from '../support/barriers.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { Screen } from '../support/screen.ts';
import { withServer } from '../support/server.ts';

/** The smaller of a desk's screens, on which more has to scroll. */
const smaller = { width: 1366, height: 768 };

const server = withServer();
let browser: Browser;
let incident: Incident;
let waiting: Incident;
let fieldUrl: string;

beforeAll(async () => {
  browser = await openBrowser();
  const duty = await Desk.of(server().url, 'duty');
  incident = await duty.openIncident();
  const { body } = await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml');
  fieldUrl = (await duty.calls(body.callOutId))[0]!.fieldUrl;
  // A second incident stays as a red warning leaves it: awaiting another person, its plan at hand.
  waiting = await duty.openIncident({ name: '台风梅花' });
  await duty.postCap(waiting.id, 'muifa-exercise-red.xml');
});
afterAll(() => browser.close());

describe.each(['dark', 'light'] as const)('in the %s theme', (theme) => {
  it('the sign-in form has no barrier', async () => {
    const screen = await Screen.open(browser, server().url, { theme });
    await screen.page.goto(server().url);
    await screen.page.locator('jy-sign-in vaadin-button').waitFor();
    expect(await barriers(screen.page)).toEqual([]);
    await screen.close();
  });

  it('the desk has no barrier, nor has its list of people with the card of a call open', async () => {
    const screen = await Screen.open(browser, server().url, { theme });
    const { page } = screen;
    await screen.openDesk(server().url, 'duty', incident.id);
    await page.locator('jy-call-board .rows [role="row"]').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.locator('jy-board-title').getByText('人员').click();
    await page.locator('jy-call-board .line.person').first().click();
    await page.locator('jy-call-card jy-deeds').waitFor();
    expect(await barriers(page)).toEqual([]);
    await screen.close();
  });

  it('a warning that is written has no barrier, nor has its plan', async () => {
    const screen = await Screen.open(browser, server().url, { theme, ...smaller });
    const { page } = screen;
    await screen.openPage(`${server().url}/?incident=${incident.id}`, 'duty');
    await page.locator('jy-top-bar .issue').click();
    await page.locator('jy-warning-form .weather .chip').first().click();
    await page.locator('jy-warning-form .level .tile').last().click();
    await page.locator('jy-area-tree [role="treeitem"]').first().click();
    await page.locator('jy-warning-form-text .sms-size[aria-live]').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.locator('jy-issuing .next').click();
    await page.locator('jy-issuing .deed[aria-disabled="false"]').waitFor();
    expect(await barriers(page)).toEqual([]);
    await screen.close();
  });

  it('a call-out that awaits release has no barrier, nor has its plan', async () => {
    const screen = await Screen.open(browser, server().url, { theme });
    const { page } = screen;
    await screen.openPage(`${server().url}/?incident=${waiting.id}`, 'commander');
    await page.locator('jy-release-bands .release').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.locator('jy-release-bands .plan').click();
    await page.locator('jy-plan jy-prediction').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize(smaller);
    expect(await barriers(page)).toEqual([]);
    await screen.close();
  });

  it('the administration has no barrier', async () => {
    const screen = await Screen.open(browser, server().url, { theme });
    await screen.openPage(`${server().url}/admin`, 'admin');
    for (const [name, tab] of Object.entries({
      叫应规则: 'jy-policies',
      通道: 'jy-channels',
      责任树: 'jy-tree-proof',
      值班与岗位: 'jy-duty',
    })) {
      await screen.page.locator('jy-admin nav a').getByText(name, { exact: true }).click();
      await screen.page.locator(`jy-admin main ${tab} :is(table, fieldset, label, .action)`).first().waitFor();
      expect(await barriers(screen.page)).toEqual([]);
    }
    await screen.close();
  });

  it('the ledger has no barrier', async () => {
    const screen = await Screen.open(browser, server().url, { theme });
    const { page } = screen;
    await screen.openPage(`${server().url}/ledger`, 'duty');
    await page.locator('jy-ledger-grid').getByText('测**').first().waitFor();
    for (const tab of ['台账', '统计', '叫应单']) {
      await page.locator('jy-ledger nav a').getByText(tab, { exact: true }).click();
      expect(await barriers(page)).toEqual([]);
    }
    await screen.close();
  });

  it('the page of a responder has no barrier', async () => {
    const screen = await Screen.open(browser, server().url, { theme, width: 390, height: 844 });
    await screen.page.goto(server().url + fieldUrl);
    await screen.page.locator('jy-field-message article').waitFor();
    expect(await barriers(screen.page)).toEqual([]);
    await screen.close();
  });

  it('nothing that comes up over the page of a responder has a barrier, in large type and high contrast either', async () => {
    const screen = await Screen.open(browser, server().url, { theme, width: 390, height: 844 });
    const { page } = screen;
    await page.goto(server().url + fieldUrl);
    await page.locator('jy-field-head .settings').click();
    for (const wish of [0, 1]) await page.locator('jy-field-settings .switch').nth(wish).click();
    expect(await barriers(page)).toEqual([]);
    for (const opens of ['.report', '.help']) {
      await page.keyboard.press('Escape');
      await page.locator(`jy-field-answers ${opens}:not([disabled])`).first().click({ timeout: 60_000 });
      expect(await barriers(page)).toEqual([]);
    }
    await screen.close();
  });
});
