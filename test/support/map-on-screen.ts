import type { Locator, Page } from 'playwright-core';
import type { LngLat } from '#geo/lng-lat.ts';
import type { JyMap } from '../../client/map/jy-map.ts';

/** The command map of an open desk: clicked and pointed at where things are drawn. */
export class MapOnScreen {
  readonly page: Page;
  readonly map: Locator;
  readonly card: Locator;
  readonly hover: Locator;

  constructor(page: Page) {
    this.page = page;
    this.map = page.locator('jy-map');
    this.card = page.locator('jy-map-card section');
    this.hover = page.locator('jy-map .hover');
  }

  /** Once the map stands still: the pixel of the page at which a position is drawn, moved by some pixels. */
  async pixelOf(position: LngLat, by: { x?: number; y?: number } = {}): Promise<{ x: number; y: number }> {
    const at = await this.page.waitForFunction(
      ([lng, lat]) => {
        const find = (root: Document | ShadowRoot): JyMap | null => {
          const here = root.querySelector('jy-map');
          if (here) return here;
          for (const { shadowRoot } of root.querySelectorAll('*')) {
            const below = shadowRoot && find(shadowRoot);
            if (below) return below;
          }
          return null;
        };
        const map = find(document);
        const pixel = map?.pixelOf([lng, lat]);
        const box = map?.getBoundingClientRect();
        return pixel && box ? { x: box.x + pixel.x, y: box.y + pixel.y } : null;
      },
      [position[0], position[1]] as const,
      { timeout: 60_000 },
    );
    const { x, y } = (await at.jsonValue())!;
    return { x: x + (by.x ?? 0), y: y + (by.y ?? 0) };
  }

  async click(position: LngLat, by: { x?: number; y?: number } = {}): Promise<void> {
    const { x, y } = await this.pixelOf(position, by);
    await this.page.mouse.click(x, y);
  }

  /** Rests the pointer where a position is drawn, as often as it takes until the words beside it begin so: the map may still fly. */
  async pointUntil(position: LngLat, beginning: string, by: { x?: number; y?: number } = {}): Promise<void> {
    for (let words = ''; !words.startsWith(beginning);) {
      const { x, y } = await this.pixelOf(position, by);
      await this.page.mouse.move(x - 3, y);
      await this.page.mouse.move(x, y);
      await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      words = (await this.hover.count()) > 0 ? ((await this.hover.textContent()) ?? '') : '';
    }
  }

  /** What kind of card is open, and of what. */
  async opened(): Promise<{ label: string; title: string }> {
    await this.card.waitFor({ timeout: 30_000 });
    const [label, title] = await Promise.all([this.card.locator('header small').textContent(), this.card.locator('h3').textContent()]);
    return { label: label ?? '', title: title ?? '' };
  }

  /** Puts the card away by Esc, and waits until it is. */
  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.card.waitFor({ state: 'detached' });
  }
}
