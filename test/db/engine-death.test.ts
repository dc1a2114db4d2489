import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../server/kernel/db/db.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';

/** Reads deeper than the engine's thread can: an error of JavaScript's, not an answer. */
const deadly = `set local max_stack_depth = '100MB'; select (repeat('[', 1000000)::json)::text`;

let home: string;
let database: Database;
let deaths: boolean[];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'jiaoying-engine-'));
  deaths = [];
  database = await openEmbedded(join(home, 'database'), (_, isReopened) => deaths.push(isReopened));
  await database.asOwner((tx) => tx.query('create table kept (number int)'));
});
afterEach(async () => {
  await database.close();
  rmSync(home, { recursive: true });
});

const insert = (number: number) => database.asOwner((tx) => tx.query('insert into kept values ($1)', [number]));
const kept = async () =>
  (await database.asOwner((tx) => tx.query<{ number: number }>('select number from kept order by 1'))).map(({ number }) => number);
const die = () => database.asOwner((tx) => tx.query(deadly)).catch(String);

describe('an embedded engine', () => {
  it('that dies is followed by another one, which has all that was committed and nothing that was not', { timeout: 120_000 }, async () => {
    await insert(1);
    const underWay = database.asOwner(async (tx) => {
      await tx.query('insert into kept values (2)');
      await tx.query(deadly);
    });
    await expect(underWay).rejects.toThrow();
    await expect
      .poll(
        () =>
          insert(3).then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
    expect(await kept()).toEqual([1, 3]);
    expect(deaths).toEqual([true]);
  });

  it('that dies again and again is not opened a third time', { timeout: 120_000 }, async () => {
    await insert(1);
    for (let death = 1; death < 3; death += 1) {
      await die();
      await expect.poll(() => kept().catch(() => []), { timeout: 60_000 }).toEqual([1]);
    }
    await die();
    await expect.poll(() => deaths, { timeout: 60_000 }).toEqual([true, true, false]);
    await expect(kept()).rejects.toThrow();
  });

  it('does not tire of statements that fail', { timeout: 120_000 }, async () => {
    // A stack of 2 MB was full after some seventeen hundred.
    for (let failure = 0; failure < 2_000; failure += 1) {
      const failed = database.asOwner((tx) => tx.query('select 1 / $1::int', [0]));
      await expect(failed).rejects.toThrow('division by zero');
    }
    await insert(1);
    expect(await kept()).toEqual([1]);
    expect(deaths).toEqual([]);
  });
});
