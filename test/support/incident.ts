import type { Incident, NewIncident } from '#contract/incidents.ts';
import { openIncident } from '../../server/incidents/incidents.commands.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { noon } from './builders.ts';
import { code } from './tiny-city.ts';

/** Opens an incident of the whole city at noon, by the command that the routes use. */
export function openedIncident(database: Database, about: Partial<NewIncident> = {}): Promise<Incident> {
  const wanted: NewIncident = { name: '台风杜苏芮', kind: 'typhoon', mode: 'actual', ...about };
  const ctx = { now: new Date(noon), doorbell: new Doorbell() };
  return database.transaction(wholeServer, (tx) => openIncident(tx, ctx, { wanted, openerArea: code.nantong }));
}
