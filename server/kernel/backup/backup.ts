import { once } from 'node:events';
import { closeSync, createWriteStream, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { readBackup, TableDigest, type BackupHead } from './backup-file.ts';
import { backupTables, eachRow, plainText, sequencesOf } from './backup-tables.ts';
import type { Database, Row, Tx } from '../db/db.ts';

/** Said when a backup cannot be written, or not be restored, where it was asked for. */
export class BackupRefused extends Error {}

export interface BackupSize {
  rows: number;
  bytes: number;
}

/**
 * Writes everything that a database holds into one file, as of one moment, and reads it back before it gets its name.
 *
 * @throws BackupRefused when the file exists; BackupDamaged when what was written does not read as it should
 */
export async function writeBackup(database: Database, path: string, takenAt: Date): Promise<BackupSize> {
  refuseTaken(path);
  const unfinished = `${path}.part`;
  try {
    const rows = await database.asOwner(async (tx) => {
      await tx.query(`set transaction isolation level repeatable read`);
      await plainText(tx);
      return writeTables(tx, unfinished, { engine: database.kind, takenAt });
    });
    await readBackup(unfinished);
    sync(unfinished);
    renameSync(unfinished, path);
    return { rows, bytes: statSync(path).size };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** @throws BackupRefused */
export function refuseTaken(path: string): void {
  if (existsSync(path)) throw new BackupRefused(`${path} exists: a backup never overwrites another file.`);
}

/** What has run on this database, which a restore runs again. */
async function migrationsOf(tx: Tx): Promise<BackupHead['migrations']> {
  const noted = await tx.one<{ isThere: boolean }>(`select to_regclass('migration_hash') is not null as "isThere"`);
  if (!noted!.isThere) throw new BackupRefused('This release has never been started on this database: start it once before.');
  return tx.query<BackupHead['migrations'][number] & Row>(`select name, sha256 from migration_hash order by name`);
}

async function writeTables(tx: Tx, path: string, about: { engine: Database['kind']; takenAt: Date }): Promise<number> {
  const head: BackupHead = {
    ...{ format: 'jiaoying-backup', version: 1, takenAt: about.takenAt.toISOString(), engine: about.engine },
    migrations: await migrationsOf(tx),
    tables: await backupTables(tx),
    sequences: await sequencesOf(tx),
  };
  // It holds names, numbers and the server's secrets.
  const file = createWriteStream(path, { mode: 0o600 });
  const packer = createGzip();
  packer.pipe(file);
  file.on('error', (error) => packer.destroy(error));
  const say = (line: unknown) => written(packer, line);
  let rows = 0;
  await say(head);
  for (const { name } of head.tables) {
    const digest = new TableDigest();
    await eachRow(tx, name, (row) => {
      digest.add(row);
      return say(row);
    });
    const foot = digest.foot(name);
    rows += foot.rows;
    await say(foot);
  }
  await say({ end: true, tables: head.tables.length });
  packer.end();
  await finished(file);
  return rows;
}

async function written(packer: Gzip, line: unknown): Promise<void> {
  if (packer.errored) throw packer.errored;
  if (!packer.write(`${JSON.stringify(line)}\n`)) await once(packer, 'drain');
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
