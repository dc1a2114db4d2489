import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CallId, ReceiptKind } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import { claimRings } from '../../server/field/rings.commands.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { openDatabase, wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { prepareSheet } from '../../server/sheets/sheets.commands.ts';
import { at } from './climbing.ts';
import { serverBinaries, startCluster } from './cluster.ts';
import { calledOut, callStates, everybody, orderedOut, type Calling } from './calling.ts';
import { cloneDatabase } from './database.ts';
import { openedIncident } from './incident.ts';
import { aUser } from './release.ts';
import { code, person, tinyCity } from './tiny-city.ts';
import { tinyRegisters } from './tiny-registers.ts';

/**
 * `npm run db:keep`: writes what a database of this release holds to test/support/releases, for later releases to upgrade. A small city
 * at work: an open incident with a blue call-out that runs (heard, a call for help, rung, still queued), a red one that awaits its
 * release, a drill, users, and a sheet on paper. Run it once for each release, before the next migration is written.
 */
const doorbell = new Doorbell();

async function fill(database: Database): Promise<void> {
  await database.asOwner(tinyCity);
  await database.asOwner(tinyRegisters);
  await database.asOwner((tx) => seedUsers(tx, 'jiaoying-demo'));
  const policy = { ...(await everybody(database)), level: 'blue' as const };
  const incident = await openedIncident(database);
  const blue = await calledOut(database, { incident, level: 'blue', policy });
  await ring(database, [person.yangkouDesk, person.yangkouHead, person.haimenDesk]);
  await answer(database, blue, { personId: person.yangkouDesk, kind: 'heard' });
  await answer(database, blue, { personId: person.haimenDesk, kind: 'onPost' });
  await answer(database, blue, { personId: person.yangkouVillageLead, kind: 'needHelp' });
  await print(database, blue);
  await orderedOut(database, { incident, level: 'red' });
  await calledOut(database, { incident: await openedIncident(database, { name: '夏季演练', mode: 'exercise' }), level: 'orange' });
}

async function ring(database: Database, personIds: number[]): Promise<void> {
  const links = new TokenSeal(await database.asOwner((tx) => secretNamed(tx, 'link-token')), LinkClaim);
  await database.transaction(wholeServer, (tx) => claimRings(tx, { now: at(2), doorbell }, { personIds, links }));
}

async function answer(
  database: Database,
  { callOutId }: Calling,
  { personId, kind }: { personId: number; kind: ReceiptKind },
): Promise<void> {
  const call = (await callStates(database, callOutId)).find((state) => state.personId === personId)!;
  const submission = { callId: call.id as CallId, receipt: { receiptId: randomUUID(), kind }, by: { personId } };
  await database.transaction(wholeServer, (tx) => takeReceipts(tx, { now: at(20), doorbell }, [submission]));
}

async function print(database: Database, { callOutId }: Calling): Promise<void> {
  const reader = await aUser(database, 'dutyOfficer');
  const order = {
    callOutId,
    wanted: { area: code.rudong, lang: 'zh' as const, who: 'silent' as const },
    reader,
    linkTo: () => 'http://127.0.0.1/field',
  };
  await database.transaction({ area: code.nantong.slice(0, 4) }, (tx) => prepareSheet(tx, { now: at(30), doorbell }, order));
}

const cluster = await startCluster();
process.env.TEST_DATABASE_URL = cluster.url;
try {
  const { url } = await cloneDatabase(false);
  const database = openDatabase('postgres', { connectionString: url, max: 2 });
  await fill(database);
  await database.close();
  const options = ['--no-owner', '--inserts', '--rows-per-insert=100', '--dbname', url];
  const dump = execFileSync(join(serverBinaries()!, 'pg_dump'), options, { encoding: 'utf8', maxBuffer: 1e8 });
  // Lines for psql alone, and the dates of the dump.
  const sql = dump.replace(/^(--.*|\\(un)?restrict .*)\n/gm, '').replace(/\n{3,}/g, '\n\n');
  const release = readdirSync('migrations')
    .filter((name) => /^\d/.test(name))
    .sort()
    .at(-1)!
    .slice(0, 4);
  writeFileSync(join(import.meta.dirname, `releases/${release}.sql.gz`), gzipSync(sql, { level: 9 }));
} finally {
  await cluster.stop();
}
