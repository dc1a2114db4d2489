import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataSeal } from '../sealing/data-seal.ts';
import type { Metrics } from '../metrics.ts';
import type { Lookup, PersonalColumn, Readers } from '../sealing/personal-columns.ts';
import { ReadGate } from '../async/read-gate.ts';
import { RowOpener } from '../sealing/row-opener.ts';

/** What a transaction may see and do. `area`: a code prefix, or '*' for the server itself. */
export interface Scope {
  area: string;
  /** Runs as the role that may read names and addresses in the clear: reveals and sends, nothing else. */
  personal?: boolean;
  /** Who looks something up, and waits behind whatever is more urgent; absent: nobody has to wait for it. */
  reader?: string;
}

/** The server acting by itself: jobs, feeds, the tail of the log. */
export const wholeServer: Scope = { area: '*' };

export type Row = Record<string, unknown>;

export interface Tx {
  /** Unnamed statements only: a named one turns to a generic plan that re-parses geometries for every row. */
  query<R extends Row = Row>(text: string, values?: unknown[]): Promise<R[]>;
  /** The only row, or undefined when there is none. */
  one<R extends Row = Row>(text: string, values?: unknown[]): Promise<R | undefined>;
  /** A personal text as it is kept in its column: sealed where there is a data key. Rows that are read come opened. */
  seal<T extends string | null>(column: PersonalColumn, text: T): T | string;
  /** By what rows are looked for that hold such a text. */
  lookup(by: Lookup, text: string): string;
  /** Runs once the transaction has committed; never when it rolled back. */
  afterCommit(work: () => void): void;
}

export interface Database {
  readonly kind: 'embedded' | 'postgres';
  /** For libraries that bring their own SQL (sessions). Never inside a transaction: the embedded database is one session. */
  readonly pool: pg.Pool;
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As the owner of the tables, past row-level security: identity and seeding only. */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// bigint ids stay far below 2^53, so plain numbers are exact; dates stay text, without a time zone to shift them.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * Everything here is many short statements over indexes that are in memory: compiling one takes longer than running it, and a page that
 * is read out of order costs no more than the next one. Without this a step of 100,000 ladders took seven times as long.
 */
const planning = '-c jit=off -c random_page_cost=1.1';

/**
 * Nobody in front of a screen or a phone waits longer for what somebody else holds in the database: they are told, and ask again. What the
 * server does by itself is tried again at the next tick.
 */
const lockMilliseconds = 15_000;

/** Of the connections, how many may be busy with what people look up. */
const readingShare = 0.4;
/** Whatever is looked up is there by then, or is given up: nobody waits that long in front of a screen. */
const readingMilliseconds = 30_000;
/** A look waits only for who changes tables or holds them by hand: others that look must not stand behind it. */
const readingPatience = 3_000;

export interface DatabaseOptions {
  seal?: DataSeal;
  /** Called for each value of a column that does not open. */
  onUnreadable?: (column: string) => void;
  metrics?: Pick<Metrics, 'transaction' | 'retry'>;
}

export function openDatabase(
  kind: Database['kind'],
  config: pg.PoolConfig,
  {
    seal = DataSeal.none,
    onUnreadable = () => undefined,
    metrics,
    closeEngine,
  }: DatabaseOptions & { closeEngine?: () => Promise<void> } = {},
): Database {
  const pool = new pg.Pool(kind === 'postgres' ? { options: `${planning} -c lock_timeout=${lockMilliseconds}`, ...config } : config);
  // An idle connection that dies (server restarted) is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  const reads = new ReadGate(kind === 'embedded' ? 1 : Math.max(1, Math.floor((config.max ?? 10) * readingShare)));
  const opener = new RowOpener(seal, onUnreadable);
  return {
    kind,
    pool,
    transaction(scope, work) {
      const readers = scope.personal ? 'personal' : 'shown';
      const run = () =>
        again(() => timed(() => inTransaction(pool, { begin: opening(kind, scope), readers, seal, opener }, work), metrics), metrics);
      return scope.reader === undefined ? run() : reads.pass(scope.reader, run);
    },
    asOwner: (work) => again(() => inTransaction(pool, { begin: 'begin', readers: 'server', seal, opener }, work), metrics),
    async close() {
      await pool.end();
      await closeEngine?.();
    },
  };
}

/** Of transactions that took what the other wants PostgreSQL ends one (appendix A, 40P01), of those that cannot have been one after the other too (40001). */
const endedForAnother: ReadonlySet<unknown> = new Set(['40P01', '40001']);
const triesInAll = 4;
/** Whoever ran into each other does not do so again at once. */
const pauseMilliseconds = 50;

/** Runs a transaction again that was ended for another's sake: nothing of it has happened. */
async function again<T>(run: () => Promise<T>, metrics: DatabaseOptions['metrics']): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      if (!endedForAnother.has(code) || tries === triesInAll) throw error;
      metrics?.retry(String(code));
      await delay(pauseMilliseconds * tries * (0.5 + Math.random()));
    }
  }
}

