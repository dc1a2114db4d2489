import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What the built client depends on. */
const clientSources = ['client', 'geodata', 'server/contract', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];

/** What the built server depends on. */
const serverSources = ['server', 'geodata', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** The programs, and the threads they start. */
const entries = {
  main: 'server/main.ts',
  watch: 'server/watch.ts',
  'embedded-worker': 'server/kernel/embedded-worker.ts',
  'pdf-worker': 'server/kernel/pdf-worker.ts',
  'cap-worker': 'server/warnings/cap.worker.ts',
};

/**
 * Packages that run as they are shipped. Those that read files of their own, which would not be found from inside a bundle; the one that
 * only builds; and the one that is written for sloppy mode: a bundle is a module, therefore strict, where assigning to a name that nobody
 * declared throws. `test/house/built.test.ts` looks for the next one.
 */
const leftOutside = [/^@electric-sql\//, /^@node-rs\//, 'sharp', 'pdfmake', 'pino', 'connect-pg-simple', 'rolldown', 'smpp'];

/**
 * Builds the client unless what was built last is of the same sources.
 *
 * @param {string} root the folder that holds package.json
 * @returns {Promise<boolean>} whether it was built now
 */
export async function buildClient(root) {
  const stampPath = join(root, 'dist/client/.sources');
  const stamp = sourceStamp(root, clientSources);
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return false;
  await runVite(root);
  writeFileSync(stampPath, stamp);
  return true;
}

/**
 * Puts the server into a few files unless that was done of the same sources: fourteen hundred modules, each asked for by itself,
 * would take most of the time until it is back after a crash.
 *
 * @param {string} root the folder that holds package.json
 * @returns {Promise<string>} the folder that holds main.js and watch.js
 */
export async function buildServer(root) {
  const shelf = join(root, 'dist/server');
  const name = sourceStamp(root, serverSources).slice(0, 16);
  const folder = join(shelf, name);
  if (existsSync(folder)) return folder;
  const { build } = await import('rolldown');
  const unfinished = `${folder}.${process.pid}`;
  try {
    await build({
      cwd: root,
      input: entries,
      platform: 'node',
      tsconfig: join(root, 'tsconfig.json'),
      external: leftOutside,
      output: { dir: unfinished, format: 'esm', chunkFileNames: '[name].js' },
      logLevel: 'warn',
    });
    renameSync(unfinished, folder);
  } catch (error) {
    // Who was started at the same moment may have built the same, and cleared away what this one was writing.
    if (!existsSync(folder)) throw error;
  }
  for (const other of readdirSync(shelf)) if (other !== name) rmSync(join(shelf, other), { recursive: true, force: true });
  return folder;
}

/**
 * Paths, sizes and times of change: reading every byte would cost more than the start should take.
 *
 * @param {string} root
 * @param {readonly string[]} sources
 */
function sourceStamp(root, sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesBelow(join(root, source))) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path.slice(root.length)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * In a process of its own, so that the database opens and is filled on the other core.
 *
 * @param {string} root
 * @returns {Promise<void>}
 */
function runVite(root) {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  return new Promise((fulfil, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) fulfil();
      else reject(new Error(`The client could not be built:\n${output}`));
    });
  });
}
