import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the backups that are made by themselves. */
export interface BackupStorage {
  /** Where a file goes, in a folder that is made when it is first needed. */
  prepare(file: string): { ok: true; path: string } | { ok: false; said: string };
  files(): string[];
  remove(files: readonly string[]): void;
}

/** What is in it is for whoever may read the database, and for nobody else. */
export function backupStorage(folder: string): BackupStorage {
  return {
    prepare(file) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        return { ok: true, path: join(folder, file) };
      } catch (error) {
        return { ok: false, said: String(error) };
      }
    },
    files: () => readdirSync(folder),
    remove(files) {
      for (const file of files) rmSync(join(folder, file), { force: true });
    },
  };
}
