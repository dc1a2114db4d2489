import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a person with weak eyes, without a mouse or with a screen reader would stumble over: WCAG 2.1 AA, by axe. */
export async function barriers(page: Page): Promise<string[]> {
  await atRest(page);
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    return checker.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] });
  });
  // A page on which axe finds no text to read would pass as well.
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** What is still fading in is pale, and axe reads the colours of that moment: waits for every animation that has an end. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = (root: Document | ShadowRoot): Animation[] => [
      ...root.getAnimations(),
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? moving(shadowRoot) : [])),
    ];
    const ending = moving(document).filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}
