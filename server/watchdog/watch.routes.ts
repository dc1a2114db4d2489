import { Router } from 'express';
import type { LinkClaim } from '../contract/field.ts';
import { watchdogKind } from '../contract/incidents.ts';
import { Probe, WatchReport } from '../contract/watchdog.ts';
import { incidents } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { requireRight, scopeOf } from '../kernel/http.ts';
import { requireKey } from '../kernel/require-key.ts';
import type { TokenSeal } from '../kernel/signed-token.ts';
import { reportWatch, startProbe, watch } from './watch.commands.ts';

export interface WatchDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
  /** Shared with the watchdog's process. */
  watchKey: string;
}

/** What the watchdog's process asks for and says, by its key, and how it stands for everyone signed in. */
export function watchRoutes({ database, clock, doorbell, links, watchKey }: WatchDoors): Router {
  return Router()
    .post('/watchdog/probes', async (req, res) => {
      requireKey(req, watchKey);
      const now = clock.now();
      const { incident, callId, personId } = await database.transaction(wholeServer, (tx) => startProbe(tx, { now, doorbell }));
      const token = links.seal({ callId, personId }, now);
      res.status(201).json(Probe.parse({ incidentId: incident.id, seq: incident.seq, callId, token }));
    })
    .post('/watchdog/reports', async (req, res) => {
      requireKey(req, watchKey);
      const report = WatchReport.parse(req.body);
      res.json(await database.transaction(wholeServer, (tx) => reportWatch(tx, report, clock.now())));
    })
    .get('/watchdog', async (req, res) => {
      res.json(await database.transaction(scopeOf(req), (tx) => watch(tx, clock.now())));
    })
    .get('/watchdog/incidents', async (req, res) => {
      requireRight(req, 'system.watch');
      const all = await database.transaction(scopeOf(req), incidents);
      res.json(all.filter(({ kind }) => kind === watchdogKind));
    });
}
