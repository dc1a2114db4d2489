import type { Server as HttpServer } from 'node:http';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { RequestHandler, Router } from 'express';
import { areaRoutes } from './areas/areas.routes.ts';
import { figureRoutes } from './areas/figures.routes.ts';
import { searchRoutes } from './areas/search.routes.ts';
import { startBackups, type BackupJob } from './backups/backups.job.ts';
import { backupRoutes } from './backups/backups.routes.ts';
import { callDeskRoutes } from './calls/call-desk.routes.ts';
import { waitingIncidents } from './calls/waiting.store.ts';
import { callRoutes } from './calls/calls.routes.ts';
import { channelRoutes } from './channels/channels.routes.ts';
import { InAppChannel } from './channels/in-app.channel.ts';
import { escalateIncident, startEscalation } from './ticks/escalation.job.ts';
import { endingRoutes } from './endings/endings.routes.ts';
import { fieldRoutes } from './field/field.routes.ts';
import { gatewayRoutes } from './channels/gateways.routes.ts';
import { admittedLinks, deadAmong, revocationsSince, speakerBy, type OpenedLink } from './field/links.commands.ts';
import { linkRoutes } from './field/links.routes.ts';
import { startOutbox } from './field/outbox.job.ts';
import { photoRoutes } from './field/photos.routes.ts';
import { receiptTaker, type TakeReceipt } from './receipts/receipt-taker.commands.ts';
import { callOutRoutes } from './releases/call-outs.routes.ts';
import { startPredictions } from './plans/predictions.job.ts';
import { policyRoutes } from './policies/policies.routes.ts';
import { startReplyCounts } from './channels/reply-counts.job.ts';
import { replyDeskRoutes } from './channels/reply-desk.routes.ts';
import { Returns } from './channels/returns.job.ts';
import { areaPrefix } from './contract/areas.ts';
import { cityCode, configFrom } from './config.ts';
import { LinkClaim } from './contract/field.ts';
import type { IncidentId } from './contract/incidents.ts';
import type { Session } from './contract/session.ts';
import { dutyRoutes } from './duty/duty.routes.ts';
import { startGateways } from './gateways.ts';
import { logOlderHelp } from './help/help.commands.ts';
import { helpRoutes } from './help/help.routes.ts';
import { hazardRoutes } from './hazards/hazards.routes.ts';
import { endedAmong, endOutdated } from './identity/identity.commands.ts';
import { auditRoutes } from './audit/audit.routes.ts';
import { identityRoutes } from './identity/identity.routes.ts';
import { secondFactorRoutes } from './identity/second-factor.routes.ts';
import { userRoutes } from './identity/users.routes.ts';
import { secretNamed } from './identity/secrets.store.ts';
import { startAnchors } from './incidents/anchors.job.ts';
import { incidentRoutes } from './incidents/incidents.routes.ts';
import { incidents } from './incidents/incidents.store.ts';
import { createApi } from './kernel/http/api.ts';
import { factsInAll } from './kernel/log/change-log.ts';
import { keepAnalysed } from './kernel/db/analysed.ts';
import { backupStorage } from './kernel/backup/backup-storage.ts';
import { runProgram } from './kernel/async/child-program.ts';
import { DatabasePulse } from './kernel/db/database-pulse.ts';
import { coalesce } from './kernel/async/coalesce.ts';
import type { DatabaseClock } from './kernel/db/clock.ts';
import { wholeServer, type Database } from './kernel/db/db.ts';
import type { Doorbell } from './kernel/log/doorbell.ts';
import { every } from './kernel/async/every.ts';
import { listen } from './kernel/http/listen.ts';
import { Metrics } from './kernel/metrics.ts';
import type { Log } from './kernel/log.ts';
import type { LogAnchors } from './kernel/log/log-anchors.ts';
import { isForeignOrigin } from './kernel/http/origin.ts';
import { PriorityGate } from './kernel/async/priority-gate.ts';
import type { Presence } from './kernel/nodes/presence.ts';
import { routes } from './kernel/http/routes.ts';
import { sessionMiddleware } from './kernel/security/session.ts';
import { isSameKey, TokenSeal } from './kernel/security/signed-token.ts';
import { layerRoutes } from './layers/layers.routes.ts';
import { ackRoutes } from './warnings/acks.routes.ts';
import { ledgerRoutes } from './ledger/ledger.routes.ts';
import { Live } from './live/hub.ts';
import { metricsRoutes } from './metrics/metrics.routes.ts';
import { joinNodes, type Nodes } from './nodes.ts';
import { orderRoutes } from './orders/orders.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { postRoutes } from './posts/posts.routes.ts';
import type { Settings } from './settings.ts';
import { startNightly } from './tree/tree-proof.job.ts';
import { treeProofRoutes } from './tree/tree-proof.routes.ts';
import { sheetRoutes } from './sheets/sheets.routes.ts';
import { typhoonRoutes } from './typhoons/typhoons.routes.ts';
import { draftRoutes } from './warnings/draft.routes.ts';
import { warningRoutes } from './warnings/warnings.routes.ts';
import { serverHealth } from './watchdog/watch.commands.ts';
import { watchRoutes } from './watchdog/watch.routes.ts';

