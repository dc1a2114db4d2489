import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallDetails } from '#contract/call-details.ts';
import type { CallRow } from '#contract/calls.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { ChildServer } from '../support/child-server.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { issued } from '../support/release.ts';
import { Screen } from '../support/screen.ts';
import { cityEnvironment } from '../support/server.ts';
import { SmppStandIn } from '../support/smpp-stand-in.ts';

const fengli = '320623108000';
const question = '路上积水，人到不齐，几点集合？';
const wait = { interval: 200, timeout: 60_000 };

const centre = new SmppStandIn();
let server: ChildServer;
let url: string;
let remove: () => Promise<void>;
let browser: Browser;
let duty: Desk;
let incidentId: string;
let called: CallRow;

beforeAll(async () => {
  await centre.start();
  const city = await cityEnvironment('postgres');
  remove = city.remove;
  server = new ChildServer({ ...city.env, JIAOYING_SMPP_URL: centre.url });
  url = await server.ready();
  browser = await openBrowser();
  duty = await Desk.of(url, 'duty');
  incidentId = (await duty.openIncident({ mode: 'actual' })).id;
  const area = { areaDesc: '丰利镇', '+geocode': geocode(fengli) };
  const { callOutId } = (await issued(duty, incidentId, capMessage({ info: { severity: 'Severe', headline: '台风橙色预警信号' }, area })))
    .body;
  await centre.took(1);
  const calls = await duty.calls(callOutId);
  const answering = centre.messages[0]!.to.slice(-11);
  expect(await centre.deliver(answering, question)).toBe(0);
  expect(await centre.deliver('19900000000', '你们是哪里？')).toBe(0);
  const callId = (await replies()).find(({ text }) => text === question)!.callId;
  called = calls.find(({ id }) => id === callId)!;
}, 240_000);

afterAll(async () => {
  await browser.close();
  await server.end('SIGTERM');
  await remove();
  await centre.stop();
});

async function replies() {
  return (await duty.get<{ replies: { text: string; callId: string | null }[] }>('/api/replies?state=unread')).body.replies;
}

describe('a reply that nothing here could read', () => {
  let zh: Screen;
  let en: Screen;
  const line = (screen: Screen) => screen.page.locator('jy-unread-replies button');

  beforeAll(async () => {
    zh = await Screen.open(browser, url);
    await zh.openDesk(url, 'duty', incidentId);
    en = await Screen.open(browser, url, { width: 1366, height: 768, locale: 'en', theme: 'light' });
    await en.openDesk(url, 'duty', incidentId);
    await en.page.keyboard.press('[');
  }, 240_000);

  it('is counted on every desk, in its language', async () => {
    await expect.poll(() => line(zh).innerText(), wait).toBe('2 条回复未识别');
    await expect.poll(() => line(en).innerText(), wait).toBe('2 replies not understood');
  });

  it('is taken as an answer by mouse, and who sent it is answered on the board', async () => {
    await line(zh).click();
    const reply = zh.page.locator('jy-reply', { hasText: question });
    await reply.waitFor();
    expect(await reply.locator('.meta').innerText()).toMatch(/短信[\s\S]*100\*\*\*\*/);
    await reply.getByRole('button', { name: '需要支援' }).waitFor();
    await reply.getByRole('button', { name: '已到岗' }).click();
    await reply.getByRole('button', { name: '登记为：已到岗' }).click();
    await reply.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await duty.get<CallDetails>(`/api/calls/${called.id}`)).body, wait)
      .toMatchObject({
        state: 'answered',
        progress: 'onPost',
        receipts: [{ via: 'desk', note: question }],
      });
    await zh.page.keyboard.press('Escape');
    await expect.poll(() => line(zh).innerText(), wait).toBe('1 条回复未识别');
    await zh.page.locator('jy-receipts').getByText('已应答 · 到岗').waitFor();
  });

  it('is passed over with a reason at another desk, and no desk shows it any more', async () => {
    await expect.poll(() => line(en).innerText(), wait).toBe('1 reply not understood');
    await line(en).click();
    const reply = en.page.locator('jy-reply');
    expect(await reply.locator('.meta').innerText()).toContain('Number of nobody here');
    await reply.getByRole('button', { name: 'Not an answer' }).click();
    await reply.getByRole('textbox', { name: 'Why' }).fill('wrong number');
    await reply.getByRole('button', { name: 'Pass over' }).click();
    await reply.waitFor({ state: 'detached' });
    await line(zh).waitFor({ state: 'detached' });
    // Nobody is signed in when a page is opened: that is asked once.
    expect([...zh.troubles, ...en.troubles].filter((trouble) => !trouble.includes('401'))).toEqual([]);
  });
});
