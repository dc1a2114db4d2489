import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEnd, withinMinutes } from './restarts.js';

/**
 * `npm start`: runs the server as a process of its own, and starts it again when it has died. It does nothing else, so that nothing can
 * end it but whoever started it; and when it is ended by force, the server notices and ends too, so that none is left that nobody keeps.
 */
const server = ['--max-semi-space-size=64', join(import.meta.dirname, 'launch.js'), 'main', ...process.argv.slice(2)];

/** When a server was started again, by a clock that nobody sets. @type {number[]} */
let restarts = [];
let isAsked = false;
let wasReady = false;
/** @type {import('node:child_process').ChildProcess | null} */
let running = null;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => stop(signal));
start();

function start() {
  const child = spawn(process.execPath, server, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  running = child;
  child.on('message', (said) => (wasReady ||= said === 'ready'));
  child.once('error', (error) => ended(1, null, `${error.message}\n`));
  child.once('exit', (code, signal) => ended(code, signal));
}

/**
 * @param {number | null} code
 * @param {string | null} signal
 * @param {string} [why]
 */
function ended(code, signal, why = '') {
  running = null;
  restarts = restarts.filter((at) => at > performance.now() - withinMinutes * 60_000);
  const { pauseSeconds, sentence, code: exitCode } = afterEnd({ code, signal, isAsked, wasReady, restarts: restarts.length });
  process.stderr.write(why + (sentence === null ? '' : `${sentence}\n`));
  if (pauseSeconds === null) process.exit(exitCode);
  setTimeout(() => {
    restarts.push(performance.now());
    start();
  }, pauseSeconds * 1000);
}

/** @param {'SIGINT' | 'SIGTERM'} signal */
function stop(signal) {
  isAsked = true;
  if (running) running.kill(signal);
  else process.exit(0);
}
