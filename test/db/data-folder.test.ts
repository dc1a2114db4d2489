import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderDamaged, openDataFolder } from '../../server/kernel/data-folder.ts';
import { openEmbedded } from '../../server/kernel/embedded.ts';

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
