import { expect, it } from 'vitest';
import { factsInAll } from '../../server/kernel/log/change-log.ts';
import { keepAnalysed } from '../../server/kernel/db/analysed.ts';
import { withDatabase } from '../support/database.ts';
import { openedIncident } from '../support/incident.ts';
import { tinyCity } from '../support/tiny-city.ts';

const database = withDatabase({ engine: 'embedded' });

it('learns how large the tables of calls have grown, where nobody else looks after it', async () => {
  await database().asOwner(tinyCity);
  await openedIncident(database());
  const errors: unknown[] = [];
  const stop = keepAnalysed(database(), { tables: ['change_log'], added: factsInAll, intervalMilliseconds: 1 }, (error) =>
    errors.push(error),
  );
  const known = async () =>
    (await database().asOwner((tx) => tx.one<{ rows: number }>(`select reltuples as rows from pg_class where relname = 'change_log'`)))
      ?.rows;
  while ((await known()) !== 1);
  await stop();
  expect(errors).toEqual([]);
});
