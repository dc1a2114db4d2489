import { readdirSync, readFileSync } from 'node:fs';
import type { Database, Row, Tx } from '../../../server/kernel/db/db.ts';

/** How long a transaction had the only session of the embedded database to itself, and its longest statement. */
export interface Hold {
  milliseconds: number;
  statement: { milliseconds: number; text: string };
}

/**
 * The thread of this process in which the embedded database runs. What is measured is the time that it works, not the time that passes:
 * what else the machine is busy with makes nothing longer, and what the test does beside it is not counted.
 */
export class EngineThread {
  readonly #id: string;

  private constructor(id: string) {
    this.#id = id;
  }

  /** Found by its work. */
  static async of(database: Database): Promise<EngineThread> {
    const ids = readdirSync('/proc/self/task');
    const before = ids.map(workedMilliseconds);
    await yardstick(database);
    const worked = ids.map((id, nr) => workedMilliseconds(id) - before[nr]!);
    return new EngineThread(ids[worked.indexOf(Math.max(...worked))]!);
  }

  async during<T>(work: () => Promise<T>, tell: (milliseconds: number) => void): Promise<T> {
    const before = workedMilliseconds(this.#id);
    try {
      return await work();
    } finally {
      tell(workedMilliseconds(this.#id) - before);
    }
  }

  /** What this machine needs just now for a statement that takes a tenth of a second of a quiet one, where the limits were set. */
  async tenthOfASecond(database: Database): Promise<number> {
    const turns: number[] = [];
    for (let turn = 0; turn < 5; turn += 1)
      await this.during(
        () => yardstick(database),
        (milliseconds) => turns.push(milliseconds),
      );
    return turns.sort((one, other) => one - other)[2]!;
  }
}

/** Hashes and compares, as most of what the server asks does; touches no table. */
function yardstick(database: Database): Promise<unknown> {
  return database.asOwner((tx) => tx.query(`select count(*) from generate_series(1, 150000) nr where md5(nr::text) < '8'`));
}

/** By the scheduler of the system: nanoseconds on a processor come first (Linux, Documentation/scheduler/sched-stats). */
function workedMilliseconds(threadId: string): number {
  try {
    return Number(readFileSync(`/proc/self/task/${threadId}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    // Ended since it was listed.
    return 0;
  }
}

/** The same database, which tells how long each transaction held it. */
export function heldDatabase(database: Database, engine: EngineThread, onHold: (hold: Hold) => void): Database {
  type Run<T> = (work: (tx: Tx) => Promise<T>) => Promise<T>;
  const held = <T>(run: Run<T>, work: (tx: Tx) => Promise<T>): Promise<T> =>
    run((tx) => {
      const hold: Hold = { milliseconds: 0, statement: { milliseconds: 0, text: '' } };
      return engine.during(
        () => work(toldTx(tx, engine, hold)),
        (milliseconds) => onHold({ ...hold, milliseconds }),
      );
    });
  return {
    ...database,
    transaction: (scope, work) => held((run) => database.transaction(scope, run), work),
    asOwner: (work) => held((run) => database.asOwner(run), work),
  };
}

function toldTx(tx: Tx, engine: EngineThread, hold: Hold): Tx {
  const query = <R extends Row>(text: string, values?: unknown[]): Promise<R[]> =>
    engine.during(
      () => tx.query<R>(text, values),
      (milliseconds) => {
        if (milliseconds > hold.statement.milliseconds) hold.statement = { milliseconds, text: text.replace(/\s+/g, ' ').slice(0, 200) };
      },
    );
  return { ...tx, query, one: async <R extends Row>(text: string, values?: unknown[]) => (await query<R>(text, values))[0] };
}
