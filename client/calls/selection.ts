import type { CallId } from '#contract/calls.ts';

/** Which calls the desk has marked, and from where a range is drawn. Never mutated. */
export interface Selection {
  readonly ids: ReadonlySet<CallId>;
  /** The line that was marked last: Shift marks everything from it. */
  readonly anchor: CallId | null;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null };

export function toggled({ ids }: Selection, id: CallId): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Everything between the anchor and `id` in the order on screen, besides what was marked before. Without an anchor: `id` alone. */
export function extended({ ids, anchor }: Selection, id: CallId, order: readonly CallId[]): Selection {
  const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(id)];
  if (from < 0 || to < 0) return { ids: new Set(ids).add(id), anchor: id };
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...between]), anchor };
}

/** All of them; none when all were marked already. */
export function allOrNone({ ids }: Selection, order: readonly CallId[]): Selection {
  if (order.length > 0 && order.every((id) => ids.has(id))) return nothingSelected;
  return { ids: new Set(order), anchor: order.at(-1) ?? null };
}
