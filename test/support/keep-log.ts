import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IncidentId } from '#contract/incidents.ts';
import { rightsOfRole, type Session } from '#contract/session.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { exportLog } from '../../server/incidents/log-export.commands.ts';
import { factHash } from '../../server/kernel/log/change-log.ts';
import { openDatabase, wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { LogAnchors } from '../../server/kernel/log/log-anchors.ts';
import { LogKey } from '../../server/kernel/log/log-key.ts';
import { logEnd } from '../../server/kernel/log/log-proof.ts';
import { migrate } from '../../server/kernel/db/migrate.ts';
import { anOrder, aWarning, noon } from './builders.ts';
import { calledOut, callStates } from './calling.ts';
import { cloneDatabase } from './database.ts';
import { aLayerFact, committed } from './facts.ts';
import { databaseOfRelease, keptReleases } from './kept-release.ts';
import { code, tinyCity } from './tiny-city.ts';

/**
 * `npm run log:keep`, with TEST_DATABASE_URL set: exports logs as this release writes them, and as the kept release wrote
 * them, into test/support/logs. What is kept there once is never written anew: later releases have to read it.
 */
const folder = join(import.meta.dirname, 'logs');
const now = new Date(noon);
const doorbell = new Doorbell();
const key = new LogKey(createHash('sha256').update('of the kept logs').digest());

async function keep(database: Database, id: IncidentId, name: string): Promise<void> {
  const user = await database.asOwner((tx) => tx.one<{ id: number }>(`select id from app_user order by id limit 1`));
  const session: Session = {
    ...{ userId: user!.id, username: 'keeper', displayName: '', areaCode: code.nantong },
    ...{ roles: ['auditor'], rights: [...rightsOfRole.auditor] },
  };
  let text = '';
  for await (const chunk of exportLog(database, new LogAnchors('/nowhere/anchors', key), { id, session, now })) text += chunk;
  writeFileSync(join(folder, `${name}.ndjson.gz`), gzipSync(text, { level: 9 }));
}

/** In the form of that release, which no program writes any more. */
async function withFirstForms(database: Database, id: IncidentId): Promise<void> {
  const rows = [
    { id: 5, state: 4 },
    { id: 6, category: 3, state: 7 },
  ];
  const { expired: _, notes: __, merge: ___, ...warning } = aWarning({ incidentId: id });
  await appended(database, id, { kind: 'layer.put', layerId: 'hazards', rows });
  await appended(database, id, { kind: 'warning.put', warning });
}

async function appended(database: Database, id: IncidentId, said: { kind: string; [field: string]: unknown }): Promise<void> {
  const { seq, hash } = await logEnd(database, id);
  const body = JSON.stringify(said);
  const fact = { seq: seq + 1, at: now, kind: said.kind, areaCode: code.yangkou, body, evidence: null };
  await database.asOwner(async (tx) => {
    const next = factHash(hash, id, fact);
    await tx.query(`insert into change_log (incident_id, seq, at, kind, area_code, body, hash) values ($1, $2, $3, $4, $5, $6, $7)`, [
      ...[id, fact.seq, fact.at, fact.kind, fact.areaCode, body, next],
    ]);
    await tx.query(`update incident set head_seq = $2, head_hash = $3 where id = $1`, [id, fact.seq, next]);
  });
}

async function keepReleases(): Promise<void> {
  for (const release of keptReleases) {
    const { url, drop } = await databaseOfRelease(release);
    const database = openDatabase('postgres', { connectionString: url, max: 2 });
    await migrate(database.pool, join(import.meta.dirname, '../../migrations'));
    const [incident] = await database.asOwner((tx) => tx.query<{ id: IncidentId }>(`select id from incident order by head_seq desc`));
    await withFirstForms(database, incident!.id);
    await keep(database, incident!.id, release);
    await database.close();
    await drop();
  }
}

async function keepPresent(name: string): Promise<void> {
  const { url, drop } = await cloneDatabase(false);
  const database = openDatabase('postgres', { connectionString: url, max: 2 });
  await database.asOwner(tinyCity);
  const { incident, callOutId, warning } = await calledOut(database);
  const calls = await callStates(database, callOutId);
  const submissions = calls.map(({ id, personId }, at) => ({
    callId: id as Parameters<typeof takeReceipts>[2][number]['callId'],
    receipt: { receiptId: crypto.randomUUID(), kind: at === 0 ? ('needHelp' as const) : ('heard' as const) },
    by: { personId },
  }));
  await database.transaction(wholeServer, (tx) => takeReceipts(tx, { now, doorbell }, submissions));
  await committed(
    database,
    { incidentId: incident.id, doorbell },
    aLayerFact(5, code.yangkou),
    { kind: 'warning.put', areaCode: null, warning },
    { kind: 'replies.put', areaCode: code.yangkou, unread: 2 },
    { kind: 'order.put', areaCode: null, order: anOrder({ callOutId }) },
  );
  await keep(database, incident.id, name);
  await database.close();
  await drop();
}

await keepReleases();
await keepPresent('0081');
