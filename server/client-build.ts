import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What the built client depends on. */
const sources = ['client', 'geodata', 'server/contract', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];

/**
 * Builds the client unless what was built last is of the same sources.
 *
 * @param root the folder that holds package.json
 * @returns whether it was built now
 */
export async function buildClient(root: string): Promise<boolean> {
  const stampPath = join(root, 'dist', '.sources');
  const stamp = sourceStamp(root);
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return false;
  await runVite(root);
  writeFileSync(stampPath, stamp);
  return true;
}

/** Paths, sizes and times of change: reading every byte would cost more than the start should take. */
function sourceStamp(root: string): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesBelow(join(root, source))) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path.slice(root.length)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** In a process of its own, so that the database opens and is filled on the other core. */
function runVite(root: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  return new Promise((fulfil, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? fulfil() : reject(new Error(`The client could not be built:\n${output}`))));
  });
}
