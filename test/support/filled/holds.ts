import type { Database, Tx } from '../../../server/kernel/db.ts';

/** How long something had the only session of the embedded database to itself. */
export interface Hold {
  milliseconds: number;
  text: string;
}

/** Of one transaction: all of it, and the longest of its statements. */
export interface Held {
  whole: number;
  longest: Hold;
}

/**
 * The same database, which tells how long each transaction held it. In time of the processor, of this process alone: what else runs on the
 * machine makes nothing longer.
 */
export function timedDatabase(database: Database, onHeld: (held: Held) => void): Database {
  const timed = <T>(run: (work: (tx: Tx) => Promise<T>) => Promise<T>, work: (tx: Tx) => Promise<T>) =>
    run(async (tx) => {
      const begun = process.cpuUsage();
      const longest: Hold = { milliseconds: 0, text: '' };
      try {
        return await work(timedTx(tx, longest));
      } finally {
        onHeld({ whole: millisecondsSince(begun), longest });
      }
    });
  return {
    ...database,
    transaction: (scope, work) => timed((timedWork) => database.transaction(scope, timedWork), work),
    asOwner: (work) => timed((timedWork) => database.asOwner(timedWork), work),
  };
}

function timedTx(tx: Tx, longest: Hold): Tx {
  const query: Tx['query'] = async (text, values) => {
    const begun = process.cpuUsage();
    try {
      return await tx.query(text, values);
    } finally {
      const milliseconds = millisecondsSince(begun);
      if (milliseconds > longest.milliseconds) Object.assign(longest, { milliseconds, text: text.replace(/\s+/g, ' ').slice(0, 300) });
    }
  };
  return {
    ...tx,
    query,
    one: async <R extends Record<string, unknown>>(text: string, values?: unknown[]) => (await query<R>(text, values))[0],
  };
}

function millisecondsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

/** What this machine needs for a statement of a known size: a tenth of a second on the one where the limit was set. */
export async function tenthOfASecond(database: Database): Promise<number> {
  let least = Infinity;
  for (let turn = 0; turn < 5; turn += 1) {
    const begun = process.cpuUsage();
    await database.asOwner((tx) => tx.query(`select count(*) from generate_series(1, 150000) nr where md5(nr::text) < '8'`));
    least = Math.min(least, millisecondsSince(begun));
  }
  return least;
}
