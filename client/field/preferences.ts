import type { Locale } from './say.ts';

export type Theme = 'dark' | 'light';

/** How the page looks and speaks on this device. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
  size: 'normal' | 'large';
  contrast: 'normal' | 'high';
}

/** Language and theme lie in the same places as at the desk: who chose light there finds light here. */
const keys = {
  locale: 'jiaoying.locale',
  theme: 'jiaoying.theme',
  size: 'jiaoying.field.size',
  contrast: 'jiaoying.field.contrast',
} satisfies Record<keyof Preferences, string>;

/** As chosen before, else as the device likes it. */
export function chosenPreferences(): Preferences {
  return {
    locale: stored('locale', ['zh-CN', 'en']) ?? 'zh-CN',
    theme: stored('theme', ['dark', 'light']) ?? (prefers('color-scheme: light') ? 'light' : 'dark'),
    size: stored('size', ['normal', 'large']) ?? 'normal',
    contrast: stored('contrast', ['normal', 'high']) ?? (prefers('contrast: more') ? 'high' : 'normal'),
  };
}

export function choose<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void {
  try {
    localStorage.setItem(keys[key], value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** Shows the document as chosen. */
export function apply({ locale, ...looks }: Preferences): void {
  document.documentElement.lang = locale;
  Object.assign(document.documentElement.dataset, looks);
}

function stored<Key extends keyof Preferences>(key: Key, known: readonly Preferences[Key][]): Preferences[Key] | undefined {
  try {
    const kept = localStorage.getItem(keys[key]);
    return known.find((value) => value === kept);
  } catch {
    return undefined;
  }
}

function prefers(feature: string): boolean {
  return matchMedia(`(prefers-${feature})`).matches;
}
