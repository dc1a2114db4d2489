import { runner } from 'node-pg-migrate';
import type pg from 'pg';
import { lockSession, unlockSession } from './locks.ts';
import { checkHashes, migrationHashes, noteHashes } from './migration-hashes.ts';

/**
 * Brings the schema up to date. Two servers that start together take turns: the second waits, then finds nothing to do.
 *
 * @param upTo name of the last one to run on an empty database; all where none is given
 * @returns the names of the migrations that ran
 * @throws MigrationsDiffer before anything was changed
 */
export async function migrate(pool: pg.Pool, folder: string, upTo?: string): Promise<string[]> {
  const here = migrationHashes(folder);
  const client = await pool.connect();
  try {
    // However long the other one takes: a filled database is not migrated in seconds.
    await client.query('set lock_timeout = 0');
    await lockSession(client, 'migration');
    await checkHashes(client, here);
    const ran = await runner({
      dbClient: client,
      dir: folder,
      // Hidden files, and the dump of what the migrations add up to.
      ignorePattern: '\\..*|schema\\.sql',
      direction: 'up',
      count: upTo === undefined ? Infinity : [...here.keys()].indexOf(upTo) + 1,
      migrationsTable: 'migration',
      noLock: true,
      checkOrder: true,
      log: () => undefined,
    });
    await noteHashes(client, here);
    return ran.map((migration) => migration.name);
  } finally {
    await unlockSession(client, 'migration').catch(() => undefined);
    await client.query('reset lock_timeout').catch(() => undefined);
    client.release();
  }
}
