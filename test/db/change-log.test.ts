import { beforeAll, describe, expect, it } from 'vitest';
import type { NewFact } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { factsAfter, record } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Database, type Tx } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { damagedLogs } from '../../server/kernel/log/integrity.ts';
import { proveLog } from '../../server/kernel/log/log-proof.ts';
import { noon } from '../support/builders.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { aLayerFact } from '../support/facts.ts';
import { aGate } from '../support/gate.ts';
import { openedIncident } from '../support/incident.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();

function say(tx: Tx, incidentId: IncidentId, ...facts: NewFact[]): Promise<number> {
  return record(tx, { incidentId, at: new Date(noon), doorbell }, facts);
}

function seqsSeen(database: Database, incidentId: IncidentId, area = '*'): Promise<number[]> {
  return database.transaction({ area }, async (tx) =>
    (await factsAfter(tx, { incidentId, since: 0, limit: 100 })).facts.map((fact) => fact.seq),
  );
}

onBothDatabases('the log of an incident', (database) => {
  beforeAll(() => database().asOwner(tinyCity));

  it('counts its facts from 1 without gaps', async () => {
    const { id } = await openedIncident(database());
    await database().transaction(wholeServer, (tx) => say(tx, id, aLayerFact(1), aLayerFact(2)));
    await database().transaction(wholeServer, (tx) => say(tx, id, aLayerFact(3)));
    expect(await seqsSeen(database(), id)).toEqual([1, 2, 3, 4]);
  });

  it('rings the doorbell after the commit, and not when the work failed', async () => {
    const { id } = await openedIncident(database());
    const rings: number[] = [];
    const stop = doorbell.onRing((_, seq) => void rings.push(seq));
    const failing = database().transaction(wholeServer, async (tx) => {
      await say(tx, id, aLayerFact(1));
      throw new Error('after the fact');
    });
    await expect(failing).rejects.toThrow('after the fact');
    expect(rings).toEqual([]);
    await database().transaction(wholeServer, async (tx) => {
      await say(tx, id, aLayerFact(1));
      expect(rings).toEqual([]);
    });
    expect(rings).toEqual([2]);
    stop();
  });

  it('shows a county the facts for everyone and its own, never another county its own', async () => {
    const { id } = await openedIncident(database());
    await database().transaction(wholeServer, (tx) =>
      say(tx, id, aLayerFact(1, code.yangkou), aLayerFact(2, code.sanchang), aLayerFact(3)),
    );
    expect(await seqsSeen(database(), id, '320623')).toEqual([1, 2, 4]);
    expect(await seqsSeen(database(), id, '320614')).toEqual([1, 3, 4]);
    expect(await seqsSeen(database(), id, '3206')).toEqual([1, 2, 3, 4]);
  });

  it('keeps the incident of one county from the other', async () => {
    const { id } = await openedIncident(database(), { areaCode: code.haimen });
    expect(await seqsSeen(database(), id, '320623')).toEqual([]);
    expect(await seqsSeen(database(), id, '320614')).toEqual([1]);
  });

  it('is proved by its hash chain', async () => {
    const { id } = await openedIncident(database());
    await database().transaction(wholeServer, (tx) => say(tx, id, aLayerFact(1), aLayerFact(2)));
    expect(await proveLog(database(), id)).toMatchObject({ ok: true, facts: 3, brokenAt: null });
  });

  it('refuses to be changed, even by the owner of the table', async () => {
    const { id } = await openedIncident(database());
    const change = database().asOwner((tx) => tx.query(`update change_log set body = '{}' where incident_id = $1`, [id]));
    await expect(change).rejects.toThrow('append-only');
    const removal = database().asOwner((tx) => tx.query(`delete from change_log where incident_id = $1`, [id]));
    await expect(removal).rejects.toThrow('append-only');
  });
});

describe('a log that was tampered with', () => {
  const database = withDatabase();
  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner((tx) => tx.query(`alter table change_log disable trigger user`));
  });

  async function threeFacts(): Promise<IncidentId> {
    const { id } = await openedIncident(database());
    await database().transaction(wholeServer, (tx) => say(tx, id, aLayerFact(1), aLayerFact(2)));
    return id;
  }

  it.each([
    ['a changed byte', `update change_log set body = replace(body::text, 'registered', 'graded')::json where incident_id = $1 and seq = 2`],
    ['a changed time', `update change_log set at = at + interval '1 millisecond' where incident_id = $1 and seq = 2`],
    ['a changed area', `update change_log set area_code = '${code.rudong}' where incident_id = $1 and seq = 2`],
    ['a missing fact', `delete from change_log where incident_id = $1 and seq = 2`],
  ])('is found out by %s', async (_, tampering) => {
    const id = await threeFacts();
    await database().asOwner((tx) => tx.query(tampering, [id]));
    expect(await proveLog(database(), id)).toMatchObject({ ok: false, brokenAt: 2 });
  });

  it('is found out by a cut tail, also when the server starts', async () => {
    const id = await threeFacts();
    await database().asOwner((tx) => tx.query(`delete from change_log where incident_id = $1 and seq = 3`, [id]));
    expect(await proveLog(database(), id)).toMatchObject({ ok: false, brokenAt: 3 });
    expect(await damagedLogs(database())).toContainEqual({ id, brokenAt: 3 });
  });
});

describe('two writers of one log', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));

  it('commit in the order of their facts: a follower never sees the second before the first', async () => {
    const { id } = await openedIncident(database());
    const gate = aGate();
    const firstWriter = database().transaction(wholeServer, async (tx) => {
      await say(tx, id, aLayerFact(1));
      await gate.pass();
    });
    await gate.reached;
    const secondWriter = database().transaction(wholeServer, (tx) => say(tx, id, aLayerFact(2)));
    secondWriter.catch(() => undefined); // judged below
    try {
      await expect.poll(() => waitersForAdvisoryLocks(database()), { timeout: 5_000 }).toBe(1);
      expect(await seqsSeen(database(), id)).toEqual([1]);
    } finally {
      gate.open();
    }
    await firstWriter;
    expect(await secondWriter).toBe(3);
    expect(await seqsSeen(database(), id)).toEqual([1, 2, 3]);
  });

  it('do not wait for writers of another log', async () => {
    const [one, other] = [await openedIncident(database()), await openedIncident(database())];
    await database().transaction(wholeServer, async (tx) => {
      await say(tx, one.id, aLayerFact(1));
      expect(await database().transaction(wholeServer, (second) => say(second, other.id, aLayerFact(1)))).toBe(2);
    });
  });

  it('lose nothing when there are many at once', async () => {
    const { id } = await openedIncident(database());
    await Promise.all(Array.from({ length: 40 }, (_, n) => database().transaction(wholeServer, (tx) => say(tx, id, aLayerFact(n)))));
    expect(await seqsSeen(database(), id)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
    expect(await proveLog(database(), id)).toMatchObject({ ok: true, facts: 41 });
  });
});

/** Transactions of this database that are blocked so; it is the database that knows. */
async function waitersForAdvisoryLocks(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ waiters: number }>(
    `select count(*)::int as waiters from pg_locks l join pg_database d on d.oid = l.database
     where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
  );
  return rows[0]!.waiters;
}
