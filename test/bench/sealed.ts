import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOutId } from '#contract/calls.ts';
import { search } from '../../server/areas/search.commands.ts';
import { callPage } from '../../server/calls/call-board.store.ts';
import { sealDatabase } from '../../server/kernel/db/data-key-check.ts';
import { DataSeal } from '../../server/kernel/sealing/data-seal.ts';
import { openDatabase, wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { exportPages, tablePages } from '../../server/ledger/ledger.commands.ts';
import { prepareSheet } from '../../server/sheets/sheets.commands.ts';
import { noon } from '../support/builders.ts';
import { everybody, orderedOut } from '../support/calling.ts';
import { dataKey } from '../support/data-keys.ts';
import { cloneDatabase, cloneDataFolder, type Engine } from '../support/database.ts';
import { aUser, released } from '../support/release.ts';
import { code } from '../support/tiny-city.ts';
import { timed, type Figure } from './measure.ts';

const rounds = 5;
const now = new Date(noon);
const purpose = '核对转移名单';

/** The default city in the clear and sealed, side by side: the work of an evening on the one, then on the other, and so again; the quickest of each. */
export async function measureSealed(engine: Engine): Promise<Figure[]> {
  const plain = await openCity(engine, DataSeal.none);
  const sealed = await openCity(engine, new DataSeal(dataKey('first')));
  const took = new Map<string, { plain: number[]; sealed: number[] }>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { database }] of Object.entries({ plain, sealed })) {
      for (const [what, milliseconds] of await workOn(database)) {
        const samples = took.get(what) ?? { plain: [], sealed: [] };
        took.set(what, samples);
        samples[name as 'plain' | 'sealed'].push(milliseconds);
      }
    }
  }
  for (const { close } of [plain, sealed]) await close();
  return [...took].map(([what, samples]) => ({
    engine,
    what: `${what}, under a data key`,
    value: Math.min(...samples.sealed),
    unit: 'ms',
    beside: { what: 'without', value: Math.min(...samples.plain) },
  }));
}

async function openCity(engine: Engine, seal: DataSeal): Promise<{ database: Database; close: () => Promise<void> }> {
  const { database, remove } = engine === 'embedded' ? await embeddedCity(seal) : await serverCity(seal);
  await sealDatabase(database, seal, { now, say: () => undefined });
  return { database, close: () => database.close().then(remove) };
}

async function embeddedCity(seal: DataSeal) {
  const folder = await cloneDataFolder(true);
  const onDeath = (error: Error) => {
    throw error;
  };
  const database = await openEmbedded(join(folder, 'database'), onDeath, { seal });
  return { database, remove: () => rm(folder, { recursive: true }) };
}

async function serverCity(seal: DataSeal) {
  const { url, drop } = await cloneDatabase(true);
  return { database: openDatabase('postgres', { connectionString: url, max: 4 }, { seal }), remove: () => drop().then(() => undefined) };
}

/** The work of an evening, on a call-out of its own. */
async function workOn(database: Database): Promise<[string, number][]> {
  const policy = await everybody(database);
  const made = await timed(() => orderedOut(database, { policy }));
  const { callOutId, incident } = made.result;
  const release = await timed(() => released(database, { now, doorbell: new Doorbell() }, callOutId));
  const reader = await aUser(database, 'dutyOfficer');
  const sheet = await timed(() => preparedSheet(database, callOutId, reader));
  const exported = await timed(() => exportedRows(database, { incidentId: incident.id, reader }));
  const board = await timed(() => boardPages(database, callOutId));
  const searched = await timed(() => database.transaction(wholeServer, (tx) => search(tx, '洋口')));
  return [
    ['a red call-out of the city made', made.milliseconds],
    ['the same released', release.milliseconds],
    ['a sheet of a county in the clear prepared', sheet.milliseconds],
    ['the ledger exported in the clear as rows', exported.milliseconds],
    ['twenty pages of the board', board.milliseconds],
    ['a search', searched.milliseconds],
  ];
}

type Reader = Awaited<ReturnType<typeof aUser>>;

function preparedSheet(database: Database, callOutId: CallOutId, reader: Reader) {
  const wanted = { area: code.haimen, purpose, lang: 'zh', who: 'silent' } as const;
  const linkTo = () => 'http://127.0.0.1/';
  return database.transaction({ ...wholeServer, personal: true }, (tx) =>
    prepareSheet(tx, { now, doorbell: new Doorbell() }, { callOutId, wanted, reader, linkTo }),
  );
}

async function exportedRows(database: Database, { incidentId, reader }: { incidentId: string; reader: Reader }): Promise<number> {
  const wanted = { incident: incidentId, purpose, lang: 'zh' } as Parameters<typeof exportPages>[1]['wanted'];
  let rows = 0;
  for await (const page of tablePages(exportPages(database, { wanted, reader, scope: wholeServer, now }), 'zh')) rows += page.length;
  return rows;
}

async function boardPages(database: Database, callOutId: CallOutId): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < 20; page += 1) {
    const query = { sort: 'area', limit: 200, cursor } as Parameters<typeof callPage>[2]['query'];
    const read = await database.transaction(wholeServer, (tx) => callPage(tx, callOutId, { query, tellsPhones: true }));
    cursor = read.next ?? undefined;
  }
}
