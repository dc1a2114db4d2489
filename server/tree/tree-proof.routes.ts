import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Presence } from '../kernel/nodes/presence.ts';
import { routes } from '../kernel/http/routes.ts';
import { checkComms, newestCheck } from './comms-checks.commands.ts';
import { newestTreeProof, proveTree } from './tree-proof.commands.ts';

/** A proof this old is made anew for whoever asks. */
const freshForMilliseconds = 60_000;

export interface TreeDependencies {
  database: Database;
  clock: Clock;
  presence: Presence;
}

export function treeProofRoutes({ database, clock, presence }: TreeDependencies): Router {
  return routes(database, {
    'get /tree-proof': async ({ query: { fresh }, scoped }) => {
      const now = clock.now();
      const notBefore = fresh ? null : new Date(now.getTime() - freshForMilliseconds);
      await database.transaction({ ...wholeServer, personal: true }, (tx) => proveTree(tx, { now, notBefore, nightly: false }));
      return (await scoped(newestTreeProof))!;
    },
    'post /comms-checks': async ({ session: { userId }, scoped }) => {
      const personIds = await presence.answering();
      await checkComms(database, { at: clock.now(), userId, personIds });
      return (await scoped(newestCheck))!;
    },
  });
}
