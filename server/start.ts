import { randomBytes } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Router } from 'express';
import { buildClient, clientFolder } from './build.js';
import { otherBuilds, useBuild } from './builds-in-use.js';
import { hasDemo } from './config.ts';
import { composeServer } from './compose.ts';
import { fillCity } from './fill.ts';
import { createApp } from './kernel/http/app.ts';
import { DatabaseClock } from './kernel/db/clock.ts';
import { limitConnections } from './kernel/http/connection-limit.ts';
import { strangerPatience } from './kernel/http/strangers.ts';
import { FolderDamaged } from './kernel/db/data-folder.ts';
import { DataKey } from './kernel/sealing/data-key.ts';
import { refuseOtherKey, sealDatabase } from './kernel/db/data-key-check.ts';
import { DataSeal } from './kernel/sealing/data-seal.ts';
import { openDatabase, type Database } from './kernel/db/db.ts';
import { Doorbell } from './kernel/log/doorbell.ts';
import { openEmbedded } from './kernel/db/embedded.ts';
import { lockFolder } from './kernel/db/folder-lock.ts';
import { cutTables } from './kernel/log/integrity.ts';
import { setDamagedApart } from './incidents/damaged.commands.ts';
import { Metrics } from './kernel/metrics.ts';
import { openLog, type Log } from './kernel/log.ts';
import { migrate } from './kernel/db/migrate.ts';
import { logAnchors } from './log-key.ts';
import { noteServerUrl } from './server-url.ts';
import type { Settings } from './settings.ts';
import { watchKey } from './watch-key.ts';

// By the name of a file in it: the same lines run from where they were written and from the folder of what is built.
const root = fileURLToPath(new URL('.', import.meta.resolve('#root/package.json')));
const poolSize = 10;

export interface RunningServer {
  url: string;
  database: Database;
  close(): Promise<void>;
}

type Closer = () => unknown;
type Say = (line: string) => void;

/**
 * Starts everything and says each step. It listens from the first second, and answers that it is starting until it is ready.
 *
 * Whatever was opened is closed again, newest first: at `close`, and also when a later step fails.
 */
export async function startServer(settings: Settings, say: Say): Promise<RunningServer> {
  const closers: Closer[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return { ...(await start(settings, timed(say), closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(settings: Settings, say: Say, closers: Closer[]): Promise<Omit<RunningServer, 'close'>> {
  const log = openLog(settings.logLevel);
  let api: Router | null = null;
  // Before the port is taken: who finds the folder in use must not disturb the server that uses it.
  if (!settings.databaseUrl) closers.push(lockFolder(resolve(settings.dataFolder)));
  if (import.meta.url.endsWith('.js')) useBuild(import.meta.dirname);
  const clientAt = clientFolder(root);
  const tileOrigins = settings.tiandituKey ? ['https://*.tianditu.gov.cn'] : [];
  const { trustedProxies, secureCookies: https } = settings;
  const clients = { clientFolder: clientAt, earlierClients: otherBuilds(clientAt) };
  const metrics = new Metrics();
  metrics.watchProcess();
  const app = createApp({ log, metrics, api: () => api, https, tileOrigins, trustedProxies, ...clients });
  const http = createServer(strangerPatience, app);
  limitConnections(http, log, {
    isProxy: (address) => (app.get('trust proxy fn') as (address: string, hop: number) => boolean)(address, 0),
  });
  await listening(http, settings);
  closers.push(() => closed(http));
  const url = `http://${settings.host}:${(http.address() as AddressInfo).port}`;

  const client = buildClient(root, clientAt);
  client.catch(() => undefined); // waited for below; a database that fails first must not leave it unheard
  const seal = sealOf(settings);
  const database = await openStore(settings, { seal, log, metrics, say });
  closers.push(() => database.close());
  const clock = new DatabaseClock();
  await clock.sync(database);
  const doorbell = new Doorbell();
  const filled = await fillCity(database, { now: clock.now(), doorbell }, { settings, say: (line) => say(`  ${line}`) });
  say(filled ? 'city: filled with the default city' : 'city: as it was');
  await sealDatabase(database, seal, { now: clock.now(), say });
  say((await client) ? 'client: built' : 'client: as it was built');

  const anchors = logAnchors(settings);
  const parts = { metrics, database, clock, doorbell, log, http, settings, root, watchKey: watchKey(settings), anchors };
  const { router, closers: jobs } = await composeServer(parts);
  closers.push(...jobs);
  api = router;
  if (hasDemo(settings)) say(`demo users: duty, commander, rudong, … with the password ${settings.demoPassword}`);
  if (!settings.databaseUrl) closers.push(noteServerUrl(settings.dataFolder, url));
  say(`ready: ${url}`);
  return { url, database };
}

function sealOf({ dataKey }: Settings): DataSeal {
  return dataKey ? new DataSeal(new DataKey(dataKey.current), dataKey.old && new DataKey(dataKey.old)) : DataSeal.none;
}

async function openStore(
  settings: Settings,
  { seal, log, metrics, say }: { seal: DataSeal; log: Log; metrics: Metrics; say: Say },
): Promise<Database> {
  const onUnreadable = (column: string) => log.error({ column }, 'a sealed value does not open');
  const opening = { seal, onUnreadable, metrics };
  // By its name other servers of the same database are told apart.
  const application_name = `jiaoying ${process.pid} ${randomBytes(4).toString('hex')}`;
  const database = settings.databaseUrl
    ? openDatabase('postgres', { connectionString: settings.databaseUrl, max: poolSize, application_name }, opening)
    : await openEmbedded(join(resolve(settings.dataFolder), 'database'), engineDied, opening);
  try {
    say(`database: ${database.kind}${seal.key ? `, sealed under the data key ${seal.key.id}` : ''}`);
    await refuseCut(database, settings.dataFolder);
    await refuseOtherKey(database, seal);
    const ran = await migrate(database.pool, join(root, 'migrations'));
    say(`migrations: ${ran.length === 0 ? 'up to date' : `${ran.length} run`}`);
    const apart = await setDamagedApart(database, new Date());
    for (const { name, apart: about } of apart) say(`set apart: the log of “${name}” is damaged from fact ${about!.brokenAt} on`);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A real server looks after its files by itself, and may rightly shorten them. */
async function refuseCut(database: Database, dataFolder: string): Promise<void> {
  const cut = database.kind === 'embedded' ? await cutTables(database) : [];
  if (cut.length === 0) return;
  throw new FolderDamaged(
    `The database in ${resolve(dataFolder)} is not whole: files of ${cut.join(', ')} are shorter than they were. ` +
      `Nothing was taken away or made anew. Restore a backup into another folder and start from there.`,
  );
}

/** When nothing can be saved any more: better a process that ends and is started again than a screen that seems to work. */
function engineDied(error: Error, isReopened: boolean): void {
  process.stderr.write(`The embedded database ended${isReopened ? ' and is opened again' : ''}: ${error.stack ?? error.message}\n`);
  if (!isReopened) process.exit(1);
}

function timed(say: Say): Say {
  const startedAt = performance.now();
  return (line) => say(`[${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${line}`);
}

function listening(http: HttpServer, { port, host }: Settings): Promise<void> {
  return new Promise((fulfil, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      fulfil();
    });
  });
}

function closed(http: HttpServer): Promise<void> {
  return new Promise((fulfil) => {
    http.close(() => fulfil());
    http.closeAllConnections();
  });
}
