import type { Locale } from './say.ts';

export type Theme = 'dark' | 'light';

/** The same places as at the desk: who chose light there finds light here. */
const keys = { locale: 'jiaoying.locale', theme: 'jiaoying.theme' };

export function chosenLocale(): Locale {
  return stored(keys.locale) === 'en' ? 'en' : 'zh-CN';
}

/** As chosen before, else as the device likes it. */
export function chosenTheme(): Theme {
  const chosen = stored(keys.theme);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

export function chooseLocale(locale: Locale): void {
  store(keys.locale, locale);
  document.documentElement.lang = locale;
}

export function chooseTheme(theme: Theme): void {
  store(keys.theme, theme);
  document.documentElement.dataset.theme = theme;
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