async function timed<T>(run: () => Promise<T>, metrics: DatabaseOptions['metrics']): Promise<T> {
  const startedAt = performance.now();
  const note = (outcome: 'committed' | 'rolledBack') => metrics?.transaction(outcome, (performance.now() - startedAt) / 1000);
  try {
    const result = await run();
    note('committed');
    return result;
  } catch (error) {
    note('rolledBack');
    throw error;
  }
}

interface About {
  begin: string;
  readers: Readers;
  seal: DataSeal;
  opener: RowOpener;
}

async function inTransaction<T>(pool: pg.Pool, about: About, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const afterCommit: (() => void)[] = [];
  let broken = false;
  // The pool listens only to idle connections: one that dies between two statements of a transaction would end the process.
  const lost = () => (broken = true);
  client.on('error', lost);
  try {
    await client.query(about.begin);
    const result = await work(txOn(client, about, afterCommit));
    await client.query('commit');
    return result;
  } catch (error) {
    afterCommit.length = 0;
    // A connection on which the rollback did not arrive must not serve the next request. Neither must one that reported an error: the
    // embedded database says once too often that it is ready, and every later answer would be taken for the one before it.
    broken ||= error instanceof pg.DatabaseError;
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.off('error', lost);
    client.release(broken);
    for (const run of afterCommit) run();
  }
}

/** What was asked for stayed locked by somebody else (PostgreSQL, appendix A, 55P03). */
export function isLockedOut(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === '55P03';
}

/** One round trip: begin, role and scope. The scope is a literal of digits, '*' or nothing, checked before it is spliced in. */
function opening(kind: Database['kind'], scope: Scope): string {
  if (!/^(\*|[0-9]{4,12})$/.test(scope.area)) throw new Error(`Unexpected scope: ${scope.area}`);
  const role = scope.personal ? 'jiaoying_personal' : 'jiaoying_app';
  // The embedded engine has no timers of its own, and one session, so that nobody else locks anything.
  const isLimited = scope.reader !== undefined && kind === 'postgres';
  const limits = isLimited ? `; set local statement_timeout = ${readingMilliseconds}; set local lock_timeout = ${readingPatience}` : '';
  return `begin; set local role ${role}; set local jiaoying.area = '${scope.area}'${limits}`;
}

function txOn(client: pg.PoolClient, { seal, opener, readers }: About, afterCommit: (() => void)[]): Tx {
  const query = async <R extends Row>(text: string, values?: unknown[]) => {
    const result = await client.query<R>(text, values);
    await opener.open(result, { readers, client });
    return result.rows;
  };
  return {
    query,
    seal: (column, text) => seal.seal(column, text),
    lookup: (by, text) => seal.lookup(by, text),
    one: async <R extends Row>(text: string, values?: unknown[]) => (await query<R>(text, values))[0],
    afterCommit: (work) => void afterCommit.push(work),
  };
}
