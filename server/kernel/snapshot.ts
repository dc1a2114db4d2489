import { constants } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './db.ts';

/** Where in a data folder the copy lies. */
const shelf = 'snapshot';

/**
 * Copies the embedded database as it is between two statements: whoever holds its only session holds the engine still, which writes
 * nothing by itself. What an earlier backup that died has left is taken away first.
 *
 * @returns where the copy lies, and how long the engine stood
 */
export async function takeSnapshot(database: Database, dataFolder: string): Promise<{ folder: string; stoodMilliseconds: number }> {
  const home = join(dataFolder, shelf);
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { mode: 0o700 });
  const folder = join(home, 'database');
  // Beforehand: the one that counts has little left to write.
  await database.asOwner((tx) => tx.query(`checkpoint`));
  const stoodMilliseconds = await database.asOwner(async (tx) => {
    const startedAt = performance.now();
    await tx.query(`checkpoint`);
    await cp(join(dataFolder, 'database'), folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return Math.round(performance.now() - startedAt);
  });
  return { folder, stoodMilliseconds };
}
