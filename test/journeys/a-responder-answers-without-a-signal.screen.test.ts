import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallDetails } from '#contract/call-details.ts';
import type { CallRow } from '#contract/calls.ts';
import type { OfficerLink } from '#contract/field.ts';
import type { Incident } from '#contract/incidents.ts';
import type { IssuedWarning } from '#contract/warnings.ts';
import { BadLine } from '../support/bad-line.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { issued } from '../support/release.ts';
import { Screen } from '../support/screen.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
const rudong = '320623';

let browser: Browser;
let duty: Desk;
let incident: Incident;
let calls: CallRow[];

beforeAll(async () => {
  browser = await openBrowser();
  duty = await Desk.of(server().url, 'duty');
  incident = await duty.openIncident({ startAt: '2023-07-28T03:20:00Z' });
  const { body } = await issued<IssuedWarning & { callOutId: string }>(duty, incident.id, 'doksuri-1-blue.xml');
  const rows = await duty.calls(body.callOutId);
  calls = rows.filter((row) => row.areaCode.startsWith(rudong) && row.postKind === 'townshipDutyDesk');
});
afterAll(() => browser.close());

const rowOf = async (call: CallRow) => (await duty.calls(call.callOutId)).find((row) => row.id === call.id)!;
const detailsOf = async (call: CallRow) => (await duty.get<CallDetails>(`/api/calls/${call.id}`)).body;

/** How much this device keeps, as it would outlive the page: what it knows, or what it has yet to send. */
function kept(page: Page, store: 'known' | 'receipt'): Promise<number> {
  return page.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((database) => database.name === 'jiaoying-field')) return 0;
    // While the browser clears it, it may refuse to open or to be read: then nothing is kept yet, and it is asked again.
    const done = (asked: IDBRequest) =>
      new Promise<boolean>((fulfil) => {
        asked.onsuccess = () => fulfil(true);
        asked.onerror = () => fulfil(false);
      });
    const opening = indexedDB.open('jiaoying-field');
    if (!(await done(opening))) return 0;
    try {
      const counting = opening.result.transaction(name).objectStore(name).count();
      return (await done(counting)) ? counting.result : 0;
    } catch {
      return 0;
    } finally {
      opening.result.close();
    }
  }, store);
}

/** Until the page knows it: the line that is open lets one more answer out before the browser has cut it. */
async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect.poll(() => page.evaluate(() => navigator.onLine), { interval: 20 }).toBe(false);
}

async function phoneOf(url: string, height = 844): Promise<Screen> {
  const phone = await Screen.open(browser, server().url, { width: 390, height });
  await phone.page.goto(server().url + url);
  await phone.page.locator('jy-field-head .line:not(.off)').waitFor();
  return phone;
}

