import { readFileSync } from 'node:fs';
import type { Config } from './contract/config.ts';
import type { Settings } from './settings.ts';

/** What screens may know of the settings. */
export function configFrom(settings: Settings, root: string): Config {
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
  return {
    cityNameZh: '南通市',
    cityNameEn: 'Nantong',
    reviewNumber: settings.reviewNumber,
    tiandituKey: settings.tiandituKey,
    demo: !settings.isProduction || !settings.databaseUrl,
    version,
  };
}
