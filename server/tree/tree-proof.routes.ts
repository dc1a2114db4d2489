import { Router } from 'express';
import { TreeProofQuery } from '../contract/tree-proof.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import { requireRight, scopeOf } from '../kernel/http.ts';
import { newestTreeProof, proveTree } from './tree-proof.commands.ts';

/** A proof this old is made anew for whoever asks. */
const freshForMilliseconds = 60_000;

export function treeProofRoutes(database: Database, clock: Clock): Router {
  return Router().get('/tree-proof', async (req, res) => {
    requireRight(req, 'tree.read');
    const { fresh } = TreeProofQuery.parse(req.query);
    const now = clock.now();
    const notBefore = fresh ? now : new Date(now.getTime() - freshForMilliseconds);
    await database.transaction({ ...wholeServer, personal: true }, (tx) => proveTree(tx, { now, notBefore, nightly: false }));
    res.json(await database.transaction(scopeOf(req), newestTreeProof));
  });
}
