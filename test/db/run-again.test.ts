import { beforeAll, expect, it } from 'vitest';
import { openDatabase, wholeServer, type Database, type Tx } from '../../server/kernel/db/db.ts';
import { Metrics } from '../../server/kernel/metrics.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
let metrics: Metrics;
let counted: Database;

beforeAll(async () => {
  metrics = new Metrics();
  const { options } = database().pool as unknown as { options: { connectionString: string } };
  counted = openDatabase('postgres', { connectionString: options.connectionString, max: 4 }, { metrics });
  await database().asOwner((tx) =>
    tx.query(`create table slot (id int primary key, taken int not null default 0); grant all on slot to jiaoying_app`),
  );
  await database().asOwner((tx) => tx.query(`insert into slot values (1), (2)`));
  return () => counted.close();
});

const take = (tx: Tx, id: number) => tx.query(`update slot set taken = taken + 1 where id = $1`, [id]);

it('runs the one again that PostgreSQL ends when two wait for each other: both are done, each once', async () => {
  let isSecondIn = (): void => undefined;
  let isFirstIn = (): void => undefined;
  const secondIn = new Promise<void>((fulfil) => (isSecondIn = fulfil));
  const firstIn = new Promise<void>((fulfil) => (isFirstIn = fulfil));
  const committed: string[] = [];
  await Promise.all([
    counted.transaction(wholeServer, async (tx) => {
      tx.afterCommit(() => committed.push('first'));
      await take(tx, 1);
      isFirstIn();
      await secondIn;
      await take(tx, 2);
    }),
    counted.transaction(wholeServer, async (tx) => {
      tx.afterCommit(() => committed.push('second'));
      await firstIn;
      await take(tx, 2);
      isSecondIn();
      await take(tx, 1);
    }),
  ]);
  expect(await database().asOwner((tx) => tx.query(`select id, taken from slot order by id`))).toEqual([
    { id: 1, taken: 2 },
    { id: 2, taken: 2 },
  ]);
  expect(committed.sort()).toEqual(['first', 'second']);
  expect(await metrics.registry.metrics()).toMatch(/jiaoying_transaction_retries_total\{code="40P01"\} 1/);
});

it('gives up after some tries, and runs nothing again that failed for itself', async () => {
  let runs = 0;
  const failing = (code: string) =>
    counted.transaction(wholeServer, async (tx) => {
      runs += 1;
      await tx.query(`do $$ begin raise exception 'ended' using errcode = '${code}'; end $$`);
    });
  await expect(failing('40001')).rejects.toMatchObject({ code: '40001' });
  expect(runs).toBe(4);
  runs = 0;
  await expect(failing('23505')).rejects.toMatchObject({ code: '23505' });
  expect(runs).toBe(1);
});