/** What a call-out fills by the ten thousand. */
const growing = ['call', 'attempt', 'receipt', 'change_log'];
const clockSyncMilliseconds = 5_000;
/** With the hub's heartbeat of five seconds, whoever was disabled or moved is out within ten, also where it was done past this server. */
const outdatedMilliseconds = 3_000;

export interface ServerParts {
  database: Database;
  clock: DatabaseClock;
  doorbell: Doorbell;
  log: Log;
  http: HttpServer;
  settings: Settings;
  root: string;
  /** What the watchdog's process shows. */
  watchKey: string;
  /** What is signed of the logs outside the database. */
  anchors: LogAnchors;
  metrics?: Metrics;
}

type Links = TokenSeal<LinkClaim>;

/**
 * Joins the rooms: routes behind one guard, the live link, and the jobs.
 *
 * @returns the router of /api, and how to stop what runs by itself, in the order in which it was started
 */
export async function composeServer(parts: ServerParts): Promise<{ router: Router; closers: (() => unknown)[] }> {
  const { database, settings, log } = parts;
  const secrets = await database.asOwner(async (tx) => ({
    session: await secretNamed(tx, 'session'),
    link: await secretNamed(tx, 'link-token'),
  }));
  const session = sessionMiddleware(database, { secret: secrets.session, secure: settings.secureCookies, log });
  const links = new TokenSeal(secrets.link, LinkClaim);
  const ringing = new PriorityGate();
  const nodes = joinNodes({ redisUrl: settings.redisUrl, secret: secrets.link, log });
  const takeReceipt = receiptTaker({ ...parts, ringing, buckets: nodes.buckets });
  const { metrics = new Metrics() } = parts;
  const live = await startLive(parts, session, { links, takeReceipt, ringing, metrics });
  const { links: liveLinks } = live;
  // Stopped last: what the others have told is signed, too.
  const closers = [await startAnchors(parts), ...live.closers];
  const returns = new Returns(parts);
  const fieldRouters = [fieldRoutes, linkRoutes, photoRoutes].map((routes) => routes({ ...parts, links, takeReceipt }));
  // Answers come first: a thousand a second need not look past everybody else's doors.
  const presence = nodes.presence(live.live.devices);
  const routers = [
    ...fieldRouters,
    ...roomRouters(parts, { links, presence, nodes, snapshots: live.live.snapshots }),
    ...channelRouters(parts, returns),
  ];
  const { scraped, router: numbers } = metricsRoutes({ ...parts, metrics, links: liveLinks, from: settings.metricsFrom });
  const pulse = database.kind === 'postgres' ? new DatabasePulse(database) : null;
  if (pulse) closers.push(() => pulse.stop());
  else closers.push(keepAnalysed(database, { tables: growing, added: factsInAll }, (err) => parts.log.error({ err }, 'analysing failed')));
  await database.transaction(wholeServer, (tx) => logOlderHelp(tx, { now: parts.clock.now(), doorbell: parts.doorbell }));
  const router = createApi({
    database,
    clock: parts.clock,
    session,
    asksSecondFactor: parts.settings.asksSecondFactor,
    databaseGuard: pulse?.guard,
    scraped,
    routers: [...routers, numbers],
  });
  closers.push(startNightly({ database, clock: parts.clock, presence, log }), await startGateways({ ...parts, links, returns }));
  closers.push(await startBackups(backupJob(parts)), nodes.close);
  return { router, closers };
}

function roomRouters(
  { database, clock, doorbell, settings, root, watchKey, anchors }: ServerParts,
  { links, presence, nodes, snapshots }: { links: Links; presence: Presence; nodes: Nodes; snapshots: Live['snapshots'] },
): Router[] {
  const config = configFrom(settings, root);
  const onClockChange = (id: IncidentId) => escalateIncident(database, { now: clock.now(), doorbell }, id);
  return [
    routes(database, { 'get /config': () => config }),
    identityRoutes({ database, clock, failures: nodes.failures('signIn') }),
    auditRoutes({ database, anchors }),
    userRoutes(database, clock),
    secondFactorRoutes({ database, clock, isRequired: settings.asksSecondFactor, failures: nodes.failures('code') }),
    incidentRoutes({ database, clock, doorbell, anchors, onClockChange, keepUp: (log) => snapshots.start(log) }),
    draftRoutes({ database, clock, doorbell, smsSignature: settings.gateways.smsSignature }),
    warningRoutes(database, clock, doorbell),
    orderRoutes(database, clock, doorbell),
    policyRoutes(database, clock, doorbell),
    callOutRoutes(database, clock, doorbell),
    endingRoutes({ database, clock, doorbell }),
    callRoutes({ database, clock, links }),
    callDeskRoutes({ database, clock, doorbell }),
    areaRoutes(database),
    figureRoutes(database),
    searchRoutes(database),
    layerRoutes(database),
    hazardRoutes(database, clock, doorbell),
    helpRoutes({ database, clock, doorbell }),
    peopleRoutes(database, clock),
    typhoonRoutes(database),
    treeProofRoutes({ database, clock, presence }),
    postRoutes(database, clock),
    dutyRoutes(database, clock),
    sheetRoutes({ database, clock, doorbell, links, anchors, publicUrl: settings.publicUrl }),
    ledgerRoutes(database, clock),
    ackRoutes({ database, clock, anchors, publicUrl: settings.publicUrl }),
    watchRoutes({ database, clock, doorbell, links, watchKey }),
    backupRoutes({ database, clock, dataFolder: settings.dataFolder, watchKey }),
  ];
}

