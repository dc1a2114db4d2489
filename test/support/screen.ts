import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface ScreenWish {
  width?: number;
  height?: number;
  locale?: 'zh-CN' | 'en';
  theme?: 'dark' | 'light';
}

/** A browser window, and everything that went wrong in it. */
export class Screen {
  readonly page: Page;
  /** Errors of scripts and of the console, refused policies, and requests to anywhere but the server. */
  readonly troubles: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host) this.troubles.push(request.url());
    });
  }

  /** As small as a desk may be while both of its panels are open: every pixel is drawn by the processor. */
  static async open(browser: Browser, url: string, { width = 1500, height = 850, locale = 'zh-CN', theme = 'dark' }: ScreenWish = {}) {
    const context = await browser.newContext({ viewport: { width, height }, locale, timezoneId: 'Asia/Shanghai' });
    await context.addInitScript(
      ([chosenLocale, chosenTheme]) => {
        localStorage.setItem('jiaoying.locale', chosenLocale);
        localStorage.setItem('jiaoying.theme', chosenTheme);
      },
      [locale, theme] as const,
    );
    return new Screen(context, await context.newPage(), url);
  }

  /** The command map of an incident, entered through the sign-in form; resolves when everything on the map is drawn. */
  async openDesk(url: string, username: string, incidentId?: string): Promise<void> {
    await this.openPage(incidentId ? `${url}/?incident=${incidentId}` : url, username);
    await this.settled();
  }

  /** Any screen behind the sign-in form. */
  async openPage(address: string, username: string): Promise<void> {
    await this.page.goto(address);
    await this.page.locator('jy-sign-in input[autocomplete="username"]').fill(username);
    await this.page.locator('jy-sign-in input[autocomplete="current-password"]').fill('jiaoying-demo');
    await this.page.locator('jy-sign-in vaadin-button').click();
  }

  /** @throws with what the screen says instead, when the map does not come to rest */
  async settled(): Promise<void> {
    const map = this.page.locator('jy-map[data-ready]');
    await map.waitFor({ timeout: 90_000 }).catch(async (error: unknown) => {
      const said = await this.page.locator('jy-app').ariaSnapshot();
      throw new Error(`The map does not come to rest.\n${this.troubles.join('\n')}\n${said}`, { cause: error });
    });
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
