import type { Router } from 'express';
import type { LinkClaim } from '../contract/field.ts';
import { watchdogKind } from '../contract/incidents.ts';
import { incidents } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { requireKey } from '../kernel/security/require-key.ts';
import { routes } from '../kernel/http/routes.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import { reportWatch, startProbe, watch } from './watch.commands.ts';

export interface WatchDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
  /** Shared with the watchdog's process. */
  watchKey: string;
}

/** What the watchdog's process asks for and says, by its key, and how it stands for everyone signed in. */
export function watchRoutes({ database, clock, doorbell, links, watchKey }: WatchDependencies): Router {
  return routes(database, {
    'post /watchdog/probes': async ({ req }) => {
      requireKey(req, watchKey);
      const now = clock.now();
      const { incident, callId, personId } = await database.transaction(wholeServer, (tx) => startProbe(tx, { now, doorbell }));
      return { incidentId: incident.id, seq: incident.seq, callId, token: links.seal({ callId, personId }, now) };
    },
    'post /watchdog/reports': (asked) => {
      requireKey(asked.req, watchKey);
      const report = asked.body;
      return database.transaction(wholeServer, (tx) => reportWatch(tx, report, clock.now()));
    },
    'get /watchdog': ({ scoped }) => scoped((tx) => watch(tx, clock.now())),
    'get /watchdog/incidents': async ({ scoped }) => (await scoped(incidents)).filter(({ kind }) => kind === watchdogKind),
  });
}
