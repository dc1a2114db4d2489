import { factsInAll } from '../kernel/log/change-log.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { fresh } from '../kernel/async/fresh.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { serverHealth } from '../watchdog/watch.commands.ts';
import { stocks, type Stock } from './metrics.store.ts';

/** However many ask, the database is looked at this often at most. */
const freshMilliseconds = 5_000;
/** A database that is silent is told as down; who asks does not wait for it. */
const patienceMilliseconds = 2_000;

export interface MetricsDependencies {
  database: Database;
  clock: Clock;
  metrics: Metrics;
  /** How many live links are open, by what they are of. */
  links: () => ReadonlyMap<string, number>;
}

/** @returns what answers a scrape: everything as text, with what the database holds as it was within the last seconds */
export function scrapes({ database, clock, metrics, links }: MetricsDependencies): () => Promise<string> {
  const gauges = gaugesOf(metrics);
  const look = async () => {
    const now = clock.now();
    const found = await database.transaction(wholeServer, async (tx) => ({
      ...{ stock: await stocks(tx, now), facts: await factsInAll(tx), health: await serverHealth(tx, now) },
    }));
    const of = (wanted: Stock['of']) => new Map(found.stock.filter((one) => one.of === wanted).map(({ label, number }) => [label, number]));
    gauges.calls.set(of('calls'));
    gauges.help.set(of('help'));
    gauges.waiting.set(of('waiting'));
    gauges.waitingSeconds.set(of('waitingSeconds'));
    gauges.facts.set(found.facts);
    const { watch, openBreakers, muteChannels, laddersStuckSince, stuckChannels, backupFailingSince } = found.health;
    gauges.watchdog.set(new Map([[watch.state, 1]]));
    gauges.channelsOut.set(new Map([...openBreakers, ...muteChannels, ...stuckChannels.map(({ id }) => id)].map((id) => [id, 1])));
    gauges.laddersStuck.set(laddersStuckSince === null ? 0 : 1);
    gauges.backupFailing.set(backupFailingSince === null ? 0 : 1);
  };
  const lookOnce = fresh(look, { freshMilliseconds, patienceMilliseconds });
  return async () => {
    gauges.links.set(links());
    gauges.databaseUp.set((await lookOnce()) ? 1 : 0);
    return metrics.registry.metrics();
  };
}

function gaugesOf(metrics: Metrics) {
  const gauge = (name: string, help: string, label?: string) => metrics.gauge({ name, help, ...(label && { label }) });
  return {
    calls: gauge('calls', 'Calls of the running call-outs of real incidents', 'state'),
    help: gauge('help_requests', 'Calls for help that nobody has ended', 'state'),
    waiting: gauge('attempts_waiting', 'Messages of real incidents that could leave now', 'channel'),
    waitingSeconds: gauge('attempts_waiting_seconds', 'For how long the first of them could have left', 'channel'),
    facts: gauge('facts', 'Facts in the logs of all incidents'),
    watchdog: gauge('watchdog', '1 for how the watchdog found the server last', 'state'),
    channelsOut: gauge('channel_out', '1 for a channel that is shut, stuck or mute', 'channel'),
    laddersStuck: gauge('ladders_stuck', '1 while calls that are due are not moved on'),
    backupFailing: gauge('backup_failing', '1 while no backup succeeds'),
    links: gauge('live_links', 'Open live links', 'of'),
    databaseUp: gauge('database_up', '1 while the database answers'),
  };
}
