import type { Router } from 'express';
import type { OperationNamed } from '../contract/api.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes, type Asked } from '../kernel/http/routes.ts';
import { warningById } from '../warnings/warnings.store.ts';
import { callOutById } from '../calls/call-outs.store.ts';
import { orderCallOut, planCallOut } from '../warnings/call-out-order.commands.ts';
import { predictionRecord } from '../plans/predictions.commands.ts';
import { releaseCallOut } from './release.commands.ts';
import { resumeCallOut } from './resume.commands.ts';
import { reportOf } from '../calls/call-out-reports.commands.ts';

/** The plan before the button, the button, and the second person's. */
export function callOutRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  /** A warning that the asker may not see is unknown to the asker, whatever the server sees. */
  async function requireWarning({ body: { warningId }, scoped }: Pick<Asked<OperationNamed<'post /call-outs'>>, 'body' | 'scoped'>) {
    if (!(await scoped((tx) => warningById(tx, warningId)))) throw new Refusal('warning/unknown');
  }

  return routes(database, {
    'get /predictions': ({ scoped }) => scoped(predictionRecord),
    'post /call-outs/plan': async (asked) => {
      await requireWarning(asked);
      const { body: order, session } = asked;
      return database.transaction(wholeServer, (tx) => planCallOut(tx, ctx(), { order, session }));
    },
    'post /call-outs': async (asked) => {
      await requireWarning(asked);
      const { body: order, session, scoped } = asked;
      const id = await database.transaction(wholeServer, (tx) => orderCallOut(tx, ctx(), { order, session }));
      return scoped((tx) => reportOf(tx, id));
    },
    'post /call-outs/:id/release': async ({ params: { id }, body: release, by, scoped }) => {
      if (!(await scoped((tx) => callOutById(tx, id)))) throw new Refusal('call-out/unknown');
      await database.transaction(wholeServer, (tx) => releaseCallOut(tx, ctx(), { id, release, ...by }));
      return scoped((tx) => reportOf(tx, id));
    },
    'post /call-outs/:id/resume': async ({ params: { id }, by, scoped }) => {
      if (!(await scoped((tx) => callOutById(tx, id)))) throw new Refusal('call-out/unknown');
      await database.transaction(wholeServer, (tx) => resumeCallOut(tx, ctx(), { id, ...by }));
      return scoped((tx) => reportOf(tx, id));
    },
  });
}
