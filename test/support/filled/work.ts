import pg from 'pg';
import { openDatabase, type Database } from '../../../server/kernel/db/db.ts';

/** Of a node of a plan that has run; counts are of one turn of its loop. */
interface RunNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: RunNode[];
}

/** How a statement ran, or a part of a function that is a statement of its own. */
export interface Ran {
  text: string;
  /** The most rows that any one node of its plan has looked at, over all turns of its loop. */
  looks: number;
  node: string;
  relations: string[];
  /** Rows that came from elsewhere than a table: from functions, lists of values and what has been made before. */
  brought: number;
  /** How often it was asked. */
  times: number;
}

/**
 * The same database through a pool of its own, on which the server tells for each statement how it ran: those inside of functions and
 * those of triggers too, with the rights and settings of their transaction, each run once and by nobody else's plan.
 */
export function tellingDatabase(url: string, onRan: (ran: Ran) => void): Database {
  const settings = {
    jit: 'off',
    random_page_cost: '1.1',
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
    'auto_explain.log_nested_statements': 'on',
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const database = openDatabase('postgres', { connectionString: url, max: 8, options });
  database.pool.on('connect', (client: pg.PoolClient) =>
    client.on('notice', ({ message }) => {
      const ran = ranIn(message ?? '');
      if (ran) onRan(ran);
    }),
  );
  return database;
}

function ranIn(message: string): Ran | null {
  const start = message.indexOf('{');
  if (!message.startsWith('duration:') || start < 0) return null;
  const { 'Query Text': text, Plan: plan } = JSON.parse(message.slice(start)) as { 'Query Text': string; Plan: RunNode };
  const nodes = nodesOf(plan);
  const most = nodes.reduce((one, other) => (looksOf(other) > looksOf(one) ? other : one));
  const sources = nodes.filter((node) => !node.Plans && !node['Relation Name']);
  return {
    text,
    looks: looksOf(most),
    node: `${most['Node Type']} ${most['Relation Name'] ?? ''}`.trim(),
    relations: [...new Set(nodes.flatMap((node) => node['Relation Name'] ?? []))],
    brought: sources.reduce((sum, node) => sum + node['Actual Rows'], 0),
    times: 1,
  };
}

function nodesOf(node: RunNode): RunNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function looksOf(node: RunNode): number {
  const removed = ['Rows Removed by Filter', 'Rows Removed by Join Filter', 'Rows Removed by Index Recheck'] as const;
  const each = removed.reduce((sum, name) => sum + (node[name] ?? 0), node['Actual Rows']);
  return each * node['Actual Loops'];
}

/** A statement that is asked again and again in one operation counts as one, with all that it looked at. */
export function summed(all: readonly Ran[]): Ran[] {
  const byText = new Map<string, Ran>();
  for (const ran of all) {
    const known = byText.get(ran.text);
    if (!known) byText.set(ran.text, { ...ran });
    else {
      const most = ran.looks > known.looks ? ran : known;
      Object.assign(known, {
        node: most.node,
        looks: known.looks + ran.looks,
        brought: known.brought + ran.brought,
        times: known.times + 1,
      });
      known.relations = [...new Set([...known.relations, ...ran.relations])];
    }
  }
  return [...byText.values()];
}

/** Rows that a node may look at for each row that there is: a handful of turns over everything. */
const looksPerRow = 12;
/** Whatever it does with less than this is not worth a word. */
const fewRows = 5_000;

/**
 * What of it looks at rows again and again: at far more of them than there are. Work that grows with the rows looks at each of them a few
 * times, however many there are; work that grows with their square looks at each of them once for every other.
 *
 * @param rows how many rows each table has
 */
export function squaresAmong(all: readonly Ran[], rows: ReadonlyMap<string, number>): string[] {
  return summed(all).flatMap(({ text, looks, node, relations, brought, times }) => {
    const there = relations.reduce((sum, name) => sum + (rows.get(name) ?? 0), brought + times);
    if (looks <= looksPerRow * Math.max(there, fewRows)) return [];
    return `${node} looked at ${looks} rows where there are ${there}: ${text.replace(/\s+/g, ' ').slice(0, 300)}`;
  });
}

export async function rowsOfTables({ pool }: Pick<Database, 'pool'>): Promise<Map<string, number>> {
  const { rows: tables } = await pool.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`);
  const counts = tables.map(({ name }) => `select '${name}' as name, (select count(*) from ${pg.escapeIdentifier(name)})::int as rows`);
  const { rows } = await pool.query<{ name: string; rows: number }>(counts.join(' union all '));
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}
