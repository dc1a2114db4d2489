import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { AnchorKeeper } from '../../server/incidents/anchors.commands.ts';
import { startAnchors } from '../../server/incidents/anchors.job.ts';
import { factHash } from '../../server/kernel/log/change-log.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { LogAnchors } from '../../server/kernel/log/log-anchors.ts';
import { LogKey } from '../../server/kernel/log/log-key.ts';
import { keptFacts, logEnd, proveLog } from '../../server/kernel/log/log-proof.ts';
import { anchored, type Anchored } from '../support/anchors.ts';
import { silentLog } from '../support/app.ts';
import { noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { aLayerFact, committed } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();
const inMinutes = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000);

function grows(database: Database, { id: incidentId }: Incident, facts: number): Promise<number> {
  return committed(database, { incidentId, doorbell }, ...Array.from({ length: facts }, (_, row) => aLayerFact(row)));
}

async function signed(database: Database, { anchors }: Anchored, now = new Date(noon)): Promise<void> {
  await (await AnchorKeeper.open(database, anchors)).keep(now);
}

/** As whoever owns the database would do it: what is told from `from` on, and the head, fit each other again. */
async function rewritten(database: Database, { id }: Incident, { from, upTo }: { from: number; upTo: number }): Promise<void> {
  let hash: Buffer = Buffer.alloc(0);
  for await (const facts of keptFacts(database, id, upTo)) {
    for (const fact of facts) {
      const body = fact.seq === from ? fact.body.replace('registered', 'graded') : fact.body;
      hash = factHash(hash, id, { ...fact, body });
      await database.asOwner((tx) =>
        tx.query(`update change_log set body = $3, hash = $4 where incident_id = $1 and seq = $2`, [id, fact.seq, body, hash]),
      );
    }
  }
  await database.asOwner((tx) => tx.query(`update incident set head_seq = $2, head_hash = $3 where id = $1`, [id, upTo, hash]));
}

/** Nothing in the database tells that there was more. */
async function cut(database: Database, { id }: Incident, upTo: number): Promise<void> {
  await database.asOwner(async (tx) => {
    await tx.query(`delete from change_log where incident_id = $1 and seq > $2`, [id, upTo]);
    await tx.query(
      `update incident set head_seq = $2, head_hash = (select hash from change_log where incident_id = $1 and seq = $2) where id = $1`,
      [id, upTo],
    );
  });
}

