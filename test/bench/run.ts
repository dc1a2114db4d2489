import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../server/kernel/db/db.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { startCluster } from '../support/cluster.ts';
import { emptyDatabase } from '../support/database.ts';
import { meetNeeds } from '../support/needs.ts';
import { bareReceiptsPerSecond } from './bare.ts';
import { measureCallOut, measureFanOut, measureReceipts } from './calls.ts';
import { callEverybody } from './everybody.ts';
import { layerAsGeoJson, layerFigures, layerIds, layerOnTheWire, type LayerId, type Travelled } from './layers.ts';
import { callEveryoneForRed } from './city.ts';
import { measureFanOuts } from './fan-out.ts';
import { measureOpening } from './opening.ts';
import { table, type Figure } from './measure.ts';
import { measureSealed } from './sealed.ts';
import { measureStarts, memoryMegabytes } from './starts.ts';
import { sustainReceipts } from './sustained.ts';
import { measureTicks } from './ticks.ts';

/** `npm run bench`: the numbers of this machine, on both databases. `-- --json` for the figures alone. */
const isJson = process.argv.includes('--json');
const folder = mkdtempSync(join(tmpdir(), 'jiaoying-bench-'));
meetNeeds(say);
const cluster = await startCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const figures: Figure[] = [];
try {
  const { url } = await emptyDatabase();
  const common = { PORT: '0', JIAOYING_LOG: 'error', NODE_ENV: 'test', JIAOYING_DATA: folder };
  figures.push(...(await measure('postgres', { ...common, DATABASE_URL: url })));
  figures.push(...(await measure('embedded', common)));
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(isJson ? JSON.stringify(figures, null, 2) : table(figures));

async function measure(engine: 'postgres' | 'embedded', env: Record<string, string>): Promise<Figure[]> {
  say(`${engine}: starting`);
  const { figures: starts, server, url } = await measureStarts(engine, env);
  say(`${engine}: layers`);
  const layers = await forEachLayer((layer) => layerOnTheWire(url, layer));
  say(`${engine}: call-out, receipts, screens`);
  const callOut = await measureCallOut(engine, url);
  const receipts = await measureReceipts(engine, url, callOut.calls);
  const fanOut = await measureFanOut(engine, url, callOut);
  const load = engine === 'postgres' ? await underLoad(url, env.DATABASE_URL!) : [];
  const memory = { engine, what: 'memory (RSS) after all this', value: memoryMegabytes(server.pid), unit: 'MB' };
  await server.end('SIGTERM');

  say(`${engine}: what to compare with`);
  const { everybody, ticks, geoJson } = await withDatabase(engine, env, async (database) => ({
    everybody: await callEverybody(engine, database),
    ticks: engine === 'postgres' ? await measureTicks(database) : [],
    geoJson: await forEachLayer((layer) => layerAsGeoJson(database, layer)),
  }));
  const bare = await bareReceiptsPerSecond(env);
  say(`${engine}: under a data key`);
  const sealed = await measureSealed(engine);
  return [
    ...starts,
    ...layerFigures(engine, layers, geoJson),
    callOut.figure,
    ...everybody,
    ...ticks,
    { ...receipts, beside: { what: 'bare Express and insert', value: bare } },
    ...fanOut,
    ...load,
    ...sealed,
    memory,
  ];
}

/** What only a server of many connections is asked for. */
async function underLoad(url: string, databaseUrl: string): Promise<Figure[]> {
  await callEveryoneForRed(url);
  say('postgres: maps that open late in a long night');
  const opening = await measureOpening(url, databaseUrl);
  say('postgres: a thousand receipts a second for a minute');
  const sustained = await sustainReceipts({ url, databaseUrl });
  say('postgres: calls to thousands of open pages');
  return [...opening, ...sustained, ...(await measureFanOuts({ url, databaseUrl }, [1_000, 5_000, 10_000]))];
}

async function forEachLayer(measured: (layer: LayerId) => Promise<Travelled>): Promise<Record<LayerId, Travelled>> {
  const entries: [LayerId, Travelled][] = [];
  for (const layer of layerIds) entries.push([layer, await measured(layer)]);
  return Object.fromEntries(entries) as Record<LayerId, Travelled>;
}

/** The database of the server that has just ended. */
async function withDatabase<T>(engine: string, env: Record<string, string>, work: (database: Database) => Promise<T>): Promise<T> {
  const database =
    engine === 'postgres'
      ? openDatabase('postgres', { connectionString: env.DATABASE_URL!, max: 10 })
      : await openEmbedded(join(env.JIAOYING_DATA!, 'database'), (error) => {
          throw error;
        });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Progress goes to the other stream, so that `--json` can be piped. */
function say(line: string): void {
  console.error(line);
}
