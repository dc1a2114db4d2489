import type { Router } from 'express';
import { areaPrefix, isCity } from '../contract/areas.ts';
import { watchdogKind, type IncidentId } from '../contract/incidents.ts';
import { mayDo } from '../contract/session.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import type { LogAnchors } from '../kernel/log/log-anchors.ts';
import { logMoment, type ScopedLog } from '../kernel/log/log-checkpoints.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import { proveLogAndRows } from '../kernel/log/row-proof.ts';
import { sendStream } from '../kernel/http/send-stream.ts';
import { changeClock, openIncident } from './incidents.commands.ts';
import { exportLog } from './log-export.commands.ts';
import { incidentById, incidentsToWorkIn } from './incidents.store.ts';

export interface IncidentDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  /** What was signed of the logs outside the database. */
  anchors: LogAnchors;
  /** The clock of an incident was set: what is due by it now must not wait for the next tick. */
  onClockChange: (id: IncidentId) => Promise<unknown>;
  /** Reads on to the newest fact and keeps checkpoints on the way: of a log that nobody has looked at there are none yet. */
  keepUp: (log: ScopedLog) => Promise<unknown>;
}

export function incidentRoutes({ database, clock, doorbell, anchors, onClockChange, keepUp }: IncidentDependencies): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return routes(database, {
    'get /incidents': ({ scoped }) => scoped(incidentsToWorkIn),
    'post /incidents': ({ body: wanted, session: { areaCode }, scoped }) =>
      scoped((tx) => openIncident(tx, ctx(), { wanted, openerArea: areaCode })),
    'get /incidents/:id': async ({ params: { id }, session, scoped }) => {
      const incident = await scoped((tx) => incidentById(tx, id));
      if (!incident || (incident.kind === watchdogKind && !mayDo(session, 'system.watch'))) throw new Refusal('incident/unknown');
      return incident;
    },
    'post /incidents/:id/clock': async ({ params: { id }, body: change, session: { areaCode: setterArea }, scoped }) => {
      const incident = await scoped((tx) => changeClock(tx, ctx(), { id, change, setterArea }));
      await onClockChange(id);
      return incident;
    },
    'get /incidents/:id/log/checkpoint': async ({ params: { id }, query, session, scoped }) => {
      if (!(await scoped((tx) => incidentById(tx, id)))) throw new Refusal('incident/unknown');
      const log = { incidentId: id, area: areaPrefix(session.areaCode) };
      await keepUp(log);
      return scoped((tx) => logMoment(tx, log, query));
    },
    'get /incidents/:id/log/verify': async ({ params: { id }, scoped }) => {
      if (!(await scoped((tx) => incidentById(tx, id)))) throw new Refusal('incident/unknown');
      return proveLogAndRows(database, id, anchors);
    },
    'get /incidents/:id/log/export': async ({ params: { id }, session, by: { address }, scoped, res }) => {
      if (!(await scoped((tx) => incidentById(tx, id)))) throw new Refusal('incident/unknown');
      // It holds what every county has told, whosever incident it is.
      if (!isCity(session.areaCode)) throw new Refusal('area/outside');
      const chunks = exportLog(database, anchors, { id, session, now: clock.now(), ...(address && { address }) });
      await sendStream(res, { type: 'application/x-ndjson', fileName: `log-${id}.ndjson`, chunks });
    },
  });
}
