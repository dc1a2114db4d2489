import { expect, it } from 'vitest';
import { openCallOutStates, owedStates, owingStates, replacedStates } from '#contract/calls.ts';
import { leftStates } from '#contract/channels.ts';
import { wantedHelpStates } from '#contract/help.ts';
import { sourcesIn, textOf } from './source.ts';
import { tables, writesIn } from './tables.ts';

/** The log moves the head of its incident in the same statement order as its own rows: the one place where two files share a table. */
const shared: Record<string, readonly string[]> = {
  incident: ['server/incidents/incidents.store.ts', 'server/kernel/log/change-log.ts'],
};

const server = sourcesIn('server');

it('gives every table one writer', () => {
  const writers = new Map<string, Set<string>>();
  for (const { table, file } of writesIn(server)) writers.set(table, (writers.get(table) ?? new Set()).add(file));
  const crowded = [...writers].filter(([table, files]) => !shared[table] && files.size > 1);
  expect(crowded.map(([table, files]) => `${table}: ${[...files].join(', ')}`)).toEqual([]);
  for (const [table, files] of Object.entries(shared)) expect([...(writers.get(table) ?? [])].sort()).toEqual([...files].sort());
});

it('writes only tables that a migration makes', () => {
  const known = new Set(tables());
  const unknown = writesIn([...server, ...sourcesIn('geodata')]).filter(({ table }) => !known.has(table));
  expect(unknown).toEqual([]);
});

it('keeps SQL in the stores, in the kernel and in the seed', () => {
  const asks = /\.(query|one)(<[^(]*>)?\(/;
  const elsewhere = server.filter((path) => !/\.store\.ts$|^server\/kernel\//.test(path) && asks.test(textOf(path)));
  expect(elsewhere).toEqual([]);
});

it('takes advisory locks by name, in one file', () => {
  const elsewhere = [...server, ...sourcesIn('geodata')].filter((path) => path !== 'server/kernel/db/locks.ts');
  expect(elsewhere.filter((path) => /pg_(try_)?advisory/.test(textOf(path)))).toEqual([]);
});

it('never sends a named statement, which turns to a generic plan that parses geometries again for every row', () => {
  expect(server.filter((path) => /\bquery\(\{[^}]*\bname:/.test(textOf(path)))).toEqual([]);
});

it('asks the log for nothing: what stands where is read from rows, and the log is told', () => {
  const asking = server.filter((path) => !path.startsWith('server/kernel/') && /\b(from|join)\s+change_log\b/i.test(textOf(path)));
  expect(asking).toEqual([]);
});

/** Written out here and there they once differed from each other. */
const rules = { owingStates, owedStates, replacedStates, openCallOutStates, wantedHelpStates, leftStates };

it.each(Object.entries(rules))('asks by the list %s of the contract, and writes it out nowhere', (_name, states) => {
  const written = server.filter((path) =>
    [...textOf(path).matchAll(/\bin \(((?:'\w+',? ?)+)\)/g)].some(([, words]) => isSame(words!.match(/\w+/g)!, states)),
  );
  expect(written).toEqual([]);
});

function isSame(words: readonly string[], states: readonly string[]): boolean {
  return words.toSorted().join(' ') === states.toSorted().join(' ');
}
