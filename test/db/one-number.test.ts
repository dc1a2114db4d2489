import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { CallsQuery, isOwing, type Call, type CallId, type CallOutId, type ReceiptKind, type Tally } from '#contract/calls.ts';
import { isWanted } from '#contract/help.ts';
import { snapshotOf, worldFrom } from '#contract/snapshot.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { IssuedWarning } from '#contract/warnings.ts';
import { owed, tallyOfCallOut, totals } from '../../client/state/select.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { boardRows } from '../../client/calls/call-board.view.ts';
import { callPage, unrousedCalls } from '../../server/calls/call-board.store.ts';
import { reportOf } from '../../server/calls/call-out-reports.commands.ts';
import { callOutTallies, callTree, villageTree } from '../../server/calls/tallies.store.ts';
import { waitingIncidents } from '../../server/calls/waiting.store.ts';
import { toldBefore } from '../../server/channels/bundles.store.ts';
import { openMatters } from '../../server/endings/endings.store.ts';
import { helpOfIncident } from '../../server/help/help-list.store.ts';
import { groupBy } from '../../server/kernel/group-by.ts';
import { stocks } from '../../server/metrics/metrics.store.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Scope, type Tx } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { ackedWarnings } from '../../server/warnings/acks.store.ts';
import { sharesOf } from '../../server/ledger/statistics.store.ts';
import { paperCalls } from '../../server/sheets/paper.store.ts';
import { warningRoutes } from '../../server/warnings/warnings.routes.ts';
import { noon } from '../support/builders.ts';
import { callStates } from '../support/calling.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { somePlaces } from '../support/places.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { addTallies, noTally } from '#contract/tallies.ts';

