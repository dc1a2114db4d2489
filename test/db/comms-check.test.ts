import { expect, it } from 'vitest';
import { wholeServer, type Tx } from '../../server/kernel/db.ts';
import { recordCheck } from '../../server/tree/comms-checks.commands.ts';
import { at } from '../support/climbing.ts';
import { onBothDatabases } from '../support/database.ts';
import { squaresOf } from '../support/plans.ts';

/** Looks at the plan of each insert before it runs, with the rights and settings of its transaction, and runs none that would take minutes. */
function planned(tx: Tx): Tx {
  return {
    ...tx,
    query: async (text, values) => {
      if (/^\s*insert/.test(text)) expect(await squaresOf(tx, text, values)).toEqual([]);
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
  },
  { city: true },
);
