import { join } from 'node:path';
import { readDataKey } from './kernel/sealing/data-key.ts';
import { LogAnchors } from './kernel/log/log-anchors.ts';
import { LogKey } from './kernel/log/log-key.ts';
import { secretInFile } from './kernel/security/secret-file.ts';
import type { Settings } from './settings.ts';

/** Said when the file of the key is there and holds no key: another one in its place would disown everything signed before. */
export class LogKeyUnreadable extends Error {}

type Place = Pick<Settings, 'dataFolder' | 'logKey'>;

/** The heads that were signed, in a file of the data folder. */
export function logAnchors(place: Place): LogAnchors {
  return new LogAnchors(join(place.dataFolder, 'log-anchors.ndjson'), logKey(place));
}

/** Given by JIAOYING_LOG_KEY, as several servers of one database need it; else in a file that only its owner can read. */
function logKey({ dataFolder, logKey }: Place): LogKey {
  if (logKey) return new LogKey(logKey);
  const path = join(dataFolder, 'log.key');
  const seed = readDataKey(secretInFile(path));
  if (!seed) throw new LogKeyUnreadable(`${path} holds no key: put the right one in its place, or move it away to sign with a new one.`);
  return new LogKey(seed);
}
