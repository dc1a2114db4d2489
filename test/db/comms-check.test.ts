import { expect, it } from 'vitest';
import { wholeServer, type Database, type Tx } from '../../server/kernel/db/db.ts';
import { checkComms, newestCheck, recordCheck } from '../../server/tree/comms-checks.commands.ts';
import { at } from '../support/climbing.ts';
import { onBothDatabases } from '../support/database.ts';
import { squaresOf } from '../support/plans.ts';

/** Looks at the plan of whatever reads or inserts before it runs, with the rights and settings of its transaction, and runs none that would take minutes. */
function planned(tx: Tx): Tx {
  return {
    ...tx,
    query: async (text, values) => {
      if (/^\s*(insert|select)/.test(text)) expect(await squaresOf(tx, text, values)).toEqual([]);
      return tx.query(text, values);
    },
  };
}

onBothDatabases(
  'a muted check of a whole city',
  (database) => {
    it('reads what an earlier one left once, not again for each person', async () => {
      const check = (seconds: number) =>
        database().transaction(wholeServer, (tx) => recordCheck(planned(tx), { at: at(seconds), userId: null, personIds: [] }));
      await check(0);
      await check(60);
      await check(120);
      const counts = await database().asOwner((tx) =>
        tx.query<{ asked: number }>(`select count(*)::int as asked from comms_check_person group by check_id order by check_id`),
      );
      expect(counts).toHaveLength(3);
      expect(new Set(counts.map(({ asked }) => asked)).size).toBe(1);
      expect(counts[0]!.asked).toBeGreaterThan(10_000);
    });

    it('counts none that ended half way, and takes it away with the next', async () => {
      const newest = () => database().transaction(wholeServer, newestCheck);
      const before = await newest();
      let steps = 0;
      const dying: Database = {
        ...database(),
        transaction: (scope, work) => {
          steps += 1;
          return steps === 5 ? Promise.reject(new Error('gone')) : database().transaction(scope, work);
        },
      };
      const answered = { at: at(600), userId: null, personIds: [] };
      await expect(checkComms(dying, answered)).rejects.toThrow('gone');
      const left = () => database().asOwner((tx) => tx.query(`select id from comms_check where not complete`));
      expect([await newest(), await left()]).toEqual([before, [expect.anything()]]);
      await checkComms(database(), { ...answered, at: at(660) });
      expect(await newest()).toMatchObject({ at: at(660).toISOString(), asked: before!.asked });
      expect(await left()).toEqual([]);
    });
  },
  { city: true },
);
