import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { IssuedWarning } from '#contract/warnings.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { Screen } from '../support/screen.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
const rudong = '320623';

let browser: Browser;
let duty: Desk;
let incident: Incident;
let call: CallRow;
let phone: Screen;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  duty = await Desk.of(server().url, 'duty');
  incident = await duty.openIncident({ startAt: '2023-07-28T03:20:00Z' });
  const { body } = await duty.postCap<IssuedWarning>(incident.id, 'doksuri-1-blue.xml');
  const calls = await duty.calls(body.callOutId!);
  call = calls.find((row) => row.areaCode.startsWith(rudong) && row.postKind === 'townshipDutyDesk')!;
  phone = await Screen.open(browser, server().url, { width: 390, height: 844 });
  page = phone.page;
  await page.goto(server().url + call.fieldUrl);
  await page.locator('jy-field-head .line:not(.off)').waitFor();
});
afterAll(() => browser.close());

const rowNow = async () => (await duty.calls(call.callOutId)).find((row) => row.id === call.id)!;

it('keeps the answers that are given while there is none', async () => {
  await page.locator('jy-field-answers button.heard:not([disabled])').waitFor({ timeout: 30_000 });
  await page.context().setOffline(true);
  await page.locator('jy-field-answers button.heard').click();
  await page.locator('jy-field-answers button.next').click();
  expect(await page.locator('jy-field-answers .sending').count()).toBe(1);
  expect((await rowNow()).state).toBe('silent');
});

it('sends them in order, once each, when it is back', async () => {
  await page.context().setOffline(false);
  await page.locator('jy-field-answers .said').waitFor();
  await page.locator('jy-field-due .calm').waitFor();
  expect(await rowNow()).toMatchObject({ state: 'answered', progress: 'onPost' });
  expect(await page.evaluate(() => localStorage.getItem('jiaoying.field.receipts'))).toBe('[]');
});

it('is called by the update of the warning on the same page, which says so', async () => {
  const { body } = await duty.postCap<IssuedWarning>(incident.id, 'doksuri-2-yellow-update.xml');
  await page.locator('jy-field-band .yellow').waitFor();
  expect(await page.locator('.notices').innerText()).toContain('新的叫应');
  const owed = (await duty.calls(body.callOutId!)).find((row) => row.personId === call.personId)!;
  expect(new URL(page.url()).searchParams.get('token')).toBeTruthy();
  expect(owed).toMatchObject({ state: 'silent' });
  expect(await rowNow()).toMatchObject({ state: 'stale' });
});

it('hears of the end of the warning, and is asked for nothing more', async () => {
  await duty.postCap(incident.id, 'doksuri-3-cancel.xml');
  await page.locator('.over').waitFor();
  expect(await page.locator('.over').innerText()).toContain('解除');
  expect(await page.locator('jy-field-answers').count()).toBe(0);
});

it('had a page without a single error', () => {
  // Being cut off is what this is about.
  expect(phone.troubles.filter((trouble) => !trouble.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});
