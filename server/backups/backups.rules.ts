import type { BackupFailure, BackupHealth } from '../contract/backups.ts';

/** One that is made by itself; others in that folder are nobody's business here. */
const madeByItself = /^jiaoying-\d{8}-\d{6}\.backup$/;

/** A large city on a slow disk takes minutes; past this the time has gone by without one. */
const lateAfterMilliseconds = 2 * 3_600_000;

/** China has one time, and no summer time. */
const beijingMilliseconds = 8 * 3_600_000;
const dayMilliseconds = 86_400_000;

/** The next time after `now` at which it is that time of day in Beijing, as `03:10`. */
export function nextAfter(now: Date, timeOfDay: string): Date {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  const midnight = Math.floor((now.getTime() + beijingMilliseconds) / dayMilliseconds) * dayMilliseconds - beijingMilliseconds;
  const today = midnight + (hours * 60 + minutes) * 60_000;
  return new Date(today > now.getTime() ? today : today + dayMilliseconds);
}

/** By the time in Beijing, so that names sort as they were made. */
export function fileNameAt(now: Date): string {
  const [day, time] = new Date(now.getTime() + beijingMilliseconds).toISOString().split('T');
  return `jiaoying-${day!.replaceAll('-', '')}-${time!.slice(0, 8).replaceAll(':', '')}.backup`;
}

/** Of the files in the folder those that have to go so that the newest `keep` stay, and what others that were given up have left. */
export function outdated(files: readonly string[], keep: number): string[] {
  const own = files.filter((file) => madeByItself.test(file)).sort();
  const unfinished = files.filter((file) => file.endsWith('.part') && madeByItself.test(file.slice(0, -'.part'.length)));
  return [...own.slice(0, Math.max(0, own.length - keep)), ...unfinished];
}

/** What the program of the backup has said, as a failure that somebody can do something about. */
export function failureOf(said: string): BackupFailure {
  if (/ENOSPC|EDQUOT/.test(said)) return 'room';
  if (/ENOENT|EACCES|EROFS|ENOTDIR|EPERM|EIO/.test(said)) return 'folder';
  return /is not what was backed up|cut off|cannot be read|is no backup/.test(said) ? 'damaged' : 'program';
}

/** `stoodMilliseconds` null: nothing had to stand. */
export interface BackupMade {
  rows: number;
  bytes: number;
  stoodMilliseconds: number | null;
}

/** What the program of the backup says at its end; null where it does not say that it read the file back. */
export function madeFrom(said: string): BackupMade | null {
  const made = /: (\d+) rows, (\d+) bytes, read back/.exec(said);
  const stood = /went on after (\d+) ms/.exec(said);
  return made && { rows: Number(made[1]), bytes: Number(made[2]), stoodMilliseconds: stood ? Number(stood[1]) : null };
}

/** As it lies in the database. */
export interface BackupWatch {
  nextAt: Date;
  madeAt: Date | null;
  file: string | null;
  rows: number | null;
  bytes: number | null;
  stoodMilliseconds: number | null;
  failedAt: Date | null;
  failure: BackupFailure | null;
}

export function backupHealth(watch: BackupWatch | undefined, now: Date): BackupHealth {
  const isLate = watch !== undefined && now.getTime() - watch.nextAt.getTime() > lateAfterMilliseconds;
  return {
    state: !watch ? 'off' : watch.failure ? 'failing' : isLate ? 'late' : 'ok',
    madeAt: watch?.madeAt?.toISOString() ?? null,
    file: watch?.file ?? null,
    rows: watch?.rows ?? null,
    bytes: watch?.bytes ?? null,
    stoodMilliseconds: watch?.stoodMilliseconds ?? null,
    nextAt: watch?.nextAt.toISOString() ?? null,
    failingSince: watch?.failedAt?.toISOString() ?? null,
    failure: watch?.failure ?? null,
  };
}

/** Since when somebody should have looked; null while all is well, or none are made. */
export function failingSince({ state, failingSince: since, nextAt }: BackupHealth): string | null {
  if (state === 'failing') return since;
  return state === 'late' ? nextAt : null;
}
