import { Router, type Request } from 'express';
import { callOutById } from '../calls/call-outs.store.ts';
import { reportOf } from '../calls/call-out-reports.commands.ts';
import { CallOutId } from '../contract/calls.ts';
import { EndOrder, StopOrder, type ClosedIncident, type Ending, type OpenMatters } from '../contract/endings.ts';
import { IncidentId } from '../contract/incidents.ts';
import { WarningId, type Warning } from '../contract/warnings.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { warningById } from '../warnings/warnings.store.ts';
import { closeIncident, reopenIncident } from './closing.commands.ts';
import { endingsOf, openMatters } from './endings.store.ts';
import { endWarning, stopCallOut } from './stop.commands.ts';

export interface EndingDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** What people end by hand. What the asker may not see is unknown to the asker, whatever the server sees. */
export function endingRoutes({ database, clock, doorbell }: EndingDoors): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return Router()
    .post('/call-outs/:id/stop', async (req, res) => {
      const session = requireRight(req, 'call.stop');
      const id = idFrom(CallOutId, req.params.id, 'call-out/unknown');
      const order = StopOrder.parse(req.body);
      if (!(await database.transaction(scopeOf(req), (tx) => callOutById(tx, id)))) throw new Refusal('call-out/unknown');
      await database.transaction(wholeServer, (tx) => stopCallOut(tx, ctx(), { id, order, by: { session, ...addressOf(req) } }));
      res.json(await database.transaction(scopeOf(req), (tx) => reportOf(tx, id)));
    })
    .post('/warnings/:id/end', async (req, res) => {
      const session = requireRight(req, 'warning.end');
      const id = idFrom(WarningId, req.params.id, 'warning/unknown');
      const order = EndOrder.parse(req.body);
      if (!(await database.transaction(scopeOf(req), (tx) => warningById(tx, id)))) throw new Refusal('warning/unknown');
      const by = { session, ...addressOf(req) };
      res.json((await database.transaction(wholeServer, (tx) => endWarning(tx, ctx(), { id, order, by }))) satisfies Warning);
    })
    .get('/incidents/:id/matters', async (req, res) => {
      const id = await incidentSeen(req, database);
      res.json((await database.transaction(scopeOf(req), (tx) => openMatters(tx, id))) satisfies OpenMatters);
    })
    .get('/incidents/:id/endings', async (req, res) => {
      const id = await incidentSeen(req, database);
      res.json((await database.transaction(scopeOf(req), (tx) => endingsOf(tx, id))) satisfies Ending[]);
    })
    .post('/incidents/:id/close', async (req, res) => {
      const session = requireRight(req, 'incident.close');
      const order = EndOrder.parse(req.body);
      const id = await incidentSeen(req, database);
      const by = { session, ...addressOf(req) };
      res.json((await database.transaction(wholeServer, (tx) => closeIncident(tx, ctx(), { id, order, by }))) satisfies ClosedIncident);
    })
    .post('/incidents/:id/reopen', async (req, res) => {
      const session = requireRight(req, 'incident.close');
      const order = EndOrder.parse(req.body);
      const id = await incidentSeen(req, database);
      const by = { session, ...addressOf(req) };
      const { incident, isOpen } = await database.transaction(wholeServer, (tx) => reopenIncident(tx, ctx(), { id, order, by }));
      res.status(isOpen ? 200 : 202).json(incident);
    });
}

function addressOf(req: Request): { address?: string } {
  return req.ip ? { address: req.ip } : {};
}

async function incidentSeen(req: Request, database: Database): Promise<IncidentId> {
  const id = idFrom(IncidentId, req.params.id, 'incident/unknown');
  if (!(await database.transaction(scopeOf(req), (tx) => incidentById(tx, id)))) throw new Refusal('incident/unknown');
  return id;
}
