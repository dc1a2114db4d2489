import type { Incident } from '../contract/incidents.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { damagedLogs } from '../kernel/log/integrity.ts';
import { incidentsApart, incidentsById, setApart } from './incidents.store.ts';

/** Said when what people work in now cannot be shown as it was. */
export class LogDamaged extends Error {}

/**
 * Sets apart every drill whose log is damaged, and every actual incident that is over: they are closed for good and say so, everything
 * else runs. An actual incident that is open refuses the start instead. Its map would show who is silent and who has answered from a log
 * that lacks an unknown part, and every call of it goes on from that; a backup, or paper, is what can be trusted.
 *
 * @returns all that are apart, from earlier starts too
 * @throws LogDamaged
 */
export function setDamagedApart(database: Database, now: Date): Promise<Incident[]> {
  return damagedLogs(database).then((damaged) =>
    database.transaction(wholeServer, async (tx) => {
      if (damaged.length > 0) {
        const apart = await setApart(tx, damaged, now);
        const open = damaged.filter(({ id }) => !apart.has(id)).map(({ id }) => id as Incident['id']);
        if (open.length > 0) throw new LogDamaged(refusalOf([...(await incidentsById(tx, open)).values()]));
      }
      return incidentsApart(tx);
    }),
  );
}

function refusalOf(incidents: readonly Incident[]): string {
  const names = incidents.map(({ name, id }) => `“${name}” (${id})`).join(', ');
  return `The log of ${names} is damaged, and people work in it: nothing was changed. Restore a backup into another folder and start from there.`;
}
