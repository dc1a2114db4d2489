import type { Router } from 'express';
import type { AreaCode } from '../contract/areas.ts';
import type { Call, CallOut, CallOutId, CallOutReport, TreeNode } from '../contract/calls.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { mayDo, type Session } from '../contract/session.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database, Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import { callPage } from './call-board.store.ts';
import { callOutById, callOutsOf } from './call-outs.store.ts';
import { reportOf, reportsOf } from './call-out-reports.commands.ts';
import { callTree, villageTree } from './tallies.store.ts';

export interface CallDependencies {
  database: Database;
  clock: Clock;
  links: TokenSeal<LinkClaim>;
}

/** What the call board reads: counts, the tree and the rows, each cut to the area of who asks. */
export function callRoutes({ database, clock, links }: CallDependencies): Router {
  return routes(database, {
    'get /incidents/:id/call-outs': ({ params: { id }, scoped }) => scoped((tx) => reportsIn(tx, id)),
    'get /call-outs/:id': ({ params: { id }, scoped }) => scoped((tx) => reportOf(tx, id)),
    'get /call-outs/:id/tree': ({ params: { id }, query: { under }, scoped }) => scoped((tx) => treeOf(tx, id, under)),
    'get /call-outs/:id/calls': async ({ params: { id }, query, session, scoped }) => {
      // Whoever may see single people may tell them apart; a wall, which everybody in the room reads, may not.
      const asked = { query, tellsPhones: mayDo(session, 'people.dots') };
      const { rows, next } = await scoped(async (tx) => callPage(tx, (await known(tx, id)).id, asked));
      const fieldUrl = mayDo(session, 'call.answerFor') ? urlFor(session, links, clock.now()) : () => '';
      return { calls: rows.map((row) => ({ ...row, fieldUrl: fieldUrl(row) })), next };
    },
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