/** What happens in an incident: the next version of its warning comes in, some who are called answer, or time passes and ladders climb. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('version' as const),
    level: fc.constantFrom('blue' as const, 'yellow' as const, 'orange' as const),
    area: fc.constantFrom(code.nantong, code.rudong, code.haimen, code.yangkou),
  }),
  fc.record({
    kind: fc.constant('answers' as const),
    every: fc.integer({ min: 1, max: 3 }),
    says: fc.constantFrom(...(['heard', 'heard', 'acting', 'needHelp', 'cannot', 'done', 'helped'] as const)),
  }),
  fc.record({ kind: fc.constant('waits' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const story = fc.array(step, { minLength: 3, maxLength: 8 });

onBothDatabases('one number, whoever reads it', (database) => {
  let duty: Session;
  let routes: ReturnType<typeof warningRoutes>;
  let incident: Incident;
  let versions: { identifier: string; sent: string }[];
  let callOutIds: CallOutId[];
  const clock = new FakeClock(noon);
  const ctx = () => ({ now: clock.now(), doorbell: new Doorbell() });

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    routes = warningRoutes(database(), clock, new Doorbell());
  });
  beforeEach(begin);

  async function begin(): Promise<void> {
    clock.set(noon);
    await database().asOwner(async (tx) => {
      await tx.query(`update incident set state = 'closed', closed_at = opened_at where state = 'open'`);
      await tx.query(`update attempt set state = 'withdrawn' where person_id = $1 and reach = 'superior'`, [person.cityDesk]);
    });
    incident = await openedIncident(database());
    versions = [];
    callOutIds = [];
  }

  async function version(level: string, area: string): Promise<void> {
    const [earlier] = versions.slice(-1);
    const named = { identifier: randomUUID(), sent: `2026-07-26T12:0${versions.length}:00+08:00` };
    versions.push(named);
    const message = capMessage({
      alert: {
        ...named,
        msgType: earlier ? 'Update' : 'Alert',
        references: earlier ? `nantong@example.invalid,${earlier.identifier},${earlier.sent}` : null,
      },
      info: { '+level': `<parameter><valueName>level</valueName><value>${level}</value></parameter>` },
      area: { '+code': geocode(area) },
    });
    const path = `/api/warnings/cap?incident=${incident.id}`;
    const { status, body } = await openDoors(duty, routes).post(path, 'application/cap+xml', message);
    expect(status).toBe(201);
    const { callOutId } = body as IssuedWarning;
    if (callOutId) callOutIds.push(callOutId as CallOutId);
  }

  async function answers(every: number, says: ReceiptKind = 'heard'): Promise<void> {
    const calls = (await Promise.all(callOutIds.map((id) => callStates(database(), id)))).flat();
    const submissions = calls
      .filter((_, at) => at % every === 0)
      .map(({ id, personId }) => ({
        callId: id as CallId,
        receipt: { receiptId: randomUUID(), kind: says },
        by: { personId },
      }));
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, ctx(), submissions));
  }

  async function happens(next: Step): Promise<void> {
    if (next.kind === 'version') return version(next.level, next.area);
    if (next.kind === 'answers') return answers(next.every, next.says);
    clock.forward({ minutes: next.minutes });
    await escalateDue(database(), ctx());
  }

  /** The world of a screen that sees so much. */
  async function worldOf(scope: Scope): Promise<World> {
    const { facts, head } = await database().transaction(scope, (tx) =>
      factsAfter(tx, { incidentId: incident.id, since: 0, limit: 5_000 }),
    );
    return fold(emptyWorld, { facts, seq: head });
  }

  /** Every reader of the server beside the fold of the log, for somebody who sees so much. */
  async function agree(scope: Scope): Promise<void> {
    const world = await worldOf(scope);
    const ids = [...world.callOuts.keys()];
    await database().transaction(scope, async (tx) => {
      const tallies = await callOutTallies(tx, ids);
      for (const id of ids) {
        const drawn = tallyOfCallOut(world, id);
        expect(tallies.get(id)).toEqual(drawn);
        const ledger = (await sharesOf(tx, { callOut: id })).totals;
        expect([ledger.calls, ledger.answered, ledger.silent, ledger.unroused]).toEqual([
          ...[owed(drawn), drawn.answered, drawn.silent, drawn.unroused],
        ]);
        const paper = await paperCalls(tx, {
          callOutId: id,
          area: code.nantong,
          inClear: false,
          limit: 1_000,
          isSilentOnly: false,
          callIds: null,
        });
        expect(paper.length).toBe(owed(drawn));
        expect(paper.filter(({ state }) => state === 'answered').length).toBe(drawn.answered);
        const silentOnes = await paperCalls(tx, {
          ...{ callOutId: id, area: code.nantong, inClear: false, limit: 1_000 },
          ...{ isSilentOnly: true, callIds: null },
        });
        expect(silentOnes.filter(isOwing).length).toBe(drawn.silent);
        const { rows } = await callPage(tx, id, { query: CallsQuery.parse({ limit: 1_000, sort: 'silence' }), tellsPhones: false });
        expect(counted(rows)).toEqual(countsOf(drawn));
        // Who owes an answer stands before whoever does not.
        expect(rows.map(isOwing)).toEqual(rows.map(isOwing).sort((a, b) => Number(b) - Number(a)));
        expect((await unrousedCalls(tx, id)).length).toBe(drawn.unroused);
        expect(await reportOf(tx, id)).toMatchObject(drawn);
        for (const township of [code.yangkou, code.fengli, code.sanchang]) {
          const villages = await villageTree(tx, id, township);
          expect(villages.reduce(addTallies, noTally)).toEqual(world.tallies.get(id)?.get(township) ?? noTally);
        }
        const roots = (await callTree(tx, id)).filter((node, _, tree) => !tree.some(({ areaCode }) => areaCode === node.parentCode));
        const tree = roots.reduce(addTallies, noTally);
        expect(tree).toEqual(drawn);
      }
      const all = totals(world);
      const running = [...world.callOuts.values()].filter(({ state }) => state === 'running').map(({ id }) => tallies.get(id)!);
      expect(running.reduce(addTallies, noTally)).toEqual(all);
      expect(totals(worldFrom(snapshotOf(world)))).toEqual(all);
      const board = boardRows(world, somePlaces).map(({ tally }) => tally);
      expect(owed(board.reduce(addTallies, noTally))).toBe(owed(all));
      await deskAgrees(tx, world);
    });
  }

  /** What is summed over all call-outs that run: by whoever closes the incident, watches the system, or works in another incident. */
  async function deskAgrees(tx: Tx, world: World): Promise<void> {
    const all = totals(world);
    const running = [...world.callOuts.values()].filter(({ state }) => state === 'running');
    const rows: Call[] = [];
    for (const { id } of running) {
      rows.push(...(await callPage(tx, id, { query: CallsQuery.parse({ limit: 1_000 }), tellsPhones: false })).rows);
    }
    const wanted = [...world.helps.values()].filter(isWanted).length;
    const held = [...world.callOuts.values()].filter(({ state }) => state === 'awaitingRelease').length;
    expect(await openMatters(tx, incident.id)).toMatchObject({
      ...{ callOuts: running.length, awaitingRelease: held, helpRequests: wanted },
      silent: new Set(rows.filter(isOwing).map(({ personId }) => personId)).size,
    });
    expect((await helpOfIncident(tx, incident.id)).filter(isWanted).length).toBe(wanted);
    const waiting = (await waitingIncidents(tx)).find(({ incidentId }) => incidentId === incident.id);
    expect(waiting ? [waiting.needHelp, waiting.cannot, waiting.unroused] : [0, 0, 0]).toEqual([all.needHelp, all.cannot, all.unroused]);
    const scraped = await stocks(tx, clock.now());
    const stocked = (of: string) =>
      Object.fromEntries(scraped.filter((each) => each.of === of).map(({ label, number }) => [label, number]));
    expect(stocked('calls')).toEqual(
      Object.fromEntries([...groupBy(rows, ({ state }) => state)].map(([state, each]) => [state, each.length])),
    );
    expect(Object.values(stocked('help')).reduce((sum, each) => sum + each, 0)).toBe(wanted);
    expect(await toldOf(tx)).toEqual([...new Set(rows.filter(isOwing).map(({ id }) => id))].sort());
  }

  /** Whose silence a message would name, where everybody above had been told of everybody. */
  async function toldOf(tx: Tx): Promise<string[]> {
    const told = await toldBefore(tx, [person.cityDesk]);
    return [...new Set(told.map(({ callId }) => callId))].sort();
  }

  /** Somebody above is told of everybody. */
  function tellTheCityDesk(): Promise<unknown> {
    return database().asOwner((tx) =>
      tx.query(
        `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at)
         select id, incident_mode, area_code, 9, 'superior', $2, 'inApp', 'sent', called_at from call where call_out_id = any($1::uuid[])`,
        [callOutIds, person.cityDesk],
      ),
    );
  }

  /** What the sender of each warning is told is what the city's screens show of its call-out. */
  async function acksAgree(): Promise<void> {
    const world = await worldOf(wholeServer);
    const acks = await database().transaction(wholeServer, (tx) => ackedWarnings(tx, 'actual', 200));
    for (const { id, warningId } of world.callOuts.values()) {
      const drawn = tallyOfCallOut(world, id);
      expect(acks.find((ack) => ack.id === warningId)).toMatchObject({
        ...{ owed: owed(drawn), answered: drawn.answered, unroused: drawn.unroused, replaced: drawn.stale + drawn.superseded },
      });
    }
  }

  it('is one number after any story of versions and answers, for the city and for a county', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        await begin();
        await version('blue', code.nantong);
        for (const each of steps) await happens(each);
        await tellTheCityDesk();
        await agree(wholeServer);
        await agree({ area: '320623' });
        await acksAgree();
      }),
      { numRuns: 10 },
    );
  });

  it('does not count whom an update has called again', async () => {
    await version('blue', code.nantong);
    await answers(2);
    await version('orange', code.rudong);
    await tellTheCityDesk();
    const world = await worldOf(wholeServer);
    const first = tallyOfCallOut(world, callOutIds[0]!);
    expect(first.stale + first.superseded).toBeGreaterThan(0);
    expect(owed(first)).toBe(first.total - first.stale - first.superseded);
    await agree(wholeServer);
    await acksAgree();
  });
});

/** A tally by hand, over the rows of the board. */
function counted(rows: readonly Pick<Call, 'state' | 'needHelp' | 'cannot'>[]): Record<string, number> {
  const of = (...states: readonly string[]) => rows.filter(({ state }) => states.includes(state)).length;
  return {
    ...{ total: rows.length, answered: of('answered'), silent: rows.filter(isOwing).length, escalated: of('escalated') },
    ...{ unroused: of('unroused'), stale: of('stale'), superseded: of('superseded') },
    ...{ needHelp: rows.filter(({ needHelp }) => needHelp).length, cannot: rows.filter(({ cannot }) => cannot).length },
  };
}

function countsOf({ silentSince: _, unrousedHouseholds: __, ...counts }: Tally): Record<string, number> {
  return counts;
}
