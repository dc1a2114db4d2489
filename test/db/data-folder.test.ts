import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderDamaged, openDataFolder } from '../../server/kernel/db/data-folder.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { cutTables } from '../../server/kernel/log/integrity.ts';
import { cloneDataFolder } from '../support/database.ts';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'jiaoying-folder-'))));
afterEach(() => rmSync(home, { recursive: true }));

function endTest(error: Error): never {
  throw error;
}

it('makes a database in an empty folder, and anew where the first start was killed half way', async () => {
  const folder = join(home, 'database');
  mkdirSync(join(folder, 'base'), { recursive: true });
  writeFileSync(join(home, 'database.making'), '');
  const database = await openEmbedded(folder, endTest);
  expect(await database.asOwner((tx) => tx.query(`select 1 as one`))).toEqual([{ one: 1 }]);
  await database.close();
  expect(() => openDataFolder(folder)).not.toThrow();
});

it.each([
  ['a file that is not ours', 'notes.txt'],
  ['a part of a database', 'PG_VERSION'],
])('never begins over %s', (_what, file) => {
  const folder = join(home, 'database');
  mkdirSync(folder);
  writeFileSync(join(folder, file), 'kept');
  expect(() => openDataFolder(folder)).toThrow(FolderDamaged);
  expect(() => openDataFolder(folder)).toThrow(/pg_wal/);
});

it('names the table whose file was halved, and the one whose file is gone', { timeout: 240_000 }, async () => {
  const folder = join(await cloneDataFolder(true), 'database');
  let database = await openEmbedded(folder, endTest);
  await database.asOwner((tx) => tx.query(`analyze`));
  expect(await cutTables(database)).toEqual([]);
  const paths = await database.asOwner((tx) =>
    tx.query<{ person: string; household: string }>(
      `select pg_relation_filepath('person') as person, pg_relation_filepath('household') as household`,
    ),
  );
  await database.asOwner((tx) => tx.query(`checkpoint`));
  await database.close();
  const { person, household } = paths[0]!;
  truncateSync(join(folder, person), Math.floor(statSync(join(folder, person)).size / 2));
  rmSync(join(folder, household));
  database = await openEmbedded(folder, endTest);
  expect(await cutTables(database)).toEqual(['household', 'person']);
  await database.close();
  rmSync(join(folder, '..'), { recursive: true });
});
