import { expect, it } from 'vitest';
import type { Tx } from '../../../../server/kernel/db/db.ts';
import { dutyLocks, incidentLocks, lockIncident, lockUntilCommit } from '../../../../server/kernel/db/locks.ts';

it('keeps the keys of earlier releases, which run beside this one during an upgrade', async () => {
  expect(dutyLocks).toEqual({
    migration: 5031977001,
    filling: 5031977002,
    treeProof: 5031977016,
    postTree: 5031977017,
    administration: 5031977021,
  });
  expect(incidentLocks).toEqual({ log: 0, notices: 1 });
  const asked: unknown[] = [];
  const tx = { query: (...statement: unknown[]) => Promise.resolve(void asked.push(statement)) } as unknown as Tx;
  await lockUntilCommit(tx, 'filling');
  await lockIncident(tx, 'log', 'i');
  await lockIncident(tx, 'notices', 'i');
  expect(asked).toEqual([
    ['select pg_advisory_xact_lock($1)', [5031977002]],
    ['select pg_advisory_xact_lock(hashtextextended($1, 0))', ['i']],
    ['select pg_advisory_xact_lock(hashtextextended($1, 1))', ['i']],
  ]);
});

it('gives no two duties one key', () => {
  expect(new Set(Object.values(dutyLocks)).size).toBe(Object.keys(dutyLocks).length);
});
