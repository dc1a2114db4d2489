import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { issued } from '../support/release.ts';
import { Screen } from '../support/screen.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  const duty = await Desk.of(server().url, 'duty');
  const incident = await duty.openIncident({ startAt: '2023-07-28T03:20:00Z' });
  await issued(duty, incident.id, 'doksuri-1-blue.xml');
});
afterAll(() => browser.close());

async function pageOf(path: string, username: string): Promise<Page> {
  const screen = await Screen.open(browser, server().url, { width: 1366, height: 768 });
  await screen.openPage(server().url + path, username);
  return screen.page;
}

describe('the ledger', () => {
  let page: Page;
  beforeAll(async () => {
    page = await pageOf('/ledger', 'duty');
    await page.locator('jy-ledger-grid').getByText('测**').first().waitFor();
  });

  it('shows what a filter asks for, and everything again without it', async () => {
    const level = page.locator('jy-ledger-filter label', { hasText: '级别' }).locator('select');
    await level.selectOption('red');
    await page.locator('jy-ledger-grid .empty').waitFor();
    await page.locator('jy-ledger-filter button', { hasText: '清除' }).click();
    await page.locator('jy-ledger-grid').getByText('测**').first().waitFor();
    expect(await level.inputValue()).toBe('');
  });

  it('goes to paper in black on white however that was asked for, and leaves nothing behind', async () => {
    const say = (event: string) => page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await say('beforeprint');
    expect(await page.locator('jy-ledger-print tbody tr').count()).toBeGreaterThan(10);
    expect(await page.locator('jy-ledger-print h1').textContent()).toContain('演练');
    expect(await theme()).toBe('light');
    await say('afterprint');
    await page.locator('jy-ledger-print table').waitFor({ state: 'detached' });
    expect(await theme()).toBe('dark');
  });
});

describe('the editor of policies', () => {
  it('ticks the channels of its draft: after they have moved, after a look at another policy, after the edit was given up', async () => {
    const page = await pageOf('/admin?tab=policies', 'admin');
    const editor = page.locator('jy-policy-editor');
    const ticked = () => editor.locator('.order li:has(input:checked)').allInnerTexts();
    await editor.locator('.order input').first().waitFor();
    const before = await ticked();
    for (const left of [before.slice(1), before.slice(2)]) {
      await editor.locator('.order input').first().click();
      expect(await ticked()).toEqual(left);
    }
    for (const level of ['蓝色', '红色']) {
      await page.locator(`jy-policies td button[aria-label^="任何天气 · ${level}"]`).click();
      await editor.locator('h2', { hasText: level }).waitFor();
    }
    expect(await ticked()).toEqual(before.slice(2));
    await editor.locator('footer button', { hasText: '放弃' }).click();
    expect(await ticked()).toEqual(before);
  });
});
