import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosedIncident } from '#contract/endings.ts';
import type { Incident } from '#contract/incidents.ts';
import { openBrowser } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { Screen } from '../support/screen.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
const patience = { timeout: 60_000 };

describe('what the desk ends by hand', () => {
  let browser: Browser;
  let duty: Desk;
  let commander: Desk;
  let incident: Incident;
  let issued: { id: string; callOutId: string };
  let screen: Screen;

  beforeAll(async () => {
    browser = await openBrowser();
    [duty, commander] = await Promise.all([Desk.of(server().url, 'duty'), Desk.of(server().url, 'commander')]);
    incident = await duty.openIncident({ name: '杜苏芮', startAt: '2023-07-28T03:20:00Z' });
    issued = (await duty.postCap<{ id: string; callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body;
    screen = await Screen.open(browser, server().url, { width: 1366, height: 768 });
    await screen.openDesk(server().url, 'duty', incident.id);
  });
  afterAll(() => browser.close());

  const dialog = (): Locator => screen.page.locator('jy-end-dialog');
  const menu = async (words: string) => {
    await screen.page.locator('jy-incident-menu .opener').click();
    await screen.page.locator('jy-incident-menu [role="menuitemradio"]', { hasText: words }).click();
  };
  const decide = async (button: string, reason: string) => {
    await dialog().locator('textarea').fill(reason);
    await dialog().getByRole('button', { name: button, exact: true }).click(patience);
    await dialog()
      .locator('textarea')
      .waitFor({ state: 'detached', ...patience });
  };

  it('is a call-out that rings nobody any more, and goes on at a word', async () => {
    if (!(await screen.page.locator('jy-warning-list').isVisible())) await screen.page.keyboard.press('[');
    await screen.page.locator('jy-warning-list .card').first().click(patience);
    const drawer = screen.page.locator('jy-warning-drawer');
    await drawer.getByRole('button', { name: '停止叫应…' }).click(patience);
    const yes = dialog().getByRole('button', { name: '停止叫应', exact: true });
    await dialog().locator('textarea').fill('误发');
    expect(await yes.isDisabled()).toBe(true);
    await dialog().getByText('什么也不告诉').click();
    await decide('停止叫应', '误发');
    await drawer.getByText('已由人工停止').waitFor(patience);
    await drawer.getByText('停止：误发').waitFor(patience);
    expect(await duty.callOut(issued.callOutId)).toMatchObject({ state: 'closed', closeReason: 'stopped' });
    expect((await duty.calls(issued.callOutId)).filter(({ dueAt }) => dueAt !== null)).toEqual([]);
    await screen.page.locator('jy-warning-list').getByRole('button', { name: '继续叫应' }).click(patience);
    await drawer.getByText('叫应进行中').waitFor(patience);
    expect((await duty.callOut(issued.callOutId)).state).toBe('running');
  });

  it('is a warning, whose calls end with it on every open map', async () => {
    await screen.page.locator('jy-warning-drawer').getByRole('button', { name: '结束预警…' }).click(patience);
    await decide('结束预警', '气象台口头解除');
    await screen.page.locator('jy-ending-bands .band', { hasText: '预警已由值班人员结束' }).waitFor(patience);
    await screen.page.locator('jy-warning-drawer').getByText('已由人工结束').waitFor(patience);
    expect((await duty.get<{ state: string }>(`/api/warnings/${issued.id}`)).body.state).toBe('ended');
    expect(await duty.callOut(issued.callOutId)).toMatchObject({ state: 'cancelled', closeReason: 'ended' });
  });

  it('is an incident, after what is open was read; then it can only be read', async () => {
    await duty.postCap(incident.id, 'doksuri-2-yellow-update.xml');
    await menu('结束本事件…');
    await dialog().getByText('还没有了结的').waitFor(patience);
    expect(await dialog().locator('.form section').innerText(patience)).toMatch(
      /还没有了结的\s+[\d,]+ 人没有应答\s+1 轮叫应正在进行\s+1 条预警仍然有效/,
    );
    await decide('结束事件', '台风过境');
    const band = screen.page.locator('jy-closed-band .band');
    await band.waitFor(patience);
    await band.getByText('结束：台风过境').waitFor(patience);
    const { body } = await duty.get<Incident>(`/api/incidents/${incident.id}`);
    expect(body.state).toBe('closed');
    const proof = await duty.get<{ ok: boolean; facts: number }>(`/api/incidents/${incident.id}/log/verify`);
    expect(proof.body).toMatchObject({ ok: true, facts: body.seq });
    for (const [path, order] of [
      [`call-outs/${issued.callOutId}/stop`, { reason: '晚了', allClear: false }],
      [`warnings/${issued.id}/end`, { reason: '晚了' }],
      [`incidents/${incident.id}/close`, { reason: '晚了' }],
      [`incidents/${incident.id}/clock`, { rate: 2 }],
      ['warnings/cap?incident=' + incident.id, '<alert/>'],
    ] as const) {
      const answer = await duty.send<object>('POST', `/api/${path}`, { body: order });
      expect([path, answer.status, answer.body]).toEqual([path, 409, { code: 'incident/closed' }]);
    }
  });

  it('opens again to two people, and to the first of them alone never', async () => {
    await screen.page.locator('jy-closed-band .reopen').click(patience);
    await decide('提出', '又有险情');
    await screen.page.locator('jy-closed-band').getByText('等待另一人同意').waitFor(patience);
    expect(await screen.page.locator('jy-closed-band .reopen').count()).toBe(0);
    const path = `/api/incidents/${incident.id}/reopen`;
    expect(await duty.post(path, { reason: '再来' })).toMatchObject({ status: 403, body: { code: 'incident/same-person' } });
    expect(await commander.post<Incident>(path, { reason: '同意' })).toMatchObject({ status: 200, body: { state: 'open' } });
    await screen.page.locator('jy-closed-band .band').waitFor({ state: 'detached', ...patience });
    const { body } = await commander.post<ClosedIncident>(`/api/incidents/${incident.id}/close`, { reason: '到此为止' });
    expect(body).toMatchObject({ state: 'closed', matters: { helpRequests: 0, callOuts: 0, warnings: 1 } });
    expect(screen.troubles.filter((trouble) => !trouble.includes('401'))).toEqual([]);
  });
});
