import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BackupDamaged, readBackup } from './kernel/backup-file.ts';
import { BackupRefused } from './kernel/backup.ts';
import { FolderDamaged } from './kernel/data-folder.ts';
import { openDatabase } from './kernel/db.ts';
import { openEmbedded } from './kernel/embedded.ts';
import { FolderInUse, lockFolder } from './kernel/folder-lock.ts';
import { restoreBackup } from './kernel/restore.ts';
import { readSettings } from './settings.ts';

/** `npm run restore -- FILE`: a backup into an empty data folder, or into the empty database of DATABASE_URL. */
const settings = readSettings(process.env);
const file = process.argv[3];
const migrations = fileURLToPath(new URL('migrations', import.meta.resolve('#root/package.json')));

try {
  if (!file) throw new BackupRefused('Say which backup: npm run restore -- FILE');
  const path = resolve(process.env.INIT_CWD ?? '.', file);
  // Before anything is opened or made.
  await readBackup(path);
  const rows = await (settings.databaseUrl ? intoServer(settings.databaseUrl, path) : intoFolder(resolve(settings.dataFolder), path));
  process.stdout.write(`restored: ${rows} rows, each table read back and every log proven\n`);
} catch (error) {
  const isSaid = [BackupRefused, BackupDamaged, FolderDamaged, FolderInUse].some((kind) => error instanceof kind);
  process.stderr.write(`Nothing was restored. ${isSaid ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
}

async function intoServer(databaseUrl: string, path: string): Promise<number> {
  const database = openDatabase('postgres', { connectionString: databaseUrl, max: 1 });
  return restoreBackup(database, path, migrations).finally(() => database.close());
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
    const rows = await restoreBackup(database, path, migrations).finally(() => database.close());
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
