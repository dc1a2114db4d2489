import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../server/kernel/db/db.ts';
import { MigrationsDiffer, migrationHashes } from '../../server/kernel/db/migration-hashes.ts';
import { migrate } from '../../server/kernel/db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';
import { dumpedSchema, schemaFile } from '../support/schema.ts';

const folder = new URL('../../migrations', import.meta.url).pathname;

describe('the migrations', () => {
  it('run once when two servers start together: the second waits and finds nothing to do', async () => {
    const { url, drop } = await emptyDatabase();
    const servers = [url, url].map((connectionString) => openDatabase('postgres', { connectionString, max: 2 }));
    const ran = await Promise.all(servers.map((server) => migrate(server.pool, folder)));
    expect(ran.map((names) => names.length > 0).sort()).toEqual([false, true]);
    for (const server of servers) await server.close();
    await drop();
  });

  describe('of a database that has them', () => {
    let made: Awaited<ReturnType<typeof emptyDatabase>>;
    let database: Database;
    let copy: string;
    beforeEach(async () => {
      made = await emptyDatabase();
      database = openDatabase('postgres', { connectionString: made.url, max: 2 });
      copy = mkdtempSync(join(tmpdir(), 'jiaoying-migrations-'));
      cpSync(folder, copy, { recursive: true });
      await migrate(database.pool, copy);
    });
    afterEach(async () => {
      await database.close();
      await made.drop();
      rmSync(copy, { recursive: true });
    });
    const noted = () => database.asOwner((tx) => tx.query(`select name, sha256 from migration_hash order by name`));
    const hasTable = (name: string) => database.asOwner((tx) => tx.one(`select to_regclass($1) is not null as "isThere"`, [name]));

    it('are noted as they read when they ran, and run no second time', async () => {
      const here = [...migrationHashes(copy)].map(([name, sha256]) => ({ name, sha256 }));
      expect(await noted()).toEqual(here);
      expect(here.length).toBeGreaterThan(30);
      expect(await migrate(database.pool, copy)).toEqual([]);
    });

    it('are refused by name when one was changed by a single byte, before a new one runs', async () => {
      appendFileSync(join(copy, '0016_duty.sql'), ' ');
      writeFileSync(join(copy, '9999_next.sql'), 'create table next (id int);');
      await expect(migrate(database.pool, copy)).rejects.toThrow(MigrationsDiffer);
      await expect(migrate(database.pool, copy)).rejects.toThrow(/changed afterwards: 0016_duty[.]/);
      expect(await hasTable('next')).toEqual({ isThere: false });
    });

    it('are refused by name when the database is ahead of this release', async () => {
      writeFileSync(join(copy, '9999_next.sql'), 'create table next (id int);');
      expect(await migrate(database.pool, copy)).toEqual(['9999_next']);
      rmSync(join(copy, '9999_next.sql'));
      await expect(migrate(database.pool, copy)).rejects.toThrow(/another release, whose migrations are not here: 9999_next[.]/);
    });
  });

  it('add up to migrations/schema.sql', async () => {
    const { url, drop } = await emptyDatabase();
    const database = openDatabase('postgres', { connectionString: url, max: 1 });
    await migrate(database.pool, folder);
    await database.close();
    expect(dumpedSchema(url), 'run `npm run db:dump`').toBe(readFileSync(schemaFile, 'utf8'));
    await drop();
  });
});
