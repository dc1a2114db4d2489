import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fact, NewFact } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { LogMoment } from '#contract/log-moment.ts';
import { snapshotOf, worldFrom } from '#contract/snapshot.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { factsAfter, record } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { logMoment } from '../../server/kernel/log/log-checkpoints.ts';
import { openLog } from '../../server/kernel/log.ts';
import { Snapshots } from '../../server/live/snapshots.ts';
import { arbitraryLog } from '../support/arbitrary-log.ts';
import { noon } from '../support/builders.ts';
import { onBothDatabases } from '../support/database.ts';
import { aLayerFact } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();
const areas = ['3206', '320623', '320614'];
const seed = 20230728;

/** Some hundred facts, of everyone and of two counties. */
const bodies: NewFact[] = fc
  .sample(arbitraryLog, { numRuns: 34, seed })
  .flat()
  .map(({ seq: _seq, at: _at, ...body }, index) => ({ ...body, areaCode: body.areaCode && (index % 2 ? code.rudong : code.haimen) }));

/** Minutes after noon: forward, and set back once, as the director of a drill does. */
function minuteOf(index: number): number {
  return index < 120 ? index : index - 60;
}

function at(minutes: number): Date {
  return new Date(Date.parse(noon) + 60_000 * minutes);
}

function say(
  database: Database,
  { incidentId, facts, first = 0 }: { incidentId: IncidentId; facts: readonly NewFact[]; first?: number },
): Promise<void> {
  return database.transaction(wholeServer, async (tx) => {
    for (const [index, fact] of facts.entries()) await record(tx, { incidentId, at: at(minuteOf(first + index)), doorbell }, [fact]);
  });
}

function folded(facts: readonly Fact[], from: World = emptyWorld): World {
  return fold(from, { facts: [...facts], seq: facts.at(-1)?.seq ?? 0 });
}

/** What of a world does not depend on since when somebody has watched, nor on facts of others between. */
function essence(world: World) {
  const { seq: _seq, ...rest } = snapshotOf(world);
  return JSON.parse(JSON.stringify(rest)) as typeof rest;
}

/** As a screen folds it. */
function worldOf({ snapshot, facts }: LogMoment, moment: Date): World {
  const count = facts.findLastIndex((fact) => Date.parse(fact.at) <= moment.getTime()) + 1;
  return folded(facts.slice(0, count), snapshot ? worldFrom(snapshot) : emptyWorld);
}