function channelRouters({ database, clock, doorbell, settings: { gateways } }: ServerParts, returns: Returns): Router[] {
  const secrets = { sms: gateways.smsSecret, webhook: gateways.webhookSecret };
  return [
    channelRoutes(database, clock),
    gatewayRoutes({ database, clock, returns, secrets }),
    replyDeskRoutes({ database, clock, doorbell }),
  ];
}

function backupJob({ database, clock, log, settings: { backups }, root }: ServerParts): BackupJob {
  const launch = join(root, 'server/launch.js');
  const schedule = backups && { ...backups, storage: backupStorage(resolve(backups.folder)) };
  return { ...{ database, clock, log, schedule, host: hostname() }, write: (path, signal) => runProgram([launch, 'backup', path], signal) };
}

/** Somebody has to put right a clock that was set: this server goes on by its own timers, the next one would start with the other time. */
async function lookAtClock({ clock, database, log }: ServerParts): Promise<void> {
  const aheadMilliseconds = await clock.sync(database);
  if (aheadMilliseconds !== 0) log.warn({ aheadMilliseconds }, 'the clock of the database was set, and is not believed');
}

/** It follows the incident of its test calls, and may do nothing else. */
const watchdogSession: Session = { userId: 0, username: 'watchdog', displayName: '', roles: [], rights: [], areaCode: cityCode };

async function startLive(
  parts: ServerParts,
  session: RequestHandler,
  { links, takeReceipt, ringing, metrics }: { links: Links; takeReceipt: TakeReceipt; ringing: PriorityGate; metrics: Metrics },
): Promise<{ live: Live; links: () => ReadonlyMap<string, number>; closers: (() => unknown)[] }> {
  const { database, clock, doorbell, log, http, settings } = parts;
  const live = new Live(http, {
    cityArea: areaPrefix(cityCode),
    ...{ metrics, database, doorbell, clock, log, session, isForeignOrigin },
    endedSessions: (sids) => endedAmong(database, sids, clock.now()),
    links: {
      open: (token) => links.open(token, clock.now()),
      admit: coalesce<OpenedLink, { incidentId?: IncidentId }>((shown) =>
        database.transaction(wholeServer, (tx) => admittedLinks(tx, shown)),
      ),
      seal: (claim) => links.seal(claim, clock.now()),
      dead: async (shown) => new Set((await database.transaction(wholeServer, (tx) => deadAmong(tx, shown))).keys()),
      revocationsSince: (since) => database.transaction(wholeServer, (tx) => revocationsSince(tx, since)),
    },
    takeReceipt: (handedIn) => takeReceipt({ ...handedIn, by: speakerBy(handedIn.link) }),
    openPage: (opener) => outbox.openPage(opener),
    onShown: (ring) => outbox.shown(ring),
    watchdogOf: (key) => (isSameKey(key, parts.watchKey) ? watchdogSession : undefined),
    waiting: (area) => database.transaction({ area }, waitingIncidents),
    health: () => database.transaction(wholeServer, (tx) => serverHealth(tx, clock.now())),
  });
  const outbox = startOutbox({ database, clock, doorbell, links, log, ringing, channel: new InAppChannel(live.devices, log) });
  for (const { id, seq } of await database.transaction(wholeServer, incidents)) live.followers.watch(id, seq);
  const onError = (err: unknown) => log.error({ err }, 'reading the database clock failed');
  const closers = [
    () => live.close(),
    () => outbox.stop(),
    startEscalation({ database, clock, doorbell, log }),
    startReplyCounts({ database, clock, doorbell, log }),
    startPredictions({ database, clock, log }),
    every(clockSyncMilliseconds, () => lookAtClock(parts), onError),
    every(
      outdatedMilliseconds,
      () => endOutdated(database),
      (err) => log.error({ err }, 'ending outdated sessions failed'),
    ),
  ];
  if (settings.databaseUrl) {
    closers.push(listen({ connectionString: settings.databaseUrl, doorbell, watched: () => live.followers.watched, log }));
  }
  return { live, links: () => live.links(), closers };
}
