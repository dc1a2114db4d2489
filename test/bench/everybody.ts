import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { noon } from '../support/builders.ts';
import { everybody, orderedOut } from '../support/calling.ts';
import { released } from '../support/release.ts';
import { oneInsertPerCall } from './bare.ts';
import { timed, type Figure } from './measure.ts';

/** Every post and every household of the city in one call-out, by the commands that a warning uses; beside one insert for each call. */
export async function callEverybody(engine: string, database: Database): Promise<Figure[]> {
  const policy = await everybody(database);
  const ctx = { now: new Date(noon), doorbell: new Doorbell() };
  const { result, milliseconds } = await timed(() => orderedOut(database, { policy }));
  const release = await timed(() => released(database, ctx, result.callOutId));
  const count = await database.transaction(wholeServer, async (tx) => {
    const row = await tx.one<{ count: number }>('select count(*) as count from call where call_out_id = $1', [result.callOutId]);
    return row?.count ?? 0;
  });
  const inserts = await oneInsertPerCall(database, count);
  const all = count.toLocaleString('en');
  return [
    {
      engine,
      what: `${all} calls made`,
      value: milliseconds,
      unit: 'ms',
      beside: { what: 'one insert per call', value: inserts },
    },
    { engine, what: `${all} calls released: due, and their first attempts queued`, value: release.milliseconds, unit: 'ms' },
  ];
}
