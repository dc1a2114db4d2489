import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { levelFill, levelInk, palettes, type Palette } from '../../../client/cartography/palette.ts';

const css = readFileSync(new URL('../../../client/ui/tokens.css', import.meta.url), 'utf8');
const [darkCss = '', lightCss = ''] = css.split(":root[data-theme='light']");

/** Colours of the map that have a token of the same meaning. */
const tokens: Partial<Record<keyof Palette, string>> = {
  sea: 'sea',
  land: 'land',
  county: 'border',
  text: 'text',
  soft: 'soft',
  ok: 'ok',
  accent: 'accent',
  people: 'people',
};

describe('the palette', () => {
  it.each(Object.entries(tokens))('takes %s from its token in both themes', (color, token) => {
    expect(palettes.dark[color as keyof Palette]).toBe(tokenIn(darkCss, token));
    expect(palettes.light[color as keyof Palette]).toBe(tokenIn(lightCss, token));
  });

  it('fills the levels as the tokens do', () => {
    for (const [level, fill] of Object.entries(levelFill)) expect(fill).toBe(tokenIn(darkCss, `level-${level}`));
  });

  it.each(['dark', 'light'] as const)('writes legibly on land and sea in the %s theme', (theme) => {
    const { text, soft, land, sea } = palettes[theme];
    for (const ground of [land, sea]) for (const ink of [text, soft]) expect(contrast(ink, ground)).toBeGreaterThan(4.5);
  });

  it('writes legibly on every level', () => {
    for (const level of ['blue', 'yellow', 'orange', 'red'] as const)
      expect(contrast(levelInk[level], levelFill[level])).toBeGreaterThan(4.5);
  });

  it.each(['dark', 'light'] as const)('keeps the marks of registers apart from land and sea in the %s theme', (theme) => {
    const { people, hazard, supply, shelter, enterprise, station, ok, land, sea } = palettes[theme];
    for (const mark of [people, hazard, supply, shelter, enterprise, station, ok]) {
      expect(Math.min(contrast(mark, land), contrast(mark, sea))).toBeGreaterThan(3);
    }
  });
});

function tokenIn(text: string, name: string): string | undefined {
  return new RegExp(`--jy-${name}:\\s*(#[0-9a-f]{6})`).exec(text)?.[1];
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
