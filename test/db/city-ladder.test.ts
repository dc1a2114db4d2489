import { beforeAll, expect, it } from 'vitest';
import type { Tally } from '#contract/calls.ts';
import { climbLimit } from '../../server/calls/escalation.commands.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { talliesOf, tallyAreas } from '../../server/calls/tallies.store.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Row } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { proveLog } from '../../server/kernel/log/log-proof.ts';
import { calledOut, everybody, type Calling } from '../support/calling.ts';
import { at } from '../support/climbing.ts';
import { onBothDatabases } from '../support/database.ts';

const nextDay = at(24 * 60 * 60);

onBothDatabases(
  'the ladders of a whole city, due at once',
  (database) => {
    let calling: Calling;
    let moved: number;
    beforeAll(async () => {
      calling = await calledOut(database(), { policy: await everybody(database()) });
      moved = await escalateDue(database(), { now: nextDay, doorbell: new Doorbell() });
    });
    const count = async (sql: string) => (await database().asOwner((tx) => tx.one<{ n: number } & Row>(sql, [calling.callOutId])))!.n;

    it('climb by one rung each, whichever of the transactions side by side takes them', async () => {
      expect(moved).toBeGreaterThan(4 * climbLimit);
      expect(
        await count(`select count(*)::int as n from call where call_out_id = $1 and rung = 1 and due_at > '${nextDay.toISOString()}'`),
      ).toBe(moved);
      expect(await count(`select count(*)::int as n from call where call_out_id = $1`)).toBe(moved);
    });

    it('ask for what their step asks for, once for each person', async () => {
      const asked = `from attempt a join call c on c.id = a.call_id where c.call_out_id = $1 and a.rung = 1 and a.channel = 'inApp'`;
      expect(await count(`select count(*)::int as n ${asked}`)).toBe(moved);
      expect(await count(`select count(distinct a.call_id)::int as n ${asked}`)).toBe(moved);
    });

    it('are counted in the log as they stand, and the log is whole', async () => {
      const { facts, areas } = await database().transaction(wholeServer, async (tx) => ({
        ...(await factsAfter(tx, { incidentId: calling.incident.id, since: 0, limit: 10_000 })),
        areas: await talliesOf(tx, await tallyAreas(tx, calling.callOutId)),
      }));
      const logged = facts.flatMap((fact): [string, Tally][] => (fact.kind === 'calls.put' ? [[fact.tallyCode, fact.tally]] : []));
      expect(new Map(logged)).toEqual(new Map(areas.map(({ tallyCode, tally }) => [tallyCode, tally])));
      expect(await proveLog(database(), calling.incident.id)).toMatchObject({ ok: true });
    });
  },
  { city: true },
);
