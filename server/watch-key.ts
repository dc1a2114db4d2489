import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

/**
 * What the watchdog's process shows to the server. Given by JIAOYING_WATCHDOG_KEY where the two run on different machines; else in a
 * file of the data folder that only its owner can read.
 */
export function watchKey({ dataFolder, watchdogKey }: Pick<Settings, 'dataFolder' | 'watchdogKey'>): string {
  if (watchdogKey) return watchdogKey;
  const path = join(dataFolder, 'watchdog.key');
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8');
}
