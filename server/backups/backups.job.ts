import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import { backUpWhenDue, planBackups, type BackupParts, type BackupSchedule } from './backups.commands.ts';

const lookMilliseconds = 10_000;

export interface BackupJob extends Omit<BackupParts, 'schedule' | 'write'> {
  /** Null: this server makes none. */
  schedule: BackupSchedule | null;
  write: (path: string, signal: AbortSignal) => ReturnType<BackupParts['write']>;
  log: Log;
}

/** Once a day a backup, at its time or as soon after as a server runs. @returns how to stop; one that is under way is given up */
export async function startBackups({ schedule, write, log, ...parts }: BackupJob): Promise<() => Promise<void>> {
  await planBackups(parts, schedule?.timeOfDay ?? null);
  if (!schedule) return () => Promise.resolve();
  const ending = new AbortController();
  const work = async () => {
    const said = await backUpWhenDue({ ...parts, schedule, write: (path) => write(path, ending.signal) });
    if (said !== null) log.error({ said }, 'no backup was made');
  };
  const stop = every(lookMilliseconds, work, (err) => {
    // One that is given up at the end of the server is made at its next start.
    if (!ending.signal.aborted) log.error({ err }, 'the backup that is due could not be looked after');
  });
  return () => {
    ending.abort();
    return stop();
  };
}
