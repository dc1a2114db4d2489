import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { putBackHeads } from './incidents/anchors.commands.ts';
import { BackupDamaged, readBackup } from './kernel/backup/backup-file.ts';
import { BackupRefused } from './kernel/backup/backup.ts';
import { FolderDamaged } from './kernel/db/data-folder.ts';
import { openDatabase, type Database } from './kernel/db/db.ts';
import { openEmbedded } from './kernel/db/embedded.ts';
import { FolderInUse, lockFolder } from './kernel/db/folder-lock.ts';
import { restoreBackup } from './kernel/backup/restore.ts';
import type { LogAnchors } from './kernel/log/log-anchors.ts';
import { logAnchors, LogKeyUnreadable } from './log-key.ts';
import { readSettings } from './settings.ts';

/**
 * `npm run restore -- FILE`: a backup into an empty data folder, or into the empty database of DATABASE_URL. `-- --put-back`: the database
 * is an older copy that was put there in another way.
 */
const settings = readSettings(process.env);
const file = process.argv[3];
const migrations = fileURLToPath(new URL('migrations', import.meta.resolve('#root/package.json')));

try {
  if (!file) throw new BackupRefused('Say which backup: npm run restore -- FILE');
  if (file === '--put-back') {
    await putBack();
    process.stdout.write('noted: the logs hold as they stand in this database; what was signed beyond them is known to be gone\n');
  } else await fromBackup(resolve(process.env.INIT_CWD ?? '.', file));
} catch (error) {
  const isSaid = [BackupRefused, BackupDamaged, FolderDamaged, FolderInUse, LogKeyUnreadable].some((kind) => error instanceof kind);
  process.stderr.write(`Nothing was restored. ${isSaid ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
}

async function fromBackup(path: string): Promise<void> {
  // Before anything is opened or made.
  await readBackup(path);
  const rows = await (settings.databaseUrl ? intoServer(settings.databaseUrl, path) : intoFolder(resolve(settings.dataFolder), path));
  process.stdout.write(`restored: ${rows} rows, each table read back and every log proven\n`);
}

async function intoServer(databaseUrl: string, path: string): Promise<number> {
  const database = openDatabase('postgres', { connectionString: databaseUrl, max: 1 });
  return restored(database, path).finally(() => database.close());
}

/** What was signed here of a newer state holds no more, and the file of signed heads says why. */
async function restored(database: Database, path: string): Promise<number> {
  const anchors = logAnchors(settings);
  const rows = await restoreBackup(database, path, migrations);
  await putBackHeads(database, anchors, new Date());
  return rows;
}

/** Somebody has put an older copy in the place of the database in another way, and says that it shall hold. */
async function putBack(): Promise<void> {
  const anchors = logAnchors(settings);
  if (settings.databaseUrl) return noted(openDatabase('postgres', { connectionString: settings.databaseUrl, max: 1 }), anchors);
  const home = resolve(settings.dataFolder);
  const folder = join(home, 'database');
  if (!existsSync(folder)) throw new BackupRefused(`There is no database in ${home}.`);
  const unlock = lockFolder(home);
  await openEmbedded(folder, endProcess)
    .then((database) => noted(database, anchors))
    .finally(unlock);
}

function noted(database: Database, anchors: LogAnchors): Promise<void> {
  return putBackHeads(database, anchors, new Date()).finally(() => database.close());
}

async function intoFolder(home: string, path: string): Promise<number> {
  const unlock = lockFolder(home);
  const folder = join(home, 'database');
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      throw new BackupRefused(`There is a database in ${home} already: a backup is restored into an empty folder only.`);
    }
    return await made(folder, path);
  } finally {
    unlock();
  }
}

/** Until it is whole a mark beside it says so: a start after a restore that was killed clears the half of it away. */
async function made(folder: string, path: string): Promise<number> {
  const mark = `${folder}.making`;
  const database = await openEmbedded(folder, endProcess);
  writeFileSync(mark, '');
  try {
    const rows = await restored(database, path).finally(() => database.close());
    rmSync(mark);
    return rows;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(mark, { force: true });
    throw error;
  }
}

function endProcess(error: Error): never {
  process.stderr.write(`Nothing was restored. The database ended: ${error.message}\n`);
  process.exit(1);
}
