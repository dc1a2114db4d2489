import { signal } from '../state/signals.ts';
import { locale, type Locale } from '../words/words.ts';

export type Theme = 'dark' | 'light';

const keys = { locale: 'jiaoying.locale', theme: 'jiaoying.theme' };

export const theme = signal<Theme>('dark');

/** Puts back what this browser chose last; before the first drawing. */
export function restorePreferences(): void {
  chooseLocale(localStorage.getItem(keys.locale) === 'en' ? 'en' : 'zh-CN');
  chooseTheme(localStorage.getItem(keys.theme) === 'light' ? 'light' : 'dark');
}

export function chooseLocale(next: Locale): void {
  localStorage.setItem(keys.locale, next);
  document.documentElement.lang = next;
  locale.set(next);
}

export function chooseTheme(next: Theme): void {
  localStorage.setItem(keys.theme, next);
  document.documentElement.dataset.theme = next;
  theme.set(next);
}