describe('a page that loses its signal for a moment', () => {
  let call: CallRow;
  let owed: CallRow;
  let phone: Screen;
  let page: Page;

  beforeAll(async () => {
    call = calls[0]!;
    phone = await phoneOf(call.fieldUrl);
    page = phone.page;
  });

  it('keeps the answers that are given while there is none', async () => {
    await page.locator('jy-field-answers button.heard:not([disabled])').waitFor({ timeout: 30_000 });
    await goOffline(page);
    await page.locator('jy-field-answers button.heard').click();
    await page.locator('jy-field-answers button.next').click();
    expect(await page.locator('jy-field-answers .sending').count()).toBe(1);
    expect((await rowOf(call)).state).toBe('silent');
  });

  it('sends them in order, once each, when it is back', async () => {
    await page.context().setOffline(false);
    await page.locator('jy-field-answers .said').waitFor();
    await page.locator('jy-field-due .calm').waitFor();
    expect(await rowOf(call)).toMatchObject({ state: 'answered', progress: 'onPost' });
    expect(await kept(page, 'receipt')).toBe(0);
  });

  it('is called by the update of the warning on the same page, which says so', async () => {
    const { body } = await issued<IssuedWarning & { callOutId: string }>(duty, incident.id, 'doksuri-2-yellow-update.xml');
    await page.locator('jy-field-band .yellow').waitFor();
    expect(await page.locator('jy-field-notices div').innerText()).toContain('新的叫应');
    owed = (await duty.calls(body.callOutId)).find((row) => row.personId === call.personId)!;
    expect(owed).toMatchObject({ state: 'silent' });
    expect(await rowOf(call)).toMatchObject({ state: 'stale' });
  });

  it('says again that it rings when the desk calls again', async () => {
    const said = page.locator('jy-field .unseen span');
    const first = await said.elementHandle();
    const words = await said.textContent();
    await duty.post('/api/calls/actions', { action: 'callAgain', callIds: [owed.id] });
    // A screen reader reads what is new in there, not what says the same.
    await expect.poll(() => first.evaluate((node) => node.isConnected)).toBe(false);
    expect(await said.textContent()).toBe(words);
  });

  it('hears of the end of the warning, and is asked for nothing more', async () => {
    await duty.postCap(incident.id, 'doksuri-3-cancel.xml');
    await page.locator('.over').waitFor();
    expect(await page.locator('.over').innerText()).toContain('解除');
    expect(await page.locator('jy-field-answers').count()).toBe(0);
  });

  it('was without a single error', () => {
    // Being cut off is what this is about.
    expect(phone.troubles.filter((trouble) => !trouble.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});

describe('a page without a signal for ten minutes', () => {
  const tenMinutes = 10 * 60_000;
  let call: CallRow;
  let page: Page;
  /** Cut as well: a page that is opened anew while it is offline may not have been told so by its browser yet. */
  let line: BadLine;

  beforeAll(async () => {
    line = await BadLine.to(server().url);
    const next = await duty.openIncident({ startAt: '2023-07-28T03:20:00Z' });
    const { body } = await issued<IssuedWarning & { callOutId: string }>(duty, next.id, 'doksuri-1-blue.xml');
    call = (await duty.calls(body.callOutId)).find((row) => row.personId === calls[1]!.personId)!;
    const { fieldUrl } = (await duty.post<OfficerLink>(`/api/people/${call.personId}/link`)).body;
    const phone = await Screen.open(browser, line.url, { width: 390, height: 844 });
    page = phone.page;
    await page.clock.install();
    await page.goto(new URL(fieldUrl, line.url).href);
    await page.locator('jy-field-head .line:not(.off)').waitFor();
  });
  afterAll(() => line.close());

  it('is kept on the phone by its worker', async () => {
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const files = await page.evaluate(
      async () => (await Promise.all((await caches.keys()).map(async (key) => (await caches.open(key)).keys()))).flat().length,
    );
    expect(files).toBeGreaterThan(5);
  });

  it('takes five answers', async () => {
    await page.locator('jy-field-answers button.heard:not([disabled])').waitFor({ timeout: 30_000 });
    await goOffline(page);
    line.cut();
    await page.locator('jy-field-answers button.heard').click();
    for (const step of [0, 1, 2]) await page.locator('jy-field-answers button').nth(step).click();
    await page.locator('jy-field-answers .help').last().click();
    await page.locator('jy-field-report textarea').fill('需要两条船');
    await page.locator('jy-field-report .act .help').click();
    expect(await page.locator('jy-field-head .line').innerText()).toContain('5');
    expect(await kept(page, 'receipt')).toBe(5);
  });

  it('keeps them when the phone closes and clears what it kept behind the open page', async () => {
    const browserItself = await page.context().newCDPSession(page);
    await browserItself.send('Storage.clearDataForOrigin', { origin: line.url, storageTypes: 'indexeddb' });
    await expect.poll(() => kept(page, 'receipt'), { timeout: 20_000 }).toBe(5);
    await expect.poll(() => kept(page, 'known'), { timeout: 20_000 }).toBe(1);
  });

  it('opens again from the home screen, with its call and its five answers', async () => {
    await page.clock.fastForward(tenMinutes / 2);
    await page.goto(`${line.url}/field`);
    await page.locator('jy-field-message article').waitFor();
    expect(await page.locator('jy-field-message article').innerText()).toContain('杜苏芮');
    expect(await page.locator('jy-field-head .line').innerText()).toContain('5');
    expect(await page.locator('jy-field-notices div').innerText()).toContain('离线');
  });

  it('sends each of them exactly once when the signal is back, the newest standing', async () => {
    await page.clock.fastForward(tenMinutes / 2);
    expect((await rowOf(call)).state).toBe('silent');
    line.mend();
    await page.context().setOffline(false);
    await page.locator('jy-field-due .calm').waitFor();
    await page.locator('jy-field-head .line:not(.off)', { hasText: /^在线$/ }).waitFor();
    const { receipts, progress, needHelp } = await detailsOf(call);
    expect(receipts.map(({ kind }) => kind).sort()).toEqual(['acting', 'done', 'heard', 'needHelp', 'onPost']);
    expect([progress, needHelp, await kept(page, 'receipt')]).toEqual(['done', true, 0]);
  });

  it('forgets the person when the link is withdrawn while it is open, says why and stays off the line', async () => {
    await duty.post('/api/links/revoke', { personId: call.personId });
    await page.locator('main[role="alert"]').waitFor();
    expect(await page.locator('main').innerText()).toContain('收回');
    expect(await page.locator('jy-field-head .line').count()).toBe(0);
    expect(await kept(page, 'known')).toBe(0);
    await page.goto(`${line.url}/field`);
    expect(await page.locator('main h1').innerText()).toContain('链接');
  });
});

describe('a page that is rung while its person answers', () => {
  const told = { moved: 12 };
  let blue: CallRow[];
  let yellow: CallRow[];
  let writing: Page;
  let tapping: Page;

  beforeAll(async () => {
    // Later than those before: the newest call is the one on the page.
    const next = await duty.openIncident({ startAt: '2023-07-28T04:20:00Z' });
    const { body } = await issued<IssuedWarning & { callOutId: string }>(duty, next.id, 'doksuri-1-blue.xml');
    blue = personsOf(await duty.calls(body.callOutId));
    writing = (await phoneOf(blue[0]!.fieldUrl)).page;
    // So tall that a whole message is on the screen at once, and counts as read.
    tapping = (await phoneOf(blue[1]!.fieldUrl, 2000)).page;
    await tapping.locator('jy-field-answers button.heard:not([disabled])').waitFor();
    await writing.locator('jy-field-answers button.heard:not([disabled])').click({ timeout: 30_000 });
    await writing.locator('jy-field-answers .report').click();
    await writing.locator('jy-field-report #moved').fill(String(told.moved));
    await writing.locator('jy-field-report textarea').fill('海防村已转移');
    await tapping.locator('jy-field-head .settings').click();
    await tapping.evaluate(tapAsSoonAsYellow);
    const update = await issued<IssuedWarning & { callOutId: string }>(duty, next.id, 'doksuri-2-yellow-update.xml');
    yellow = personsOf(await duty.calls(update.body.callOutId));
  });

  const personsOf = (rows: CallRow[]) => [2, 3].map((at) => rows.find(({ personId }) => personId === calls[at]!.personId)!);

  it('sends what was written to the call it was written for, and says that another one came', async () => {
    await writing.locator('jy-field-band .yellow').waitFor({ state: 'attached' });
    expect(await writing.locator('jy-field-report .newer').innerText()).toContain('新的叫应');
    await writing.locator('jy-field-report .send').click();
    const kinds = async () => (await detailsOf(blue[0]!)).receipts.map(({ kind }) => kind).sort();
    await expect.poll(kinds, { timeout: 20_000 }).toEqual(['acting', 'heard']);
    const { receipts } = await detailsOf(blue[0]!);
    expect(receipts.find(({ kind }) => kind === 'acting')).toMatchObject({ counts: told, note: '海防村已转移' });
    expect(await detailsOf(yellow[0]!)).toMatchObject({ state: 'silent', receipts: [] });
  });

  it('comes out from under its settings, and takes no tap that was on its way for the call before', async () => {
    await tapping.waitForFunction(() => document.body.dataset.taps !== undefined);
    expect(Number(await tapping.evaluate(() => document.body.dataset.taps))).toBeGreaterThan(3);
    expect(await tapping.locator('jy-field-answers p.heard').count()).toBe(0);
    expect(await tapping.locator('dialog[open]').count()).toBe(0);
    await tapping.locator('jy-field-answers button.heard:not([disabled])').click();
    await tapping.locator('jy-field-due .calm').waitFor();
    expect(await rowOf(yellow[1]!)).toMatchObject({ state: 'answered', progress: 'heard' });
  });

  /** A thumb that comes down wherever the button is, for half a second from when the newer call is there. */
  function tapAsSoonAsYellow(): void {
    const page = document.querySelector('jy-field')!.shadowRoot!;
    const inside = (tag: string, what: string) => page.querySelector(tag)?.shadowRoot?.querySelector<HTMLElement>(what);
    let [startedAt, taps] = [0, 0];
    const thumb = setInterval(() => {
      if (!inside('jy-field-band', '.yellow')) return;
      startedAt ||= performance.now();
      // Looked at before the tap: on a machine that stalls it would come later than a thumb does.
      if (performance.now() - startedAt < 500) {
        inside('jy-field-answers', 'button.heard')?.click();
        taps += 1;
        return;
      }
      clearInterval(thumb);
      document.body.dataset.taps = String(taps);
    }, 20);
  }
});

describe('a phone by which five people answer within a minute', () => {
  it('is doubted, and each of its answers counts', async () => {
    const next = await duty.openIncident({ startAt: '2023-07-28T05:20:00Z' });
    // However long this machine takes, they come within one minute of the incident.
    await duty.post(`/api/incidents/${next.id}/clock`, { paused: true });
    const { body } = await issued<IssuedWarning & { callOutId: string }>(duty, next.id, 'doksuri-1-blue.xml');
    const called = (await duty.calls(body.callOutId)).filter(({ postKind }) => postKind === 'townshipDutyDesk').slice(0, 5);
    const { page } = await phoneOf(called[0]!.fieldUrl, 2000);
    for (const { fieldUrl } of called) {
      await page.goto(server().url + fieldUrl);
      await page.locator('jy-field-answers button.heard:not([disabled])').click();
      await page.locator('jy-field-due .calm').waitFor();
    }
    const answered = await Promise.all(called.map(rowOf));
    expect(answered.map(({ state }) => state)).toEqual(called.map(() => 'answered'));
    expect(answered.map(({ flags }) => flags.includes('manyFromDevice'))).toEqual([false, false, false, false, true]);
  });
});
