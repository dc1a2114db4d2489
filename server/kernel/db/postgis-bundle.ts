import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Of what the package ships: the library, what `create extension postgis` reads, and the projections. */
const kept = /^(lib\/postgresql\/postgis-3\.so|share\/postgresql\/extension\/postgis(\.control|--[\d.]+\.sql)|share\/proj\/.+)$/;

const built = import.meta.url.endsWith('.js');
const ours = new URL(built ? '../../postgis/' : '../../../dist/postgis/', import.meta.url);

/**
 * The part of the extension's bundle that is used here, a third of it. The engine unpacks the bundle into memory and compiles each library
 * in it whenever a database is opened: rasters, topology and the scripts of every upgrade are most of what that takes.
 *
 * @param shipped the bundle of the package
 * @param folder where the smaller one is kept
 * @returns the smaller one, which is made once; the shipped one where nothing can be written
 */
export function postgisBundle(shipped: URL, folder = ours): URL {
  const manifest = readFileSync(new URL('../package.json', shipped));
  const name = createHash('sha256').update(manifest).update(kept.source).digest('hex').slice(0, 16);
  const file = new URL(`${name}.tar.gz`, folder);
  return existsSync(file) || isMade(shipped, file) ? file : shipped;
}

/** Whole or not at all: others may open a database at the same moment. */
function isMade(shipped: URL, file: URL): boolean {
  // Inflating is most of reading a bundle; what is not deflated takes a moment.
  const bundle = gzipSync(keptFiles(gunzipSync(readFileSync(shipped))), { level: 0 });
  const unfinished = `${fileURLToPath(file)}.${process.pid}-${crypto.randomUUID()}`;
  try {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(unfinished, bundle);
    renameSync(unfinished, file);
    return true;
  } catch {
    return false;
  }
}

const blockBytes = 512;

/** A tar archive is headers of one block, each followed by the blocks of its file (POSIX.1, ustar). */
function keptFiles(archive: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; archive[at];) {
    const name = archive.toString('latin1', at, archive.indexOf(0, at));
    const bytes = parseInt(archive.toString('latin1', at + 124, at + 136), 8);
    const next = at + blockBytes * (1 + Math.ceil(bytes / blockBytes));
    if (kept.test(name)) parts.push(archive.subarray(at, next));
    at = next;
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}
