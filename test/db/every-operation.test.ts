import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operations } from '#contract/api.ts';
import { openDatabase, wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { at } from '../support/climbing.ts';
import { cloneDatabase } from '../support/database.ts';
import { jobs } from '../support/filled/every-job.ts';
import { askings, everything, filledServer, named, type Filled } from '../support/filled/filled-server.ts';
import { rowsOfTables, squaresAmong, tellingDatabase, type Ran } from '../support/filled/work.ts';

const root = new URL('../../', import.meta.url).pathname;

/** What is measured here is work, not time: a machine that is busy with something else may take as long as it likes. */
const hookMilliseconds = 900_000;
const patienceMilliseconds = 300_000;

// A minute after everybody was called, and it stays so, on both ends: no ladder moves but by the job that is looked at.
const now = at(55);
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now }));
afterAll(() => void vi.useRealTimers());

describe('what a filled city is asked for', () => {
  it('is every operation that there is', () => {
    expect(Object.keys(askings).sort()).toEqual(operations.map(named).sort());
  });

  it('is every job that there is', () => {
    const files = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.job.ts'));
    expect(Object.keys(jobs).sort()).toEqual(files.map((file) => file.replace('.job.ts', '')).sort());
  });
});

describe('a server on PostgreSQL that looks back on a year, in the middle of a red call-out', () => {
  const ran: Ran[] = [];
  let rows: Map<string, number>;
  let raw: Database;
  let database: Database;
  let server: Filled;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const clone = await cloneDatabase(true);
    drop = clone.drop;
    raw = openDatabase('postgres', { connectionString: clone.url, max: 2 });
    database = tellingDatabase(clone.url, (one) => ran.push(one));
    server = await filledServer(raw, database, { now });
    await raw.pool.query('analyze');
    rows = await rowsOfTables(raw);
  }, hookMilliseconds);
  afterAll(async () => {
    await Promise.all([raw.close(), database.close()]);
    await drop();
  });

  it('is noticed when it does', async () => {
    ran.length = 0;
    await database.transaction(wholeServer, (tx) => tx.query(`select count(*) from area a join area b on b.name_zh > a.name_zh`));
    expect(squaresAmong(ran, rows)).toEqual([expect.stringContaining('Nested Loop looked at')]);
  });

  everything((name, run) =>
    it(
      `looks at no row for every other: ${name}`,
      async () => {
        ran.length = 0;
        expect(await run(server, database)).toBeNull();
        expect(squaresAmong(ran, rows)).toEqual([]);
      },
      patienceMilliseconds,
    ),
  );
});
