import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Said when a folder holds something, but not a whole database. */
export class FolderDamaged extends Error {}

/** What every data folder of PostgreSQL has from its first second to its last. */
const wholeFolder = ['PG_VERSION', 'global/pg_control', 'global/pg_filenode.map', 'base', 'pg_wal', 'pg_xact'];

/**
 * Makes ready the folder of an embedded database. A folder that holds something is never begun anew: the engine would lay a new city over
 * what is left of the old one. Only what a first start left half made is cleared away, which a mark beside the folder tells.
 *
 * @returns what to call once the engine runs
 * @throws FolderDamaged naming what is missing; nothing was changed
 */
export function openDataFolder(folder: string): () => void {
  const mark = `${folder}.making`;
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true });
  const isNew = !existsSync(folder) || readdirSync(folder).length === 0;
  if (!isNew) refuseDamaged(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (isNew) writeFileSync(mark, '');
  return () => rmSync(mark, { force: true });
}

function refuseDamaged(folder: string): void {
  const missing = wholeFolder.filter((part) => !existsSync(join(folder, part)));
  if (missing.length === 0) return;
  throw new FolderDamaged(
    `The database in ${folder} is not whole: ${missing.join(', ')} missing. Nothing was changed. ` +
      `Put a backup in its place, or move the folder away to begin with an empty city.`,
  );
}