onBothDatabases('checkpoints of a log', (database) => {
  const newSnapshots = () => new Snapshots({ database: database(), log: openLog('silent'), cityArea: '3206', checkpointEvery: 9 });
  const kept = (incidentId: IncidentId, area: string) =>
    database().transaction(wholeServer, async (tx) =>
      (
        await tx.query<{ seq: number }>(`select seq from log_checkpoint where incident_id = $1 and area = $2 order by seq`, [
          incidentId,
          area,
        ])
      ).map(({ seq }) => seq),
    );
  const allFacts = (incidentId: IncidentId, area: string) =>
    database().transaction({ area }, async (tx) => (await factsAfter(tx, { incidentId, since: 0, limit: 10_000 })).facts);
  /** Follows the log in pieces, as a server does that is asked again and again, and waits for what it keeps meanwhile. */
  const followed = async (snapshots: Snapshots, incidentId: IncidentId) => {
    for (let first = 0; first < bodies.length; first += 40) {
      await say(database(), { incidentId, facts: bodies.slice(first, first + 40), first });
      for (const area of areas) await snapshots.start({ incidentId, area });
    }
    await expect.poll(() => kept(incidentId, '3206').then(({ length }) => length), { timeout: 10_000 }).toBeGreaterThan(3);
  };
  const moment = (area: string, when: Date, ahead = 0) =>
    database().transaction({ area }, (tx) => logMoment(tx, { incidentId, area }, { at: when.toISOString(), ahead }));

  let incidentId: IncidentId;
  let snapshots: Snapshots;

  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(async () => {
    incidentId = (await openedIncident(database(), { mode: 'exercise' })).id;
    snapshots = newSnapshots();
  });

  it('are handed out as what the log adds up to, for the city and for each county, also by a server that has just started', async () => {
    await followed(snapshots, incidentId);
    for (const area of areas) {
      const expected = essence(folded(await allFacts(incidentId, area)));
      for (const some of [snapshots, newSnapshots()]) {
        const { batch } = await some.start({ incidentId, area });
        expect(essence(worldFrom(batch.snapshot!))).toEqual(expected);
        expect(batch.seq).toBe(bodies.length + 1);
      }
    }
  });

  it('lead back to any moment, with the facts from there on, also where the clock was set back', async () => {
    await followed(snapshots, incidentId);
    for (const area of areas) {
      const facts = await allFacts(incidentId, area);
      for (const minutes of [-1, 0, 3.5, 40, 61, 75, 119, 121, bodies.length - 62, 10_000]) {
        const when = at(minutes);
        const until = facts.slice(0, facts.findLastIndex((fact) => Date.parse(fact.at) <= when.getTime()) + 1);
        for (const ahead of [0, 25]) {
          const found = await moment(area, when, ahead);
          expect(essence(worldOf(found, when))).toEqual(essence(folded(until)));
          // Whatever else lies before that time is told as well.
          const last = Math.max(found.facts.at(-1)?.seq ?? 0, found.snapshot?.seq ?? 0);
          const missing = facts.filter((fact) => fact.seq > last).map((fact) => Date.parse(fact.at));
          expect(Date.parse(found.until)).toBeGreaterThan(when.getTime());
          expect(missing.filter((time) => time < Date.parse(found.until))).toEqual([]);
        }
      }
    }
    const late = await moment('3206', at(10_000));
    expect(late.facts.length).toBeLessThan(60);
    expect(late.snapshot).not.toBeNull();
  });

  it('of another history are thrown away when the database was put back, whoever has it in memory', async () => {
    await followed(snapshots, incidentId);
    const [last] = (await kept(incidentId, '3206')).slice(-1);
    await database().asOwner(async (tx) => {
      await tx.query(`set local session_replication_role = replica`);
      await tx.query(`delete from change_log where incident_id = $1 and seq > 50`, [incidentId]);
      await tx.query(
        `update incident set head_seq = 50, head_hash = (select hash from change_log where incident_id = $1 and seq = 50) where id = $1`,
        [incidentId],
      );
    });
    // It goes on past what was known, by other facts.
    await say(database(), { incidentId, facts: Array.from({ length: bodies.length }, (_, id) => aLayerFact(id)), first: 50 });
    for (const some of [snapshots, newSnapshots()]) {
      const { batch } = await some.start({ incidentId, area: '3206' });
      expect(essence(worldFrom(batch.snapshot!))).toEqual(essence(folded(await allFacts(incidentId, '3206'))));
    }
    expect(last).toBeGreaterThan(50);
    const marks = await database().transaction(wholeServer, (tx) =>
      tx.query(
        `select from log_checkpoint c where incident_id = $1 and area = '3206'
           and mark <> (select encode(substr(hash, 1, 8), 'hex') from change_log l where l.incident_id = c.incident_id and l.seq = c.seq)`,
        [incidentId],
      ),
    );
    expect(marks).toEqual([]);
  });

  it('are kept up from what a tail has heard, and never from what does not go on from there', async () => {
    await say(database(), { incidentId, facts: bodies.slice(0, 5) });
    const log = { incidentId, area: '3206' };
    const known = (await snapshots.start(log)).batch;
    await say(database(), { incidentId, facts: bodies.slice(5, 8), first: 5 });
    const { facts, headMark } = await database().transaction(wholeServer, (tx) =>
      factsAfter(tx, { incidentId, since: known.seq, limit: 10 }),
    );
    const strange = { ...facts[0]!, ...aLayerFact(99) };
    snapshots.heard(incidentId, { since: known.seq, sinceMark: 'another', facts: [strange], seq: known.seq + 1, mark: 'another still' });
    snapshots.heard(incidentId, { since: known.seq, sinceMark: known.mark, facts, seq: facts.at(-1)!.seq, mark: headMark! });
    const { batch } = await snapshots.start(log);
    expect(batch).toMatchObject({ seq: 9, mark: headMark });
    expect(essence(worldFrom(batch.snapshot!))).toEqual(essence(folded(await allFacts(incidentId, '3206'))));
  });

  it('are made once for all who ask at the same moment', async () => {
    await say(database(), { incidentId, facts: bodies.slice(0, 20) });
    const asked = await Promise.all(Array.from({ length: 50 }, () => snapshots.start({ incidentId, area: '320623' })));
    expect(new Set(asked.map(({ batch }) => batch)).size).toBe(1);
    expect(new Set(await Promise.all(asked.map(({ packed }) => packed()))).size).toBe(1);
  });

  it('are seen by who sees their area whole, and by nobody else', async () => {
    await followed(snapshots, incidentId);
    const seenBy = (area: string) =>
      database().transaction({ area }, async (tx) =>
        (
          await tx.query<{ area: string }>(`select distinct area from log_checkpoint where incident_id = $1 order by area`, [incidentId])
        ).map((row) => row.area),
      );
    expect(await seenBy('320623')).toEqual(['320623']);
    expect(await seenBy('3206')).toEqual([...areas].sort());
    expect(await seenBy('320623101')).toEqual([]);
  });
});

describe('the facts of this test', () => {
  it('are of everyone and of both counties, and many enough', () => {
    expect(bodies.length).toBeGreaterThan(150);
    expect(new Set(bodies.map(({ areaCode }) => areaCode))).toEqual(new Set([null, code.rudong, code.haimen]));
  });
});
