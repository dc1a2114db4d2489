import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What the operator's system grants the process; as much as it wants where nothing is said. */
export interface Grant {
  openFiles?: number;
  heapMegabytes?: number;
}

/** The server as an operator runs it: a process of its own, which a test may end in any way. */
export class ChildServer {
  readonly #child: ChildProcess;
  #said = '';
  readonly #ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  /** Starts the process; it is not ready yet. */
  constructor(env: Record<string, string>, program = ['server/launch.js', 'main'], { openFiles, heapMegabytes }: Grant = {}) {
    // As `npm start` does, without the processes in between: a signal reaches the server itself.
    const heap = heapMegabytes === undefined ? [] : [`--max-old-space-size=${heapMegabytes}`];
    const node = [process.execPath, '--max-semi-space-size=64', ...heap, ...program];
    const [command, ...args] = openFiles === undefined ? node : ['prlimit', `--nofile=${openFiles}:${openFiles}`, ...node];
    this.#child = spawn(command!, args, {
      cwd: root,
      env: { ...inherited(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) stream.on('data', (chunk: Buffer) => (this.#said += chunk.toString()));
    this.#ended = new Promise((fulfil) => this.#child.once('close', (code, signal) => fulfil({ code, signal })));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Everything it has written so far. */
  get said(): string {
    return this.#said;
  }

  /** Its address, once it says that it is ready. */
  ready(): Promise<string> {
    return new Promise((fulfil, reject) => {
      const look = () => {
        const url = /ready: (\S+)/.exec(this.#said)?.[1];
        if (url) fulfil(url);
      };
      this.#child.stdout!.on('data', look);
      void this.#ended.then(() => reject(new Error(`The server ended before it was ready:\n${this.#said}`)));
      look();
    });
  }

  /** Gone without a word after so many milliseconds of whatever it is doing. */
  killAfter(milliseconds: number): Promise<unknown> {
    setTimeout(() => this.#child.kill('SIGKILL'), milliseconds);
    return this.#ended;
  }

  /** Sends the signal, if any, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    if (signal) this.#child.kill(signal);
    return this.#ended;
  }
}

/** Without the test runner's own settings, which are not the operator's. */
function inherited(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, VITEST: __, TEST_DATABASE_URL: ___, ...env } = process.env;
  return env;
}
