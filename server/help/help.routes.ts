import type { Router } from 'express';
import type { HelpRequest } from '../contract/help.ts';
import { mayReadWords, type Session } from '../contract/session.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import { moveHelp } from './help.commands.ts';
import { helpOfIncident } from './help-list.store.ts';

export interface HelpDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** Who needs help, and what the desk does about it, each within the area of who asks. */
export function helpRoutes({ database, clock, doorbell }: HelpDependencies): Router {
  return routes(database, {
    'get /incidents/:id/help-requests': async ({ params: { id }, session, scoped }) => {
      const helpRequests = await scoped(async (tx) => {
        if (!(await incidentById(tx, id))) throw new Refusal('incident/unknown');
        return helpOfIncident(tx, id);
      });
      return { helpRequests: helpRequests.map((one) => asReadBy(one, session)) };
    },
    'post /help-requests/:id': ({ params: { id }, body: move, by: { session, ...from }, scoped }) => {
      const { userId, username } = session;
      return scoped((tx) => moveHelp(tx, { now: clock.now(), doorbell }, { id, move, by: { userId, username, ...from } }));
    },
  });
}

/** What people wrote, and where they stood, is more than a screen on the wall has to show. */
function asReadBy(request: HelpRequest, session: Session): HelpRequest {
  if (mayReadWords(session)) return request;
  const history = request.history.map((event) => ({ ...event, words: null, photoOf: null }));
  return { ...request, note: null, reason: null, position: null, history };
}
