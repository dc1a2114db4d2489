import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { HelpRequest } from '#contract/help.ts';
import type { Incident } from '#contract/incidents.ts';
import { field } from '../../client/words/field.ts';
import { help } from '../../client/words/help.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { openDatabase } from '../../server/kernel/db/db.ts';
import { withOwnServer } from '../support/own-server.ts';
import { asHeldByPerson } from '../support/person-link.ts';
import { issued } from '../support/release.ts';
import { Screen } from '../support/screen.ts';

const server = withOwnServer('postgres');
let browser: Browser;
let duty: Desk;

beforeAll(async () => {
  browser = await openBrowser();
  duty = await Desk.of(server().url, 'duty');
});
afterAll(() => browser.close());

describe.each(['zh-CN', 'en'] as const)('a call for help, on screens in %s', (locale) => {
  const language = locale === 'en' ? 'en' : 'zh';
  const onDesk = (key: keyof typeof help) => help[key][language].split('{')[0]!.trim();
  const onPhone = (key: keyof typeof field) => field[key][language];
  let incident: Incident;
  let [first, second]: [CallRow, CallRow] = [null!, null!];
  let desk: Screen;
  let phone: Screen;
  let map: Page;
  let page: Page;

  const marks = (state = '') => map.locator(`jy-map .help-mark${state}`);
  const tile = () => map.locator('jy-situation button.help');
  const entries = () => map.locator('jy-help-list jy-help-entry:has(.badge.open, .badge.taken)');
  const listed = async () =>
    (await duty.get<{ helpRequests: HelpRequest[] }>(`/api/incidents/${incident.id}/help-requests`)).body.helpRequests;

  beforeAll(async () => {
    incident = await duty.openIncident({ startAt: '2023-07-28T03:20:00Z' });
    const { callOutId } = (await issued(duty, incident.id, 'doksuri-1-blue.xml')).body;
    const rows = await duty.calls(callOutId);
    const desks = rows.filter(({ postKind }) => postKind === 'townshipDutyDesk');
    first = desks.find(({ areaCode }) => areaCode.startsWith('320623'))!;
    second = desks.find(({ areaCode }) => areaCode.startsWith('320681')) ?? desks.find(({ areaCode }) => !areaCode.startsWith('320623'))!;
    desk = await Screen.open(browser, server().url, { locale });
    phone = await Screen.open(browser, server().url, { width: 390, height: 844, locale });
    [map, page] = [desk.page, phone.page];
    await desk.openDesk(server().url, 'duty', incident.id);
    const database = openDatabase('postgres', { connectionString: server().env.DATABASE_URL!, max: 1 });
    const { fieldUrl } = await asHeldByPerson(database, first);
    await database.close();
    await page.goto(server().url + fieldUrl);
    await page.locator('jy-field-head .line:not(.off)').waitFor();
  });
  afterAll(async () => {
    await desk.close();
    await phone.close();
  });

  it('that a phone sends pulses on the map, rings the bell, and stands behind the number of the tile', async () => {
    await map.locator('jy-alarm .stop').click();
    await page.locator('jy-field-answers .help:not([disabled])').last().click();
    await page.locator('jy-field-report textarea').fill('堤坝渗水，要沙袋');
    await page.locator('jy-field-report .act .help').click();
    await marks('.open').waitFor();
    await map.locator('jy-alarm .bell.ringing').waitFor();
    await tile().click();
    await entries().locator('q', { hasText: '堤坝渗水' }).waitFor();
    expect(await entries().locator('.team').count()).toBe(3);
    await page.locator('jy-field-help', { hasText: onPhone('field/help.still') }).waitFor();
  });

  it('rings again when it is the second', async () => {
    await map.locator('jy-alarm .stop').click();
    await map.locator('jy-alarm .bell:not(.ringing)').waitFor();
    await sendReceipt(server().url, second, { receiptId: randomUUID(), kind: 'needHelp' });
    await map.locator('jy-alarm .bell.ringing').waitFor();
    await expect.poll(() => marks('.open').count()).toBe(2);
    await expect.poll(() => entries().count()).toBe(2);
  });

  it('is still on tile, map, list and phone when the warning is cancelled', async () => {
    await duty.postCap(incident.id, 'doksuri-3-cancel.xml');
    await page.locator('.over').waitFor();
    await page.locator('jy-field-help .ask', { hasText: onPhone('field/help.still') }).waitFor();
    await map.locator('jy-call-board .empty').first().waitFor();
    // A line that broke meanwhile is read again first.
    await expect.poll(async () => [await marks('.open').count(), await entries().count()], { timeout: 30_000 }).toEqual([2, 2]);
    await expect.poll(() => tile().textContent(), { timeout: 30_000 }).toContain('2');
  });

  it('is told to the phone as soon as the desk takes it, whose mark stands still then', async () => {
    const entry = entries().filter({ hasText: '堤坝渗水' });
    await entry.getByRole('button', { name: onDesk('help/take'), exact: true }).click();
    await marks('.taken').waitFor();
    const taken = onPhone('field/help.taken').replace('{who}', (await listed()).find(({ state }) => state === 'taken')!.takenByName!);
    await page.locator('jy-field-help [role="status"]', { hasText: new RegExp(taken.replace('{at}', '\\d\\d:\\d\\d')) }).waitFor();
    expect(await marks('.open').count()).toBe(1);
  });

  it('ends by the word of the person, who taps twice, and the desk is told by whom', async () => {
    await page.getByRole('button', { name: onPhone('field/help.come') }).click();
    await page.getByRole('button', { name: onPhone('field/help.come.sure') }).click();
    await marks('.taken').waitFor({ state: 'detached' });
    expect(await listed()).toMatchObject([
      { callId: second.id, state: 'open' },
      { callId: first.id, state: 'helped', endedBy: null },
    ]);
    await expect.poll(() => entries().count()).toBe(1);
    await page.locator('jy-field-help .ask', { hasText: onPhone('field/needHelp') }).waitFor();
  });

  it('is closed by the desk with a reason only, and is then gone from map and tile', async () => {
    await entries()
      .getByRole('button', { name: onDesk('help/close') })
      .click();
    await entries()
      .getByRole('button', { name: onDesk('help/close-now') })
      .click();
    await entries().locator('.problem').waitFor();
    await entries()
      .getByRole('button', { name: onDesk('help/reason.other') })
      .click();
    await entries()
      .getByRole('button', { name: onDesk('help/close-now') })
      .click();
    await marks().first().waitFor({ state: 'detached' });
    await tile().waitFor({ state: 'detached' });
    expect((await listed()).find(({ callId }) => callId === second.id)).toMatchObject({
      state: 'closed',
      reason: onDesk('help/reason.other'),
    });
    const troubles = [...desk.troubles, ...phone.troubles];
    expect(troubles.filter((trouble) => !trouble.includes('401'))).toEqual([]);
  });
});
