import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Area } from '#contract/areas.ts';
import type { CallActionResult } from '#contract/call-details.ts';
import type { CallOutReport, CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { IssuedWarning, Warning } from '#contract/warnings.ts';
import { capSample } from '../support/cap-message.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { MapOnScreen } from '../support/map-on-screen.ts';
import { withOwnServer } from '../support/own-server.ts';
import { releasedByCommander } from '../support/release.ts';
import { Screen } from '../support/screen.ts';

const server = withOwnServer('postgres');

/** Owed here is what a county or the city is told of a call-out over HTTP: the same number as on its screens. */
const owed = ({ answered, silent }: CallOutReport) => answered + silent;

describe('the desk', () => {
  let browser: Browser;
  let duty: Desk;
  let rudong: Desk;
  let incident: Incident;
  let city: Screen;
  let county: Screen;
  let callOutId: string;

  beforeAll(async () => {
    browser = await openBrowser();
    duty = await Desk.of(server().url, 'duty');
    rudong = await Desk.of(server().url, 'rudong');
    incident = await duty.openIncident();
    city = await Screen.open(browser, server().url);
    county = await Screen.open(browser, server().url, { locale: 'en', theme: 'light' });
    await Promise.all([city.openDesk(server().url, 'duty', incident.id), county.openDesk(server().url, 'rudong', incident.id)]);
  });
  afterAll(() => browser.close());

  /** What the notices of a screen say, with the colour that each has. */
  const notices = ({ page }: Screen) =>
    page
      .locator('vaadin-notification-card')
      .evaluateAll((cards) => cards.map((card) => `${card.getAttribute('theme') ?? ''}: ${card.textContent.trim()}`).join('\n'));

  async function handsIn({ page }: Screen, message: string): Promise<void> {
    await page.locator('jy-warning-list button.action').last().click();
    const form = page.locator('jy-issuing');
    await form
      .locator('input[type="file"]')
      .setInputFiles({ name: message, mimeType: 'text/xml', buffer: Buffer.from(capSample(message)) });
    await form.locator('button.next').click();
    await form.locator('button.deed[aria-disabled="false"]').click();
  }

  it('does not say that calling has begun while a red warning awaits its release', async () => {
    await handsIn(city, 'muifa-exercise-red.xml');
    await expect.poll(() => notices(city), { timeout: 30_000 }).toMatch(/warning: ! 预警已录入，等待第二人放行：[\d,]+ 人尚未呼叫/);
    expect(await notices(city)).not.toMatch(/success|开始叫应/);
    const [callOut] = (await duty.get<CallOutReport[]>(`/api/incidents/${incident.id}/call-outs`)).body;
    expect(callOut!.state).toBe('awaitingRelease');
    callOutId = callOut!.id;
  });

  it('shows a county its own part of the prediction, and the city the whole', async () => {
    const line = county.page.locator('jy-progress button');
    const band = county.page.locator('jy-release-bands .band');
    await band.waitFor();
    await releasedByCommander(server().url, callOutId);
    // The band goes, everything below it moves, and what is pressed at that very moment is pressed.
    await band.waitFor({ state: 'detached' });
    await line.click();
    const [whole, own] = [await duty.callOut(callOutId), await rudong.callOut(callOutId)];
    expect(whole.prediction!.people).toBe(owed(whole));
    expect(owed(own)).toBeLessThan(owed(whole) / 2);
    const count = (people: number, locale: string) => people.toLocaleString(locale);
    await expect
      .poll(() => line.getAttribute('title'), { timeout: 30_000 })
      .toContain(`Rudong County: ${count(owed(own), 'en')} owe an answer`);
    await expect
      .poll(() => county.page.locator('jy-prediction .most').allInnerTexts(), { timeout: 30_000 })
      .toEqual([`${count(owed(own), 'en')} people`]);
    await expect
      .poll(() => city.page.locator('jy-progress button').getAttribute('title'))
      .toContain(`全市：这一轮应到 ${count(owed(whole), 'zh-CN')} 人`);
    expect(await county.page.locator('jy-prediction .said').innerText()).toMatch(
      /^within \d+ min about [\d,]+–[\d,]+ answer \(default values: this bureau has no record yet\)$/,
    );
    // Half a minute after the release nobody is behind: neither the county nor the city.
    expect(await county.page.locator('jy-progress .behind').count()).toBe(0);
  });

  it('tells before the button that the ladders are spent, and offers what helps', async () => {
    const callIds = (await rudong.calls(callOutId)).map(({ id }) => id);
    for (let round = 0; round < 12; round++) {
      const { body } = await rudong.post<CallActionResult>('/api/calls/actions', { action: 'escalateNow', callIds });
      if (body.done === 0) break;
    }
    await county.page.locator('jy-call-desk .all button').click();
    const dialog = county.page.locator('jy-outlook');
    const spent = callIds.length.toLocaleString('en');
    await dialog.locator('.left').waitFor({ timeout: 30_000 });
    expect(await dialog.locator('p').innerText()).toBe('Nobody can be escalated');
    expect(await dialog.locator('.left').innerText()).toBe(`of ${spent} the ladder is spent`);
    expect(await dialog.locator('vaadin-button[theme~="primary"]').count()).toBe(0);
    expect(await dialog.locator('.offers > *').allInnerTexts()).toEqual([
      `Call these ${spent} again`,
      'List of the unroused: door or telephone',
      'Print call sheets',
    ]);
    await dialog.locator('.offers button').first().click();
    await expect.poll(() => dialog.locator('p').innerText(), { timeout: 30_000 }).toBe(`${spent} people will be called again now.`);
    await dialog.locator('vaadin-button[theme~="primary"]').click();
    await expect.poll(() => notices(county), { timeout: 30_000 }).toContain(`success: ✓ ${spent} queued to be called again`);
  });

  it(
    'says one number on the tiles, the board and the layer list after an update, on the screens of both',
    { timeout: 300_000 },
    async () => {
      const drill = await duty.openIncident({ name: '更新演练' });
      const blue = (await duty.postCap<{ callOutId: string }>(drill.id, 'doksuri-1-blue.xml')).body;
      const calls = await duty.calls(blue.callOutId);
      const mine = calls.filter(({ areaCode }) => areaCode.startsWith('320623'));
      await answer([...mine.slice(0, 3), ...calls.filter((call) => !mine.includes(call)).slice(0, 5)]);
      const yellow = (await duty.postCap<{ callOutId: string }>(drill.id, 'doksuri-2-yellow-update.xml')).body;
      await answer((await duty.calls(yellow.callOutId)).slice(0, 4));

      for (const [screen, desk] of [
        [city, duty],
        [county, rudong],
      ] as const) {
        await screen.page.goto(`${server().url}/?incident=${drill.id}`);
        const reports = (await desk.get<CallOutReport[]>(`/api/incidents/${drill.id}/call-outs`)).body.filter(
          ({ state }) => state === 'running',
        );
        const sum = (count: (report: CallOutReport) => number) => reports.reduce((all, report) => all + count(report), 0);
        const [silent, all] = [sum((report) => report.silent), sum(owed)];
        expect(all).toBeLessThan(sum(({ total }) => total));
        await expect.poll(() => tiles(screen), { timeout: 60_000 }).toEqual({ silent, owed: all });
        // The board is drawn at a pace of its own.
        await expect.poll(() => boardSums(screen), { timeout: 60_000 }).toEqual({ silent, owed: all });
      }
      const { card, line } = await placeAndLine(county);
      expect(card).toBe(line);
    },
  );

  it('rings nobody twice for a warning that comes again under another name, and merges the two', { timeout: 120_000 }, async () => {
    const drill = await duty.openIncident({ name: '重复预警演练' });
    const first = (await duty.postCap<IssuedWarning>(drill.id, 'doksuri-1-blue.xml')).body;
    const again = capSample('doksuri-1-blue.xml')
      .replace('32060041600000_20230728112000', '32000041600000_20230728113000')
      .replace('nantong-observatory@', 'jiangsu-observatory@');
    const double = (await duty.postCap<IssuedWarning>(drill.id, again)).body;
    expect(double).toMatchObject({ callOutId: first.callOutId, merge: { warningId: first.id, state: 'proposed' } });
    const reports = (await duty.get<CallOutReport[]>(`/api/incidents/${drill.id}/call-outs`)).body;
    expect(reports.map(({ id }) => id)).toEqual([first.callOutId]);

    await city.page.goto(`${server().url}/?incident=${drill.id}`);
    const band = city.page.locator('jy-double-bands .band');
    await expect.poll(() => band.innerText(), { timeout: 60_000 }).toContain('jiangsu-observatory@example.invalid');
    expect(await band.innerText()).toContain('已在叫的人没有再叫；没有新增的人');
    await band.locator('button.merge').click();
    await band.waitFor({ state: 'detached', timeout: 30_000 });
    await expect.poll(() => notices(city), { timeout: 30_000 }).toContain('已合并：每人只叫一次');
    expect((await duty.get<Warning>(`/api/warnings/${double.id}`)).body.merge?.state).toBe('merged');
    expect((await duty.get<CallOutReport[]>(`/api/incidents/${drill.id}/call-outs`)).body).toHaveLength(1);
  });

  it('leaves no error and no refused policy on either screen', () => {
    for (const { troubles } of [city, county]) expect(troubles.filter((trouble) => !trouble.includes('401'))).toEqual([]);
  });

  async function answer(calls: readonly CallRow[]): Promise<void> {
    for (const call of calls) await sendReceipt(server().url, call, { receiptId: crypto.randomUUID(), kind: 'heard' });
  }

  const number = (text: string) => Number(text.replaceAll(/\D/g, ''));

  async function tiles({ page }: Screen): Promise<{ silent: number; owed: number }> {
    const [silent = '', rate = ''] = await page.locator('jy-situation .tiles > *').allInnerTexts();
    return { silent: number(silent.split('\n')[0]!), owed: number(rate.split('/').at(-1)!) };
  }

  /** The counties of the board added up. */
  async function boardSums({ page }: Screen): Promise<{ silent: number; owed: number }> {
    const rows = await page.locator('jy-call-board .line.area[role="row"]').evaluateAll((lines) =>
      lines.map((line) => {
        const [answered, silent] = [...line.querySelectorAll('.number')].map((cell) => cell.textContent);
        return [answered?.split('/').at(-1) ?? '', silent ?? ''];
      }),
    );
    return rows.reduce((sum, [all, silent]) => ({ silent: sum.silent + number(silent!), owed: sum.owed + number(all!) }), {
      silent: 0,
      owed: 0,
    });
  }

  /** Clicks on the disc of a township with silent people: what its card says, and what the township's line of the board says. */
  async function placeAndLine({ page }: Screen): Promise<{ card: string; line: string }> {
    const rows = page.locator('jy-call-board .line.area[role="row"]');
    await rows.first().click();
    const line = rows.filter({ has: page.locator('.number') }).nth(1);
    const name = (await line.locator('.name').innerText()).trim();
    const [answered = '', silent = ''] = await line.locator('.number').allInnerTexts();
    const { body: areas } = await duty.get<Area[]>('/api/areas');
    const { center } = areas.find(({ nameEn, parentCode }) => nameEn === name && parentCode?.startsWith('320623'))!;
    const map = new MapOnScreen(page);
    await map.pointUntil(center!, `Calls · ${name}`);
    await map.click(center!);
    expect(await map.opened()).toEqual({ label: 'Calls', title: name });
    return {
      card: /\d+ of \d+ silent/.exec(await map.card.innerText())?.[0] ?? '',
      line: `${number(silent)} of ${number(answered.split('/').at(-1)!)} silent`,
    };
  }
});
