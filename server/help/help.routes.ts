import { Router } from 'express';
import { HelpMove, HelpRequestId, type HelpRequest, type HelpRequests } from '../contract/help.ts';
import { IncidentId } from '../contract/incidents.ts';
import { mayReadWords, type Session } from '../contract/session.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf, sessionOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { moveHelp } from './help.commands.ts';
import { helpOfIncident } from './help-list.store.ts';

export interface HelpDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** Who needs help, and what the desk does about it, each within the area of who asks. */
export function helpRoutes({ database, clock, doorbell }: HelpDoors): Router {
  return Router()
    .get('/incidents/:id/help-requests', async (req, res) => {
      const id = idFrom(IncidentId, req.params.id, 'incident/unknown');
      const helpRequests = await database.transaction(scopeOf(req), async (tx) => {
        if (!(await incidentById(tx, id))) throw new Refusal('incident/unknown');
        return helpOfIncident(tx, id);
      });
      res.json({ helpRequests: helpRequests.map((one) => asReadBy(one, sessionOf(req))) } satisfies HelpRequests);
    })
    .post('/help-requests/:id', async (req, res) => {
      const { userId, username } = requireRight(req, 'call.answerFor');
      const id = idFrom(HelpRequestId, req.params.id, 'help/unknown');
      const order = { id, move: HelpMove.parse(req.body), by: { userId, username, ...(req.ip && { address: req.ip }) } };
      res.json(await database.transaction(scopeOf(req), (tx) => moveHelp(tx, { now: clock.now(), doorbell }, order)));
    });
}

/** What people wrote, and where they stood, is more than a screen on the wall has to show. */
function asReadBy(request: HelpRequest, session: Session): HelpRequest {
  if (mayReadWords(session)) return request;
  const history = request.history.map((event) => ({ ...event, words: null, photoOf: null }));
  return { ...request, note: null, reason: null, position: null, history };
}
