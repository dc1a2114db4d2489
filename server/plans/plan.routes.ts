import { Router, type Request } from 'express';
import { CallOutId } from '../contract/calls.ts';
import { CallOutOrder, Release, type CallOutPlan } from '../contract/plans.ts';
import type { PredictionRecord } from '../contract/predictions.ts';
import type { Session } from '../contract/session.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { warningById } from '../warnings/warnings.store.ts';
import { callOutById } from '../calls/call-outs.store.ts';
import { orderCallOut, planCallOut } from './plan.commands.ts';
import { predictionRecord } from './predictions.commands.ts';
import { releaseCallOut } from './release.commands.ts';
import { resumeCallOut } from './resume.commands.ts';
import { reportOf } from '../calls/call-out-reports.commands.ts';

/** The plan before the button, the button, and the second person's. */
export function planRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return Router()
    .get('/predictions', async (req, res) => {
      requireRight(req, 'ledger.read');
      res.json((await database.transaction(scopeOf(req), predictionRecord)) satisfies PredictionRecord);
    })
    .post('/call-outs/plan', async (req, res) => {
      const asked = await askedBy(req, database);
      res.json((await database.transaction(wholeServer, (tx) => planCallOut(tx, ctx(), asked))) satisfies CallOutPlan);
    })
    .post('/call-outs', async (req, res) => {
      const asked = await askedBy(req, database);
      const id = await database.transaction(wholeServer, (tx) => orderCallOut(tx, ctx(), asked));
      res.status(201).json(await database.transaction(scopeOf(req), (tx) => reportOf(tx, id)));
    })
    .post('/call-outs/:id/release', async (req, res) => {
      const session = requireRight(req, 'call.release');
      const id = idFrom(CallOutId, req.params.id, 'call-out/unknown');
      const release = Release.parse(req.body ?? {});
      const callOut = await database.transaction(scopeOf(req), (tx) => callOutById(tx, id));
      if (!callOut) throw new Refusal('call-out/unknown');
      const order = { id, release, session, ...(req.ip && { address: req.ip }) };
      await database.transaction(wholeServer, (tx) => releaseCallOut(tx, ctx(), order));
      res.json(await database.transaction(scopeOf(req), (tx) => reportOf(tx, id)));
    })
    .post('/call-outs/:id/resume', async (req, res) => {
      const session = requireRight(req, 'warning.issue');
      const id = idFrom(CallOutId, req.params.id, 'call-out/unknown');
      const callOut = await database.transaction(scopeOf(req), (tx) => callOutById(tx, id));
      if (!callOut) throw new Refusal('call-out/unknown');
      const order = { id, session, ...(req.ip && { address: req.ip }) };
      await database.transaction(wholeServer, (tx) => resumeCallOut(tx, ctx(), order));
      res.json(await database.transaction(scopeOf(req), (tx) => reportOf(tx, id)));
    });
}

/** A warning that the asker may not see is unknown to the asker, whatever the server sees. */
async function askedBy(req: Request, database: Database): Promise<{ order: CallOutOrder; session: Session }> {
  const session = requireRight(req, 'warning.issue');
  const order = CallOutOrder.parse(req.body);
  const warning = await database.transaction(scopeOf(req), (tx) => warningById(tx, order.warningId));
  if (!warning) throw new Refusal('warning/unknown');
  return { order, session };
}
