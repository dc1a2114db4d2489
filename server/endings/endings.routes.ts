import type { Router } from 'express';
import { callOutById } from '../calls/call-outs.store.ts';
import { reportOf } from '../calls/call-out-reports.commands.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import { warningById } from '../warnings/warnings.store.ts';
import { closeIncident, reopenIncident } from './closing.commands.ts';
import { endingsOf, openMatters } from './endings.store.ts';
import { endWarning, stopCallOut } from './stop.commands.ts';

export interface EndingDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** What people end by hand. What the asker may not see is unknown to the asker, whatever the server sees. */
export function endingRoutes({ database, clock, doorbell }: EndingDependencies): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return routes(database, {
    'post /call-outs/:id/stop': async ({ params: { id }, body: order, by, scoped }) => {
      if (!(await scoped((tx) => callOutById(tx, id)))) throw new Refusal('call-out/unknown');
      await database.transaction(wholeServer, (tx) => stopCallOut(tx, ctx(), { id, order, by }));
      return scoped((tx) => reportOf(tx, id));
    },
    'post /warnings/:id/end': async ({ params: { id }, body: order, by, scoped }) => {
      if (!(await scoped((tx) => warningById(tx, id)))) throw new Refusal('warning/unknown');
      return database.transaction(wholeServer, (tx) => endWarning(tx, ctx(), { id, order, by }));
    },
    'get /incidents/:id/matters': async ({ params: { id }, scoped }) => {
      await scoped((tx) => requireIncident(tx, id));
      return scoped((tx) => openMatters(tx, id));
    },
    'get /incidents/:id/endings': async ({ params: { id }, scoped }) => {
      await scoped((tx) => requireIncident(tx, id));
      return scoped((tx) => endingsOf(tx, id));
    },
    'post /incidents/:id/close': async ({ params: { id }, body: order, by, scoped }) => {
      await scoped((tx) => requireIncident(tx, id));
      return database.transaction(wholeServer, (tx) => closeIncident(tx, ctx(), { id, order, by }));
    },
    'post /incidents/:id/reopen': async ({ params: { id }, body: order, by, scoped, res }) => {
      await scoped((tx) => requireIncident(tx, id));
      const { incident, isOpen } = await database.transaction(wholeServer, (tx) => reopenIncident(tx, ctx(), { id, order, by }));
      res.status(isOpen ? 200 : 202);
      return incident;
    },
  });
}

async function requireIncident(tx: Tx, id: IncidentId): Promise<void> {
  if (!(await incidentById(tx, id))) throw new Refusal('incident/unknown');
}
