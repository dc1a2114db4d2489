import { constants, existsSync, readdirSync, statSync } from 'node:fs';
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Database } from './db.ts';

/** Where in a data folder the copy lies. */
const snapshotFolder = 'snapshot';

/** Clocks of file systems are coarser than ours. */
const marginMilliseconds = 2_000;

/**
 * Copies the embedded database as it is between two statements: whoever holds its only session holds the engine still, which writes
 * nothing by itself. Most is copied beforehand, while it works; what has changed meanwhile is copied again while it stands.
 *
 * @returns where the copy lies, and how long the engine stood
 */
export async function takeSnapshot(database: Database, dataFolder: string): Promise<{ folder: string; stoodMilliseconds: number }> {
  const home = join(dataFolder, snapshotFolder);
  const from = join(dataFolder, 'database');
  const folder = join(home, 'database');
  // What an earlier backup that died has left.
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { mode: 0o700 });
  await database.asOwner((tx) => tx.query(`checkpoint`));
  const since = Date.now() - marginMilliseconds;
  await cp(from, folder, { recursive: true, mode: constants.COPYFILE_FICLONE }).catch((error: unknown) => {
    // The engine took a file away that was just to be copied: what is missing then comes with what has changed.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  const stoodMilliseconds = await database.asOwner(async (tx) => {
    const startedAt = performance.now();
    await tx.query(`checkpoint`);
    for (const path of uncopied(from, folder, since)) {
      const target = join(folder, relative(from, path));
      await mkdir(dirname(target), { recursive: true });
      await copyFile(path, target, constants.COPYFILE_FICLONE);
    }
    return Math.round(performance.now() - startedAt);
  });
  return { folder, stoodMilliseconds };
}

/** In one go: some two thousand files are looked at within a moment. */
function uncopied(from: string, to: string, since: number): string[] {
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).mtimeMs >= since || !existsSync(join(to, relative(from, path))));
}
