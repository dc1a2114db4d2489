import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildClient, buildServer } from '../server/build.js';
import { startCluster, type Cluster } from './support/cluster.ts';
import { meetNeeds } from './support/needs.ts';

/**
 * Everything that must hold, in one command: `npm test`. With arguments, only the tests they name (`npm test -- test/db`).
 *
 * The last line is always `N passed, N failed`; each tool of the check counts as one.
 */
const chosen = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'jiaoying-test-'));
const running = new Set<ChildProcess>();
let cluster: Cluster | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void interrupted(signal));

/** What vitest's own reporter writes of a run. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; startTime: number; endTime: number }[];
}

const outcome = { passed: 0, failed: 0 };
const files: { path: string; seconds: number }[] = [];
try {
  meetNeeds(say);
  // The database's own user must be able to reach its folder in here.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  cluster = await startCluster();
  // The client's bundle is measured, and the servers of the tests run and serve what is built: once, instead of by each of them.
  await Promise.all([buildServer(root), buildClient(root)]);
  if (chosen.length === 0) await check();
  await runTests();
  tellSlowest();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  outcome.failed += 1;
} finally {
  await cleanUp();
}
process.exitCode = outcome.failed === 0 ? 0 : 1;
say(`${outcome.passed} passed, ${outcome.failed} failed`);

/** Every tool, also when one before it has failed; the slowest beside the others, one after another. */
async function check(): Promise<void> {
  const inTurn = async (scripts: string[]) => {
    for (const script of scripts) await checked(script);
  };
  await Promise.all([inTurn(['check:lint']), inTurn(['check:types', 'check:templates', 'check:unused', 'check:format'])]);
}

async function checked(script: string): Promise<void> {
  const startedAt = performance.now();
  const { code, output } = await finished('npm', ['run', '--silent', script]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) outcome.passed += 1;
  else outcome.failed += 1;
  say(code === 0 ? `✓ ${script} (${seconds} s)` : `✗ ${script} (${seconds} s)\n${output}`);
}

/**
 * One project after another, and nothing beside them: what holds the one session of the embedded database, and what fifty kills and a
 * database that falls may cost, is measured in seconds. With the tools of the check, or the screens, beside them those were missed.
 */
async function runTests(): Promise<void> {
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await finished(process.execPath, [vitest, 'run', ...reporters, ...chosen], 'inherit');
  // Without a report it has died, and the run has failed.
  const none: Report = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  const { numPassedTests, numFailedTests, testResults } = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : none;
  outcome.passed += numPassedTests;
  // A file that cannot be loaded has no failed tests of its own, but it has failed.
  outcome.failed += Math.max(numFailedTests, code === 0 && existsSync(report) ? 0 : 1);
  for (const { name: path, startTime, endTime } of testResults)
    files.push({ path: relative(root, path), seconds: (endTime - startTime) / 1000 });
}

/** Where the time goes, and what the build's own file should know of their lengths. */
function tellSlowest(): void {
  say('The slowest files:');
  const slowest = files.sort((one, other) => other.seconds - one.seconds).slice(0, 10);
  for (const { path, seconds } of slowest) say(`${seconds.toFixed(1).padStart(7)} s  ${path}`);
}

function finished(command: string, args: string[], output: 'inherit' | 'pipe' = 'pipe'): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, ...(cluster && { TEST_DATABASE_URL: cluster.url }) };
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', output, output] });
  running.add(child);
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((fulfil, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      fulfil({ code, output: said });
    });
  });
}

async function interrupted(signal: NodeJS.Signals): Promise<void> {
  for (const child of running) child.kill(signal);
  await cleanUp();
  process.exit(130);
}

async function cleanUp(): Promise<void> {
  await cluster?.stop();
  cluster = undefined;
  rmSync(folder, { recursive: true, force: true });
}

function say(line: string): void {
  console.log(line);
}
