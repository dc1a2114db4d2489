import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../server/kernel/db.ts';
import { migrate } from '../../server/kernel/migrate.ts';
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

  it('add up to migrations/schema.sql', async () => {
    const { url, drop } = await emptyDatabase();
    const database = openDatabase('postgres', { connectionString: url, max: 1 });
    await migrate(database.pool, folder);
    await database.close();
    expect(dumpedSchema(url), 'run `npm run db:dump`').toBe(readFileSync(schemaFile, 'utf8'));
    await drop();
  });
});
