import type { Worker } from 'node:worker_threads';
import { openWorker, type WorkerName } from './worker.ts';

/** What the file of a thread posts once it listens. */
export const ready = 'ready';

/** Work that was not done in its time, or that ended its thread. */
export class ThreadLost extends Error {}

interface Waiting {
  task: unknown;
  fulfil: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * A thread that does one piece of work after another, each within a time. What takes longer, or more memory than it may, ends the thread:
 * the next piece gets a new one, and the event loop never waited. It is opened when it is first needed and keeps no process alive.
 */
export class Thread {
  readonly #name: WorkerName;
  readonly #limits: { milliseconds: number; memoryMegabytes: number };
  readonly #waiting: Waiting[] = [];
  #worker: Worker | null = null;
  #current: Waiting | null = null;
  #isReady = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(name: WorkerName, limits: { milliseconds: number; memoryMegabytes: number }) {
    this.#name = name;
    this.#limits = limits;
  }

  /** @throws ThreadLost */
  run(task: unknown): Promise<unknown> {
    return new Promise((fulfil, reject) => {
      this.#waiting.push({ task, fulfil, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#lose(new ThreadLost('closed'));
    for (const { reject } of this.#waiting.splice(0)) reject(new ThreadLost('closed'));
    await worker?.terminate();
  }

  #next(): void {
    if (this.#current) return;
    const next = this.#waiting.shift();
    if (!next) return this.#worker?.unref();
    this.#current = next;
    const worker = (this.#worker ??= this.#opened());
    worker.ref();
    worker.postMessage(next.task);
    if (this.#isReady) this.#watch(worker);
  }

  #opened(): Worker {
    const worker = openWorker(this.#name, null, { maxOldGenerationSizeMb: this.#limits.memoryMegabytes });
    worker.on('message', (answer: unknown) => {
      // Its first word is that it is ready: opening it takes long on a busy machine, and is not the work's fault.
      if (!this.#isReady) {
        this.#isReady = true;
        return this.#watch(worker);
      }
      clearTimeout(this.#timer);
      const current = this.#current;
      this.#current = null;
      current?.fulfil(answer);
      this.#next();
    });
    worker.on('error', (error) => this.#fail(worker, error));
    worker.on('exit', () => this.#fail(worker, new ThreadLost('the thread ended')));
    return worker;
  }

  #watch(worker: Worker): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#fail(worker, new ThreadLost('took too long'));
      void worker.terminate();
    }, this.#limits.milliseconds);
  }

  #fail(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#lose(error instanceof ThreadLost ? error : new ThreadLost(String(error)));
    this.#next();
  }

  #lose(error: ThreadLost): void {
    clearTimeout(this.#timer);
    this.#worker = null;
    this.#isReady = false;
    this.#current?.reject(error);
    this.#current = null;
  }
}
