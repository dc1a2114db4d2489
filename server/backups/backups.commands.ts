import type { BackupHealth, DataHealth } from '../contract/backups.ts';
import { incidentsApart } from '../incidents/incidents.store.ts';
import type { BackupStorage } from '../kernel/backup/backup-storage.ts';
import type { ProgramEnd } from '../kernel/async/child-program.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db/db.ts';
import { backupHealth, failureOf, fileNameAt, madeFrom, nextAfter, outdated } from './backups.rules.ts';
import { backupWatch, endSchedule, saveFailed, saveMade, saveSchedule } from './backups.store.ts';

export interface BackupSchedule {
  storage: BackupStorage;
  /** In Beijing, as `03:10`. */
  timeOfDay: string;
  /** So many stay. */
  keep: number;
}

export interface BackupParts {
  database: Database;
  clock: Clock;
  /** Of this machine: another one may make the backups of the same database. */
  host: string;
  schedule: BackupSchedule;
  /** Writes everything into that file and reads it back. */
  write: (path: string) => Promise<ProgramEnd>;
}

/** After a failure: soon enough that a disk which was emptied, or a share that came back, is found the same night. */
const againMilliseconds = 30 * 60_000;

export async function planBackups(
  { database, clock, host }: Pick<BackupParts, 'database' | 'clock' | 'host'>,
  timeOfDay: string | null,
): Promise<void> {
  const now = clock.now();
  await database.transaction(wholeServer, (tx) =>
    timeOfDay === null ? endSchedule(tx, host) : saveSchedule(tx, { host, nextAt: nextAfter(now, timeOfDay), now }),
  );
}

/**
 * Makes the backup that is due, if one is, and takes away those that are too many once it is there. Whatever goes wrong is noted for the
 * screens; nothing is taken away then.
 *
 * @returns what the program said where it failed; null: nothing was due, or all went well
 */
export async function backUpWhenDue({ database, clock, schedule, write }: BackupParts): Promise<string | null> {
  const { storage, timeOfDay, keep } = schedule;
  const at = clock.now();
  const watch = await database.transaction(wholeServer, backupWatch);
  if (!watch || watch.nextAt > at) return null;
  const file = fileNameAt(at);
  const { ok, said } = await writtenTo(storage, file, write);
  const made = ok ? madeFrom(said) : null;
  const ended = clock.now();
  if (!made) {
    const failed = { failure: failureOf(said), at: ended, nextAt: new Date(ended.getTime() + againMilliseconds) };
    await database.transaction(wholeServer, (tx) => saveFailed(tx, failed));
    return said;
  }
  await database.transaction(wholeServer, (tx) => saveMade(tx, { ...made, file, at, nextAt: nextAfter(ended, timeOfDay) }));
  storage.remove(outdated(storage.files(), keep));
  return null;
}

/** A folder that cannot be made is a backup that was not made. */
function writtenTo(storage: BackupStorage, file: string, write: BackupParts['write']): Promise<ProgramEnd> {
  const prepared = storage.prepare(file);
  return prepared.ok ? write(prepared.path) : Promise.resolve({ ok: false, said: prepared.said });
}

export async function backups(tx: Tx, now: Date): Promise<BackupHealth> {
  return backupHealth(await backupWatch(tx), now);
}

export async function dataHealth(tx: Tx, now: Date): Promise<DataHealth> {
  return { backup: await backups(tx, now), apart: await incidentsApart(tx) };
}
