import { Router, type Request } from 'express';
import type { AreaCode } from '../contract/areas.ts';
import {
  CallOutId,
  CallsQuery,
  TreeQuery,
  type Call,
  type CallOut,
  type CallOutReport,
  type CallPage,
  type TreeNode,
} from '../contract/calls.ts';
import type { LinkClaim } from '../contract/field.ts';
import { IncidentId } from '../contract/incidents.ts';
import { mayDo, type Session } from '../contract/session.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database, Tx } from '../kernel/db.ts';
import { idFrom, scopeOf, sessionOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { callPage } from './call-board.store.ts';
import { callOutById, callOutsOf } from './call-outs.store.ts';
import { reportOf, reportsOf } from './call-out-reports.commands.ts';
import { callTree, villageTree } from './tallies.store.ts';

export interface CallDoors {
  database: Database;
  clock: Clock;
  links: TokenSeal<LinkClaim>;
}

/** What the call board reads: counts, the tree and the rows, each cut to the area of who asks. */
export function callRoutes({ database, clock, links }: CallDoors): Router {
  const idOf = (req: Request) => idFrom(CallOutId, req.params.id, 'call-out/unknown');
  return Router()
    .get('/incidents/:id/call-outs', async (req, res) => {
      const id = idFrom(IncidentId, req.params.id, 'incident/unknown');
      res.json(await database.transaction(scopeOf(req), (tx) => reportsIn(tx, id)));
    })
    .get('/call-outs/:id', async (req, res) => {
      const id = idOf(req);
      res.json(await database.transaction(scopeOf(req), (tx) => reportOf(tx, id)));
    })
    .get('/call-outs/:id/tree', async (req, res) => {
      const id = idOf(req);
      const { under } = TreeQuery.parse(req.query);
      res.json(await database.transaction(scopeOf(req), (tx) => treeOf(tx, id, under)));
    })
    .get('/call-outs/:id/calls', async (req, res) => {
      const id = idOf(req);
      const query = CallsQuery.parse(req.query);
      // Whoever may see single people may tell them apart; a wall, which everybody in the room reads, may not.
      const asked = { query, tellsPhones: mayDo(sessionOf(req), 'people.dots') };
      const { rows, next } = await database.transaction(scopeOf(req), async (tx) => callPage(tx, (await known(tx, id)).id, asked));
      const fieldUrl = mayDo(sessionOf(req), 'call.answerFor') ? urlFor(sessionOf(req), links, clock.now()) : () => '';
      res.json({ calls: rows.map((row) => ({ ...row, fieldUrl: fieldUrl(row) })), next } satisfies CallPage);
    });
}

async function known(tx: Tx, id: CallOutId): Promise<CallOut> {
  const callOut = await callOutById(tx, id);
  if (!callOut) throw new Refusal('call-out/unknown');
  return callOut;
}

async function treeOf(tx: Tx, id: CallOutId, under: AreaCode | undefined): Promise<TreeNode[]> {
  await known(tx, id);
  return under === undefined ? callTree(tx, id) : villageTree(tx, id, under);
}

async function reportsIn(tx: Tx, incidentId: IncidentId): Promise<CallOutReport[]> {
  if (!(await incidentById(tx, incidentId))) throw new Refusal('incident/unknown');
  return reportsOf(tx, await callOutsOf(tx, incidentId));
}

/** The officer's own: the person's goes to the person alone, over the channels. */
function urlFor({ userId, username, areaCode }: Session, links: TokenSeal<LinkClaim>, now: Date): (call: Call) => string {
  const officer = { userId, username, areaCode };
  return ({ id, personId }) => `/field?token=${links.seal({ callId: id, personId, officer }, now)}`;
}
