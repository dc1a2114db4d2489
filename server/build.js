import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { clearBuilds, useBuild } from './builds-in-use.js';

/** What the built client depends on. */
const clientSources = ['client', 'geodata', 'server/contract', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];

/** What the built server depends on. */
const serverSources = ['server', 'geodata', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** The programs, and the threads they start. */
const entries = {
  main: 'server/main.ts',
  watch: 'server/watch.ts',
  backup: 'server/backup.ts',
  restore: 'server/restore.ts',
  'embedded-worker': 'server/kernel/db/embedded-worker.ts',
  'pdf-worker': 'server/kernel/documents/pdf-worker.ts',
  'cap-worker': 'server/warnings/cap.worker.ts',
};

/**
 * Packages that run as they are shipped. Those that read files of their own, which would not be found from inside a bundle; the one that
 * only builds; and the one that is written for sloppy mode: a bundle is a module, therefore strict, where assigning to a name that nobody
 * declared throws. `test/house/built.test.ts` looks for the next one.
 */
const leftOutside = [
  /^@electric-sql\//,
  /^@node-rs\//,
  'sharp',
  'pdfmake',
  'pino',
  'connect-pg-simple',
  'rolldown',
  'smpp',
  'prom-client',
  'redis',
];

/**
 * Where the client of today's sources is built, or will be.
 *
 * @param {string} root the folder that holds package.json
 */
export function clientFolder(root) {
  return join(root, 'dist/client', sourceStamp(root, clientSources).slice(0, 16));
}

/**
 * Builds the client unless that was done of the same sources.
 *
 * @param {string} root the folder that holds package.json
 * @param {string} [folder] where it goes
 * @returns {Promise<boolean>} whether it was built now
 */
export function buildClient(root, folder = clientFolder(root)) {
  return made(folder, (unfinished) => runVite(root, unfinished));
}

/**
 * Puts the server into a few files unless that was done of the same sources: fourteen hundred modules, each asked for by itself,
 * would take most of the time until it is back after a crash.
 *
 * @param {string} root the folder that holds package.json
 * @returns {Promise<string>} the folder that holds main.js and watch.js
 */
export async function buildServer(root) {
  const folder = join(root, 'dist/server', sourceStamp(root, serverSources).slice(0, 16));
  await made(folder, async (unfinished) => {
    const { build } = await import('rolldown');
    await build({
      cwd: root,
      input: entries,
      platform: 'node',
      tsconfig: join(root, 'tsconfig.json'),
      external: leftOutside,
      output: { dir: unfinished, format: 'esm', chunkFileNames: '[name].js' },
      logLevel: 'warn',
    });
  });
  return folder;
}

/**
 * A build has a folder of its own by the stamp of its sources, and stays there as long as a process needs it: what runs opens further
 * files of it days later.
 *
 * @param {string} folder
 * @param {(unfinished: string) => Promise<void>} build
 * @returns {Promise<boolean>} whether it was built now
 */
async function made(folder, build) {
  const isThere = existsSync(folder);
  if (!isThere) {
    const unfinished = `${folder}.${process.pid}`;
    await build(unfinished);
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      // Who was started at the same moment may have built the same.
      if (!existsSync(folder)) throw error;
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  useBuild(folder);
  clearBuilds(folder);
  return !isThere;
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
 * @param {string} folder
 * @returns {Promise<void>}
 */
function runVite(root, folder) {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  return new Promise((fulfil, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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

// `npm run build`; this file is part of the built server too.
if (process.argv[1]?.endsWith('server/build.js')) await Promise.all([buildServer(process.cwd()), buildClient(process.cwd())]);
