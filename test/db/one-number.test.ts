import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallId, CallOutId } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { IssuedWarning } from '#contract/warnings.ts';
import { addTallies, noTally, owed, tallyOfCallOut, totals } from '../../client/state/select.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { callOutTallies, callTree } from '../../server/calls/tallies.store.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Scope } from '../../server/kernel/db/db.ts';
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
import { aUser } from '../support/release.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

/** What happens in an incident: the next version of its warning comes in, or some of those who are called answer. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('version' as const),
    level: fc.constantFrom('blue' as const, 'yellow' as const, 'orange' as const),
    area: fc.constantFrom(code.nantong, code.rudong, code.haimen, code.yangkou),
  }),
  fc.record({ kind: fc.constant('answers' as const), every: fc.integer({ min: 1, max: 3 }) }),
);
const story = fc.array(step, { minLength: 2, maxLength: 6 });

onBothDatabases('one number, whoever reads it', (database) => {
  let duty: Session;
  let routes: ReturnType<typeof warningRoutes>;
  let incident: Incident;
  let versions: { identifier: string; sent: string }[];
  let callOutIds: CallOutId[];

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
    routes = warningRoutes(database(), new FakeClock(noon), new Doorbell());
  });
  beforeEach(begin);

  async function begin(): Promise<void> {
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

  async function answers(every: number): Promise<void> {
    const calls = (await Promise.all(callOutIds.map((id) => callStates(database(), id)))).flat();
    const submissions = calls
      .filter((_, at) => at % every === 0)
      .map(({ id, personId }) => ({
        callId: id as CallId,
        receipt: { receiptId: randomUUID(), kind: 'heard' as const },
        by: { personId },
      }));
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, { now: new Date(noon), doorbell: new Doorbell() }, submissions));
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
      const counted = await callOutTallies(tx, ids);
      for (const id of ids) {
        const drawn = tallyOfCallOut(world, id);
        expect(counted.get(id)).toEqual(drawn);
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
        const roots = (await callTree(tx, id)).filter((node, _, tree) => !tree.some(({ areaCode }) => areaCode === node.parentCode));
        const tree = roots.reduce(addTallies, noTally);
        expect([tree.answered, tree.silent, tree.total]).toEqual([drawn.answered, drawn.silent, drawn.total]);
      }
      const all = totals(world);
      const running = [...world.callOuts.values()].filter(({ state }) => state === 'running').map(({ id }) => counted.get(id)!);
      expect(owed(running.reduce(addTallies, noTally))).toBe(owed(all));
    });
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
        for (const each of steps) await (each.kind === 'version' ? version(each.level, each.area) : answers(each.every));
        await agree(wholeServer);
        await agree({ area: '320623' });
        await acksAgree();
      }),
      { numRuns: 8 },
    );
  });

  it('does not count whom an update has called again', async () => {
    await version('blue', code.nantong);
    await answers(2);
    await version('orange', code.rudong);
    const world = await worldOf(wholeServer);
    const first = tallyOfCallOut(world, callOutIds[0]!);
    expect(first.stale + first.superseded).toBeGreaterThan(0);
    expect(owed(first)).toBe(first.total - first.stale - first.superseded);
    await agree(wholeServer);
    await acksAgree();
  });
});
