import { Router } from 'express';
import { TreeProofQuery } from '../contract/tree-proof.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Pages } from '../kernel/devices.ts';
import { requireRight, scopeOf } from '../kernel/http.ts';
import { checkComms, newestCheck } from './comms-checks.commands.ts';
import { newestTreeProof, proveTree } from './tree-proof.commands.ts';

/** A proof this old is made anew for whoever asks. */
const freshForMilliseconds = 60_000;

export interface TreeDoors {
  database: Database;
  clock: Clock;
  pages: Pages;
}

export function treeProofRoutes({ database, clock, pages }: TreeDoors): Router {
  return Router()
    .get('/tree-proof', async (req, res) => {
      requireRight(req, 'tree.read');
      const { fresh } = TreeProofQuery.parse(req.query);
      const now = clock.now();
      const notBefore = fresh ? null : new Date(now.getTime() - freshForMilliseconds);
      await database.transaction({ ...wholeServer, personal: true }, (tx) => proveTree(tx, { now, notBefore, nightly: false }));
      res.json(await database.transaction(scopeOf(req), newestTreeProof));
    })
    .post('/comms-checks', async (req, res) => {
      const { userId } = requireRight(req, 'duty.edit');
      const personIds = await pages.answering();
      await checkComms(database, { at: clock.now(), userId, personIds });
      res.status(201).json(await database.transaction(scopeOf(req), newestCheck));
    });
}