onBothDatabases('a log whose head was signed outside the database', (database) => {
  let outside: Anchored;
  let incident: Incident;
  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner((tx) => tx.query(`alter table change_log disable trigger user`));
  });
  beforeEach(async () => {
    outside = anchored();
    incident = await openedIncident(database());
    await grows(database(), incident, 9);
    await signed(database(), outside);
  });
  const proof = () => proveLog(database(), incident.id, outside.anchors);

  it('is whole, and says what it was held against', async () => {
    await grows(database(), incident, 5);
    await signed(database(), outside, inMinutes(1));
    await grows(database(), incident, 1);
    expect(await proof()).toMatchObject({
      ...{ ok: true, state: 'whole', found: null, facts: 16 },
      anchors: { held: 2, newest: { seq: 15, at: inMinutes(1).toISOString() }, foreign: 0, putBacks: [] },
    });
  });

  it('is found out when it was rewritten together with its head', async () => {
    await rewritten(database(), incident, { from: 6, upTo: 10 });
    expect(await proveLog(database(), incident.id)).toMatchObject({ ok: true });
    expect(await proof()).toMatchObject({ ok: false, state: 'broken', found: 'rewritten', brokenAt: 10 });
  });

  it('is found out when its end was cut and its head moved, and still when it has grown past that', async () => {
    await cut(database(), incident, 7);
    expect(await proveLog(database(), incident.id)).toMatchObject({ ok: true, facts: 7 });
    expect(await proof()).toMatchObject({ ok: false, found: 'cutEnd', brokenAt: 8, facts: 7 });
    const keeper = await AnchorKeeper.open(database(), outside.anchors);
    expect(await keeper.fallenBehind()).toEqual([{ chain: incident.id, signedSeq: 10, seq: 7 }]);
    await keeper.keep(inMinutes(1));
    await grows(database(), incident, 5);
    await keeper.keep(inMinutes(2));
    expect(await proof()).toMatchObject({ ok: false, found: 'rewritten', brokenAt: 10 });
    expect(await (await AnchorKeeper.open(database(), outside.anchors)).fallenBehind()).toEqual([]);
  });

  it('is found out when its head alone was moved back', async () => {
    const { id } = incident;
    const back = `update incident set head_seq = 8, head_hash = (select hash from change_log where incident_id = $1 and seq = 8) where id = $1`;
    await database().asOwner((tx) => tx.query(back, [id]));
    expect(await proveLog(database(), id)).toMatchObject({ ok: false, found: 'headMoved', brokenAt: 9 });
  });

  it('is no forgery when an operator has put an older state in its place, and says so', async () => {
    await cut(database(), incident, 7);
    const { seq, hash } = await logEnd(database(), incident.id);
    const head = { chain: incident.id, seq, hash: hash.toString('hex'), at: inMinutes(1).toISOString() };
    await outside.anchors.appendPutBack([head]);
    await outside.anchors.append([head]);
    const putBacks = [{ at: inMinutes(1).toISOString(), from: 10, to: 7 }];
    expect(await proof()).toMatchObject({ ok: true, state: 'putBack', anchors: { putBacks, held: 1 } });
    await grows(database(), incident, 5);
    await signed(database(), outside, inMinutes(2));
    expect(await proof()).toMatchObject({ ok: true, state: 'putBack', facts: 12, anchors: { putBacks, held: 2 } });
    // What was signed since holds as before.
    await rewritten(database(), incident, { from: 9, upTo: 12 });
    expect(await proof()).toMatchObject({ ok: false, found: 'rewritten', brokenAt: 12 });
  });

  it('is not put back by a line that the database could have written', async () => {
    await cut(database(), incident, 7);
    const line = { chain: incident.id, seq: 7, hash: '', at: noon, putBack: true, key: '', signature: 'AAAA' };
    appendFileSync(outside.path, `\n${JSON.stringify(line)}`);
    expect(await proof()).toMatchObject({ ok: false, found: 'cutEnd', anchors: { foreign: 1 } });
  });

  it('is not called forged by a line that was signed with another key, or that nobody has signed', async () => {
    const other = new LogAnchors(outside.path, new LogKey(randomBytes(32)));
    const hash = 'ab'.repeat(32);
    await other.append([
      { chain: incident.id, seq: 3, hash, at: noon },
      { chain: incident.id, seq: 99, hash, at: noon },
    ]);
    appendFileSync(outside.path, `\n{"chain":"${incident.id}","seq":`);
    expect(await proof()).toMatchObject({ ok: true, state: 'whole', anchors: { held: 1, foreign: 3 } });
  });

  it('is anchored again after a line that was cut off by a kill', async () => {
    const own = readFileSync(outside.path, 'utf8')
      .split('\n')
      .find((line) => line.includes(incident.id))!;
    writeFileSync(outside.path, own.slice(0, -20));
    await signed(database(), outside, inMinutes(1));
    expect(await proof()).toMatchObject({ ok: true, anchors: { held: 1, foreign: 1, newest: { seq: 10 } } });
  });

  it('is proven by its chain alone where nothing was signed', async () => {
    writeFileSync(outside.path, '');
    expect(await proof()).toMatchObject({ ok: true, anchors: { held: 0, newest: null } });
  });
});

describe('the job that signs', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));
  const lines = ({ path }: Anchored) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => (line ? [JSON.parse(line) as { chain: string; seq: number }] : []));

  it('signs what has grown once for many facts, and everything at its end', async () => {
    const outside = anchored();
    const [storm, watchdog] = [await openedIncident(database()), await openedIncident(database(), { kind: 'watchdog' })];
    const stop = await startAnchors({ ...outside, database: database(), clock: new FakeClock(new Date(noon)), doorbell, log: silentLog });
    const of = ({ id }: Incident) => lines(outside).flatMap(({ chain, seq }) => (chain === id ? [seq] : []));
    for (let turn = 0; turn < 20; turn++) await grows(database(), storm, 1);
    await grows(database(), watchdog, 1);
    await expect.poll(() => of(storm).at(-1), { timeout: 10_000 }).toBe(21);
    expect(of(storm).length).toBeLessThanOrEqual(4);
    // The watchdog's is signed each ten minutes, or when nothing comes after.
    expect(of(watchdog)).toEqual([1]);
    await stop();
    expect(of(watchdog)).toEqual([1, 2]);
    expect(statSync(outside.path).mode & 0o077).toBe(0);
  });
});
