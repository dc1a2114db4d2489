import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/kernel/db/db.ts';
import { ChildServer } from '../support/child-server.ts';
import { Desk } from '../support/desk.ts';
import { inParallel, timed } from './measure.ts';

const requests = 3_000;
const phonesAtOnce = 64;

/** Receipts a second that the simplest possible server takes in. */
export async function bareReceiptsPerSecond(env: Record<string, string>): Promise<number> {
  const server = new ChildServer(env, ['--import', 'tsx', 'test/bench/bare-server.ts']);
  const desk = new Desk(await server.ready());
  const receipts = Array.from({ length: requests }, () => ({ receiptId: randomUUID(), callId: randomUUID(), kind: 'heard' }));
  const { milliseconds } = await timed(() => inParallel(receipts, phonesAtOnce, (receipt) => desk.post('/receipts', receipt)));
  await server.end('SIGKILL');
  return requests / (milliseconds / 1000);
}

/** Milliseconds for as many calls as `count`, one insert statement each, in one transaction. */
export async function oneInsertPerCall(database: Database, count: number): Promise<number> {
  const { milliseconds } = await timed(() =>
    database.asOwner(async (tx) => {
      await tx.query(
        'create temp table bare_call (id uuid primary key, person_id bigint, area_code text, state text, due_at timestamptz) on commit drop',
      );
      for (let person = 1; person <= count; person += 1) {
        await tx.query(`insert into bare_call values ($1, $2, $3, 'silent', now())`, [randomUUID(), person, '320623101000']);
      }
    }),
  );
  return milliseconds;
}
