import { readFileSync } from 'node:fs';
import type { Config } from './contract/config.ts';
import { demoUsersAllowed } from './identity/demo-users.rules.ts';
import type { Settings } from './settings.ts';

export const cityCode = '320600000000';

/** Whether users with a published password may sign in. */
export function hasDemo(settings: Settings): boolean {
  return demoUsersAllowed(settings);
}

/** What screens may know of the settings. */
export function configFrom(settings: Settings, root: string): Config {
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
  return {
    cityNameZh: '南通市',
    cityNameEn: 'Nantong',
    reviewNumber: settings.reviewNumber,
    tiandituKey: settings.tiandituKey,
    demo: hasDemo(settings),
    version,
  };
}
