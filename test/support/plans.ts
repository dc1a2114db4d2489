import type { Row, Tx } from '../../server/kernel/db/db.ts';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'CTE Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  'TID Cond'?: string;
  'Plan Rows': number;
  Plans?: PlanNode[];
}

/**
 * Where a statement, as it would be planned in this transaction, reads one table again for every row of another: what takes a moment with
 * a hundred rows takes minutes with ten thousand. An inner side that is found by an index, or holds a single row, is none.
 *
 * @returns a word for each such place; empty when the work grows with what there is
 */
export async function squaresOf(tx: Tx, sql: string, values: unknown[] = []): Promise<string[]> {
  const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] } & Row>(`explain (format json) ${sql}`, values);
  return squaresIn(row!['QUERY PLAN'][0].Plan);
}

function squaresIn(node: PlanNode): string[] {
  const parts = node.Plans ?? [];
  const inner = node['Node Type'] === 'Nested Loop' ? parts[1] : undefined;
  const here = inner && !isLookedUp(inner) ? [`${nameOf(parts[0]!)} x ${nameOf(inner)}`] : [];
  return [...here, ...parts.flatMap(squaresIn)];
}

const passedThrough = new Set(['Memoize', 'Materialize', 'Subquery Scan', 'Limit', 'Result', 'Unique']);

function isLookedUp(node: PlanNode): boolean {
  if (node['Index Cond'] ?? node['Recheck Cond'] ?? node['TID Cond']) return true;
  if (node['Node Type'] === 'Result' && !node.Plans) return true;
  const parts = node.Plans ?? [];
  if (node['Node Type'] === 'Nested Loop') return parts.every(isLookedUp);
  if (passedThrough.has(node['Node Type'])) return parts.every(isLookedUp);
  // One group over what an index finds; without one it adds everything up again.
  return node['Node Type'] === 'Aggregate' && parts.every(isLookedUp);
}

function nameOf(node: PlanNode): string {
  const own = node['Relation Name'] ?? node['CTE Name'];
  return own ?? ((node.Plans ?? []).map(nameOf).join('+') || node['Node Type']);
}
