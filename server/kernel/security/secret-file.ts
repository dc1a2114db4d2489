import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The secret that a file holds, which is made with 32 random bytes in hex where there is none. Only its owner can read it. Of two servers
 * that start at once on the same folder both read the one that was there first, and nobody reads half of one.
 */
export function secretInFile(path: string): string {
  if (!existsSync(path)) make(path);
  return readFileSync(path, 'utf8').trim();
}

function make(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const written = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(written, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(written, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(written);
  }
}
