import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { postgisBundle } from '../../../../server/kernel/db/postgis-bundle.ts';

const shipped = new URL('postgis.tar.gz', import.meta.resolve('@electric-sql/pglite-postgis'));
const folder = mkdtempSync(join(tmpdir(), 'jiaoying-postgis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('leaves out what no database here uses, byte for byte the same in what is left', () => {
  const file = postgisBundle(shipped, pathToFileURL(`${folder}/made/`));
  const [all, left] = [shipped, file].map((bundle) => filesIn(gunzipSync(readFileSync(bundle)))) as [
    Map<string, string>,
    Map<string, string>,
  ];
  for (const [name, bytes] of left) expect(bytes, name).toBe(all.get(name));
  const names = [...left.keys()].filter((name) => !name.startsWith('share/proj/'));
  expect(names.sort()).toEqual([
    'lib/postgresql/postgis-3.so',
    expect.stringMatching(/^share\/postgresql\/extension\/postgis--\d+\.\d+\.\d+\.sql$/),
    'share/postgresql/extension/postgis.control',
  ]);
  const projections = [...all.keys()].filter((name) => name.startsWith('share/proj/') && !name.endsWith('/'));
  expect([...left.keys()].filter((name) => name.startsWith('share/proj/')).sort()).toEqual(projections.sort());
});

it('is made once, and nothing unfinished stays', () => {
  const here = pathToFileURL(`${folder}/once/`);
  const first = postgisBundle(shipped, here);
  const { mtimeMs } = statSync(first);
  expect(postgisBundle(shipped, here).href).toBe(first.href);
  expect(statSync(first).mtimeMs).toBe(mtimeMs);
  expect(readdirSync(here)).toHaveLength(1);
});

it('is the shipped one where nothing can be written', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(postgisBundle(shipped, pathToFileURL(`${folder}/file/below/`)).href).toBe(shipped.href);
});

/** Read by the layout of POSIX.1, independently of what is tested. */
function filesIn(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  let rest = archive;
  while (rest.length >= 512 && rest[0] !== 0) {
    const field = (from: number, to: number) => rest.subarray(from, to).toString('latin1').replace(/\0.*$/s, '');
    const bytes = Number.parseInt(field(124, 136).trim(), 8);
    files.set(field(0, 100), rest.subarray(512, 512 + bytes).toString('latin1'));
    rest = rest.subarray(512 + Math.ceil(bytes / 512) * 512);
  }
  return files;
}
