import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** Said when the database was not made by the migrations that lie here. */
export class MigrationsDiffer extends Error {}

/** What each migration of a folder reads, by its name, in the order in which they run. */
export function migrationHashes(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => /^\d.*\.sql$/.test(name));
  const hashOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return new Map(names.sort().map((name) => [name.replace(/\.sql$/, ''), hashOf(name)]));
}

/** @throws MigrationsDiffer when one that was applied has changed since, or is not here */
export async function checkHashes(client: pg.PoolClient, here: ReadonlyMap<string, string>): Promise<void> {
  const { rows: found } = await client.query<{ isThere: boolean }>(`select to_regclass('migration_hash') is not null as "isThere"`);
  if (!found[0]!.isThere) return;
  const { rows: applied } = await client.query<{ name: string; sha256: string }>(`select name, sha256 from migration_hash order by name`);
  const missing = applied.filter(({ name }) => !here.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new MigrationsDiffer(
      `This database was brought up to date by another release, whose migrations are not here: ${missing.join(', ')}. Nothing was changed. ` +
        `Start that release, or a newer one.`,
    );
  }
  const changed = applied.filter(({ name, sha256 }) => here.get(name) !== sha256).map(({ name }) => name);
  if (changed.length === 0) return;
  throw new MigrationsDiffer(
    `Migrations that have run on this database were changed afterwards: ${changed.join(', ')}. Nothing was changed. ` +
      `Put the files back as they were released; what is to be different goes into a new migration.`,
  );
}

/** Notes those that have run and were not noted yet. */
export async function noteHashes(client: pg.PoolClient, here: ReadonlyMap<string, string>): Promise<void> {
  await client.query(
    `insert into migration_hash (name, sha256)
     select here.name, here.sha256 from unnest($1::text[], $2::text[]) here (name, sha256) join migration using (name)
     on conflict (name) do nothing`,
    [[...here.keys()], [...here.values()]],
  );
}
