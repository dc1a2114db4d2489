import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BackupSnapshot } from './contract/api-backups.ts';
import { BackupDamaged } from './kernel/backup/backup-file.ts';
import { BackupRefused, refuseTaken, writeBackup } from './kernel/backup/backup.ts';
import { FolderDamaged } from './kernel/db/data-folder.ts';
import { openDatabase, type Database } from './kernel/db/db.ts';
import { openEmbedded } from './kernel/db/embedded.ts';
import { FolderInUse, lockFolder } from './kernel/db/folder-lock.ts';
import { readSettings, type Settings } from './settings.ts';
import { serverUrlFile } from './server-url.ts';
import { watchKey } from './watch-key.ts';

/** `npm run backup -- FILE`: everything into one file, beside a server that runs or without one. */
const settings = readSettings(process.env);
const file = process.argv[3];

try {
  if (!file) throw new BackupRefused('Say where the backup goes: npm run backup -- FILE');
  const path = resolve(process.env.INIT_CWD ?? '.', file);
  refuseTaken(path);
  await withDatabase(settings, async (database) => {
    const { rows, bytes } = await writeBackup(database, path, new Date());
    process.stdout.write(`${path}: ${rows} rows, ${bytes} bytes, read back and as it should be\n`);
  });
} catch (error) {
  const isSaid = [BackupRefused, BackupDamaged, FolderDamaged].some((kind) => error instanceof kind);
  process.stderr.write(`No backup was made. ${isSaid ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
}

async function withDatabase({ databaseUrl, dataFolder }: Settings, work: (database: Database) => Promise<void>): Promise<void> {
  if (databaseUrl) return closing(openDatabase('postgres', { connectionString: databaseUrl, max: 1 }), work);
  const home = resolve(dataFolder);
  if (!existsSync(join(home, 'database'))) throw new BackupRefused(`There is no database in ${home}.`);
  const unlock = lockedOrNot(home);
  if (unlock) return closing(await openEmbedded(join(home, 'database'), endProcess), work).finally(unlock);
  const { folder, stoodMilliseconds } = await snapshotOf(home);
  try {
    process.stdout.write(`The server went on after ${stoodMilliseconds} ms.\n`);
    await closing(await openEmbedded(folder, endProcess), work);
  } finally {
    await rm(dirname(folder), { recursive: true, force: true });
  }
}

async function closing(database: Database, work: (database: Database) => Promise<void>): Promise<void> {
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

/** @returns null where a server holds the folder */
function lockedOrNot(home: string): (() => void) | null {
  try {
    return lockFolder(home);
  } catch (error) {
    if (error instanceof FolderInUse) return null;
    throw error;
  }
}

async function snapshotOf(home: string): Promise<BackupSnapshot> {
  const at = join(home, serverUrlFile);
  if (!existsSync(at)) throw new BackupRefused('The server of this folder is not ready yet.');
  const response = await fetch(`${readFileSync(at, 'utf8')}/api/backups/snapshots`, {
    method: 'POST',
    headers: { authorization: `Bearer ${watchKey(settings)}` },
  });
  if (!response.ok) throw new BackupRefused(`The server of this folder refused: ${response.status} ${await response.text()}`);
  return BackupSnapshot.parse(await response.json());
}

function endProcess(error: Error): never {
  process.stderr.write(`No backup was made. The database ended: ${error.message}\n`);
  process.exit(1);
}
