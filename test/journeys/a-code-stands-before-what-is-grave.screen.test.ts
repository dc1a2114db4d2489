import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from '../support/barriers.ts';
import { openBrowser } from '../support/chromium.ts';
import { Screen } from '../support/screen.ts';
import { withServer } from '../support/server.ts';

const server = withServer({ JIAOYING_SECOND_FACTOR: '1' });
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const given = 'seven grey herons wade';
const own = 'six old ferries cross';
const dialog = 'jy-second-factor vaadin-dialog';
const submit = (page: Page) => page.locator(`${dialog} vaadin-button[theme="primary"]:not([disabled])`).click();
const fill = (page: Page, field: 'text' | 'password', text: string) => page.locator(`${dialog} vaadin-${field}-field input`).fill(text);
/** One of the users who is not signed in: the list of who is stands below. */
const aUser = (page: Page) => page.locator('jy-users tbody tr', { hasText: 'haimen' });
const said = (page: Page) => page.locator(`${dialog} .form`).innerText();

async function usersPage(wish: Parameters<typeof Screen.open>[2]): Promise<Screen> {
  const screen = await Screen.open(browser, server().url, wish);
  await screen.openPage(`${server().url}/admin?tab=users`, 'security');
  await screen.page.locator(`${dialog} .form p`).waitFor();
  return screen;
}

describe('who administers users', () => {
  let recoveryCodes: string[];

  it('enrols a phone where it is asked for, and then sees what was asked for', async () => {
    const { page, ...screen } = await usersPage({ theme: 'dark' });
    expect(await said(page)).toContain('尚未绑定');
    expect(await aUser(page).count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await fill(page, 'password', 'jiaoying-demo');
    await submit(page);
    await page.locator(`${dialog} svg`).waitFor();
    expect(await barriers(page)).toEqual([]);
    const secret = (await page.locator(`${dialog} code`).innerText()).replace(/\s/g, '');
    await fill(page, 'text', '000000');
    await submit(page);
    await page.locator(`${dialog} [role="alert"]`).waitFor();
    await fill(page, 'text', await generate({ secret }));
    await submit(page);
    await page.locator(`${dialog} ol li`).nth(9).waitFor();
    recoveryCodes = await page.locator(`${dialog} ol li`).allInnerTexts();
    expect(await barriers(page)).toEqual([]);
    await submit(page);
    await aUser(page).waitFor();
    expect(await page.locator(dialog).count()).toBe(0);
    // Not signed in yet, no second factor yet, a wrong code: what the browser says of refusals.
    expect(screen.troubles.filter((trouble) => !/status of 40[13]/.test(trouble))).toEqual([]);
  });

  it('is asked again after the next sign-in, once, and lets a recovery code stand in for the phone', async () => {
    const { page } = await usersPage({ locale: 'en', theme: 'light', width: 1366, height: 768 });
    expect(await said(page)).toContain('six digits');
    expect(await barriers(page)).toEqual([]);
    await fill(page, 'text', recoveryCodes[0]!);
    await submit(page);
    await aUser(page).waitFor();
    await page.reload();
    await aUser(page).waitFor();
    expect(await page.locator(dialog).count()).toBe(0);
  });

  it('enrols a wall by a code, with which the screen there needs no password', async () => {
    const { page } = await usersPage({});
    await fill(page, 'text', recoveryCodes[1]!);
    await submit(page);
    await page.locator('jy-users button[aria-label*="wall"]', { hasText: '接入码' }).click();
    const given = await page.locator('jy-users [role="status"]').innerText();
    const wall = await Screen.open(browser, server().url);
    await wall.page.goto(server().url);
    await wall.page.locator('jy-sign-in button', { hasText: '大屏接入' }).click();
    expect(await barriers(wall.page)).toEqual([]);
    await wall.page.locator('jy-sign-in input').fill(/[a-z2-9]{4}(-[a-z2-9]{4}){3}/.exec(given)![0]);
    await wall.page.locator('jy-sign-in vaadin-button').click();
    await wall.page.locator('jy-user-menu', { hasText: '指挥大屏' }).waitFor();
  });

  it('adds a user, who chooses a password before anything else', async () => {
    const { page } = await usersPage({});
    await fill(page, 'text', recoveryCodes[2]!);
    await submit(page);
    await page.locator('jy-users section button', { hasText: '新增用户' }).click();
    const form = page.locator('jy-user-form form');
    await form.getByLabel('用户名', { exact: true }).fill('li.na');
    await form.getByLabel('姓名或岗位', { exact: true }).fill('李娜');
    await form.getByLabel('审计员').check();
    await form.locator('input[type="password"]').fill(given);
    await form.locator('button[type="submit"]').click();
    const account = page.locator('jy-users tbody tr', { hasText: 'li.na' });
    expect(await account.innerText()).toContain('须本人设定新密码');

    const { page: first, troubles } = await Screen.open(browser, server().url, { locale: 'en', theme: 'light', width: 390, height: 844 });
    await first.goto(`${server().url}/ledger`);
    await first.locator('jy-sign-in input[autocomplete="username"]').fill('li.na');
    await first.locator('jy-sign-in input[autocomplete="current-password"]').fill(given);
    await first.keyboard.press('Enter');
    const choice = first.locator('jy-choose-password');
    await choice.getByRole('heading', { name: 'Choose your password' }).waitFor();
    expect(await barriers(first)).toEqual([]);
    await first.reload();
    await choice.locator('vaadin-password-field[focused]').waitFor();
    for (const text of [given, given, given]) {
      await first.keyboard.type(text);
      await first.keyboard.press('Tab');
      await first.keyboard.press('Tab');
    }
    await first.keyboard.press('Enter');
    expect(await choice.getByRole('alert').innerText()).toContain('present password');
    for (const field of ['New password', 'New password again']) await choice.getByLabel(field, { exact: true }).fill(own);
    await first.keyboard.press('Enter');
    await first.locator('jy-ledger main > :first-child').waitFor();
    expect(troubles.filter((trouble) => !/status of 40[013]/.test(trouble))).toEqual([]);
    await page.locator('jy-sessions button', { hasText: '刷新' }).click();
    await page.locator('jy-users tbody tr', { hasText: /li\.na.*本人设定/s }).waitFor();
  });

  it('sees nothing of it when it is not shown, and is told why', async () => {
    const { page } = await usersPage({});
    await page.locator(`${dialog} vaadin-button`).first().click();
    await page.locator('vaadin-notification-card', { hasText: '动态码' }).waitFor();
    expect(await aUser(page).count()).toBe(0);
  });
});
