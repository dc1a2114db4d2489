import type { CallId, CallRow, Tally } from '#contract/calls.ts';
import { owed } from '../state/select.ts';
import type { World } from '../state/world.ts';

/** Who needs a person first: help, then the unroused, then by when the next rung is due; the answered last. */
const urgency = { unroused: 1, escalated: 2, silent: 3, answered: 4, stale: 5, superseded: 6 } as const;

/** Rows as read over HTTP, brought up to the world's newest facts; calls of an earlier version are left out. */
export function peopleRows(read: readonly CallRow[], world: World): CallRow[] {
  return read
    .map((row) => ({ ...row, ...world.calls.get(row.id) }))
    .filter((row) => row.state !== 'stale' && row.state !== 'superseded')
    .sort(byUrgency);
}

function byUrgency(a: CallRow, b: CallRow): number {
  return rank(a) - rank(b) || (a.dueAt ?? '~').localeCompare(b.dueAt ?? '~') || byId(a.id, b.id);
}

function rank(row: CallRow): number {
  return row.needHelp ? 0 : urgency[row.state];
}

function byId(a: CallId, b: CallId): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Whether the rows on screen add up to the tally. When very many calls of an area change at once, the fact carries the tally alone:
 * then the rows have to be read again.
 */
export function addsUp(rows: readonly CallRow[], tally: Tally): boolean {
  const answered = rows.filter((row) => row.state === 'answered').length;
  const unroused = rows.filter((row) => row.state === 'unroused').length;
  const escalated = rows.filter((row) => row.state === 'escalated').length;
  return rows.length === owed(tally) && answered === tally.answered && unroused === tally.unroused && escalated === tally.escalated;
}

/** How a call stands, as a key of the words; values: rung. */
export function stateKey(call: Pick<CallRow, 'state' | 'progress' | 'needHelp' | 'rung'>) {
  if (call.needHelp) return 'call/needHelp';
  if (call.state === 'answered') return call.progress ? (`call/${call.progress}` as const) : 'call/answered';
  if (call.state === 'silent' && call.rung > 0) return 'call/redialled';
  return `call/${call.state}` as const;
}
