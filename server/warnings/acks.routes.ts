import type { Request, Router } from 'express';
import { incidentModes, type IncidentMode } from '../contract/incidents.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { LogAnchors } from '../kernel/log/log-anchors.ts';
import { routes } from '../kernel/http/routes.ts';
import { readAcks } from './acks.commands.ts';

/** Counting the calls of two hundred warnings is not done for every stranger who asks: what was read is told again for so long. */
const keptMilliseconds = 5_000;

export interface AckDependencies {
  database: Database;
  clock: Clock;
  /** What was signed of the logs. */
  anchors: LogAnchors;
  /** Address of this server for others; null: as who asks has reached it. */
  publicUrl: string | null;
}

/** What the senders of warnings are told: one acknowledgement for each, with the share that has answered. */
export function ackRoutes({ database, clock, anchors, publicUrl }: AckDependencies): Router {
  const kept = new Map<string, { until: number; feed: Promise<string> }>();

  function feedOf(mode: IncidentMode, origin: string): Promise<string> {
    const now = clock.now().getTime();
    const key = `${mode} ${origin}`;
    const known = kept.get(key);
    if (known && known.until > now) return known.feed;
    if (kept.size > incidentModes.length) kept.clear(); // an address is whatever a stranger says that it is
    const by = {
      sender: `jiaoying@${new URL(origin).hostname}`,
      url: `${origin}/api/feeds/acks.atom${mode === 'actual' ? '' : `?mode=${mode}`}`,
    };
    const feed = readAcks(database, mode, { by, anchors });
    kept.set(key, { until: now + keptMilliseconds, feed });
    feed.catch(() => kept.delete(key));
    return feed;
  }

  return routes(database, {
    'get /feeds/acks.atom': async ({ query: { mode }, req, res }) => {
      const feed = await feedOf(mode, publicUrl ?? originOf(req));
      // With an ETag of its bytes, which Express compares: who asks again is told only what is new.
      res.set('cache-control', 'public, no-cache').type('application/atom+xml').send(feed);
    },
  });
}

/** A stranger may say any host: what is not a plain name and port is not repeated. */
function originOf(req: Request): string {
  const host = req.get('host') ?? '';
  return `${req.protocol}://${/^[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(host) ? host : 'localhost'}`;
}
