import type { Locale } from '../words/words.ts';
import { palettes, type Palette, type Theme } from './palette.ts';

/** How the map shall look; what it shows is fed to its sources apart from this. */
export interface Look {
  readonly theme: Theme;
  readonly locale: Locale;
  readonly visible: ReadonlySet<string>;
  /** 0 to 1 by layer id; a layer that is not named is opaque. */
  readonly opacity: ReadonlyMap<string, number>;
  /** The customer's key for Tianditu; null: no outside request of any kind. */
  readonly tiandituKey: string | null;
}

type LookParts = [Look['theme'], Look['locale'], Look['visible'], Look['opacity'], Look['tiandituKey']];

export function lookOf(...[theme, locale, visible, opacity, tiandituKey]: LookParts): Look {
  return { theme, locale, visible, opacity, tiandituKey };
}

export function paletteOf(look: Look): Palette {
  return palettes[look.theme];
}

export function visibility(look: Look, layerId: string): { visibility: 'visible' | 'none' } {
  return { visibility: look.visible.has(layerId) ? 'visible' : 'none' };
}

/** The share of full opacity that the layer list asks for. */
export function opacityOf(look: Look, layerId: string): number {
  return look.opacity.get(layerId) ?? 1;
}

/** The property of an area's feature that holds its name in the look's language. */
export function nameProperty(look: Look): 'nameZh' | 'nameEn' {
  return look.locale === 'en' ? 'nameEn' : 'nameZh';
}
