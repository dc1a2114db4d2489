import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentId } from '#contract/incidents.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { listen } from '../../server/kernel/http/listen.ts';
import { openLog } from '../../server/kernel/log.ts';
import { withDatabase } from '../support/database.ts';
import { aLayerFact, committed } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { tinyCity } from '../support/tiny-city.ts';

const database = withDatabase();
const stops: (() => Promise<void>)[] = [];

beforeAll(() => database().asOwner(tinyCity));
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Another node's ear: it knows of a commit only through the database. */
function aNode(watched: IncidentId[]) {
  const doorbell = new Doorbell();
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  doorbell.onRing((incidentId) => {
    heard.push(incidentId);
    for (const look of [...waiting]) look();
  });
  const connectionString = database().pool.options.connectionString!;
  stops.push(listen({ connectionString, doorbell, watched: () => watched, log: openLog('silent') }));
  return (times: number) =>
    new Promise<void>((fulfil) => {
      const look = () => {
        if (heard.length >= times) fulfil();
      };
      waiting.add(look);
      look();
    });
}

async function listeners(): Promise<number[]> {
  const { rows } = await database().pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and query = 'listen jiaoying_log'`,
  );
  return rows.map(({ pid }) => pid);
}

describe('a node that listens', () => {
  it('hears what another node commits', async () => {
    const { id } = await openedIncident(database());
    const rung = aNode([]);
    await expect.poll(listeners).toHaveLength(1);
    await committed(database(), { incidentId: id, doorbell: new Doorbell() }, aLayerFact(1));
    await rung(1);
  });

  it('asks for every watched log again after its connection was lost: what rang meanwhile is gone', async () => {
    const { id } = await openedIncident(database());
    const rung = aNode([id]);
    await rung(1); // on connecting
    const [ear] = await listeners();
    await database().pool.query('select pg_terminate_backend($1)', [ear]);
    await expect.poll(listeners).not.toContain(ear);
    await committed(database(), { incidentId: id, doorbell: new Doorbell() }, aLayerFact(1));
    await rung(2);
  });
});
