import { join } from 'node:path';
import { secretInFile } from './kernel/security/secret-file.ts';
import type { Settings } from './settings.ts';

/**
 * What the watchdog's process shows to the server. Given by JIAOYING_WATCHDOG_KEY where the two run on different machines; else in a
 * file of the data folder that only its owner can read.
 */
export function watchKey({ dataFolder, watchdogKey }: Pick<Settings, 'dataFolder' | 'watchdogKey'>): string {
  return watchdogKey ?? secretInFile(join(dataFolder, 'watchdog.key'));
}
