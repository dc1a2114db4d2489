import { Router } from 'express';
import { ClockChange, IncidentId, NewIncident, watchdogKind } from '../contract/incidents.ts';
import { mayDo } from '../contract/session.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf, sessionOf } from '../kernel/http.ts';
import { proveLog } from '../kernel/log-proof.ts';
import { Refusal } from '../kernel/refusal.ts';
import { changeClock, openIncident } from './incidents.commands.ts';
import { incidentById, incidentsToWorkIn } from './incidents.store.ts';

export interface IncidentDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  /** The clock of an incident was set: what is due by it now must not wait for the next tick. */
  onClockChange: (id: IncidentId) => Promise<unknown>;
}

export function incidentRoutes({ database, clock, doorbell, onClockChange }: IncidentDoors): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return Router()
    .get('/incidents', async (req, res) => {
      res.json(await database.transaction(scopeOf(req), incidentsToWorkIn));
    })
    .post('/incidents', async (req, res) => {
      const { areaCode } = requireRight(req, 'incident.open');
      const wanted = NewIncident.parse(req.body);
      res.status(201).json(await database.transaction(scopeOf(req), (tx) => openIncident(tx, ctx(), { wanted, openerArea: areaCode })));
    })
    .get('/incidents/:id', async (req, res) => {
      const incident = await database.transaction(scopeOf(req), (tx) =>
        incidentById(tx, idFrom(IncidentId, req.params.id, 'incident/unknown')),
      );
      if (!incident || (incident.kind === watchdogKind && !mayDo(sessionOf(req), 'system.watch'))) throw new Refusal('incident/unknown');
      res.json(incident);
    })
    .post('/incidents/:id/clock', async (req, res) => {
      const { areaCode: setterArea } = requireRight(req, 'incident.clock');
      const id = idFrom(IncidentId, req.params.id, 'incident/unknown');
      const change = ClockChange.parse(req.body);
      const incident = await database.transaction(scopeOf(req), (tx) => changeClock(tx, ctx(), { id, change, setterArea }));
      await onClockChange(id);
      res.json(incident);
    })
    .get('/incidents/:id/log/verify', async (req, res) => {
      requireRight(req, 'log.verify');
      const id = idFrom(IncidentId, req.params.id, 'incident/unknown');
      if (!(await database.transaction(scopeOf(req), (tx) => incidentById(tx, id)))) throw new Refusal('incident/unknown');
      res.json(await proveLog(database, id));
    });
}
