import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Batch, Fact } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { LogMoment } from '#contract/log-moment.ts';
import { snapshotOf, worldFrom } from '#contract/snapshot.ts';
import { WorldStore } from '../../../client/state/store.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { arbitraryLog } from '../../support/arbitrary-log.ts';
import { aFact, anIncident } from '../../support/builders.ts';

const incidentId = '00000000-0000-4000-8000-000000000000' as IncidentId;

function minute(minutes: number): string {
  return new Date(Date.UTC(2026, 6, 26, 4, minutes)).toISOString();
}

function named(seq: number, minutes: number): Fact {
  return {
    ...aFact(seq, { kind: 'incident.put', areaCode: null, incident: anIncident({ id: incidentId, name: `fact ${seq}` }) }),
    at: minute(minutes),
  };
}

function folded(facts: readonly Fact[], from: World = emptyWorld): World {
  return fold(from, { facts: [...facts], seq: facts.at(-1)?.seq ?? 0 });
}

/** A server that has kept a checkpoint after every so many facts. */
class Server {
  facts: Fact[];
  asked = 0;
  isDown = false;
  readonly #every: number;

  constructor(facts: Fact[], every = 5) {
    this.facts = facts;
    this.#every = every;
  }

  readonly read = async (_id: IncidentId, { at, ahead }: { at: string; ahead: number }): Promise<LogMoment> => {
    await Promise.resolve();
    this.asked += 1;
    if (this.isDown) throw new Error('gone');
    const count = this.facts.findLastIndex((fact) => fact.at <= at) + 1;
    const kept = this.#every * Math.floor(count / this.#every);
    const facts = this.facts.slice(kept, count + ahead);
    const later = this.facts.slice(count + ahead).map((fact) => Date.parse(fact.at));
    const until = later.length > 0 ? Math.min(...later) : Math.max(Date.parse(at), ...facts.map((fact) => Date.parse(fact.at))) + 1;
    const snapshot = kept > 0 ? snapshotOf(folded(this.facts.slice(0, kept))) : null;
    return { snapshot, facts, until: new Date(until).toISOString() };
  };
}

/** A map that was opened when the log was as long as this. */
function opened(server: Server): WorldStore {
  const store = new WorldStore(server.read);
  const snapshot = snapshotOf(folded(server.facts));
  store.take({ incidentId, snapshot, facts: [], seq: snapshot.seq, catchUp: true } satisfies Batch);
  return store;
}

/** As a screen does that is drawn again when something has come. */
async function seenAt(store: WorldStore, at: Date): Promise<World> {
  for (let tries = 0; tries < 50; tries += 1) {
    const world = store.worldAt(at);
    if (world) return world;
    await new Promise(setImmediate);
  }
  throw new Error('It was never read');
}

/** Without what depends on since when it was watched. */
function essence(world: World) {
  const { calls: _calls, since: _since, ...rest } = world;
  return rest;
}

describe('the world of an earlier moment', () => {
  it('equals a fold of the facts until then, in whatever order the moments are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLog, fc.array(fc.nat(45), { minLength: 1, maxLength: 8 }), async (log, moments) => {
        // Every log begins with its incident.
        const server = new Server([named(1, 0), ...log.map((fact, index) => ({ ...fact, seq: fact.seq + 1, at: minute(index + 1) }))]);
        const store = opened(server);
        for (const moment of moments) {
          const until = server.facts.slice(0, moment + 1);
          const past = folded(until);
          const seen = await seenAt(store, new Date(minute(moment)));
          if (until.length === server.facts.length) expect(seen).toBe(store.world);
          else expect(essence(seen)).toEqual(essence(past));
        }
      }),
    );
  });

  it('is read piece by piece, once each, and is never shown before it is here', async () => {
    const server = new Server(
      Array.from({ length: 5_000 }, (_, index) => named(index + 1, index)),
      1_000,
    );
    const store = opened(server);
    expect(store.worldAt(new Date(minute(1_900)))).toBeNull();
    for (const moment of [1_900, 1_950, 1_400, 1_100, 2_100]) {
      expect((await seenAt(store, new Date(minute(moment)))).incident?.name).toBe(`fact ${moment + 1}`);
    }
    // The moment that was asked for, and what comes after it, for who plays on.
    expect(server.asked).toBeLessThanOrEqual(2);
    for (const moment of [40, 4_900, 249, 1_200, 0, 700, 3_000, 2_000]) {
      expect((await seenAt(store, new Date(minute(moment)))).incident?.name).toBe(`fact ${moment + 1}`);
    }
  });

  it('is there without a pause for who plays on', async () => {
    const server = new Server(
      Array.from({ length: 3_000 }, (_, index) => named(index + 1, index)),
      500,
    );
    const store = opened(server);
    await seenAt(store, new Date(minute(0)));
    for (let moment = 0; moment < 2_990; moment += 10) {
      expect(store.worldAt(new Date(minute(moment)))?.incident?.name).toBe(`fact ${moment + 1}`);
      await new Promise(setImmediate);
    }
    expect(server.asked).toBeLessThan(20);
  });

  it('knows its incident before the first fact', async () => {
    const store = opened(new Server([named(1, 10), named(2, 20)]));
    expect(await seenAt(store, new Date(minute(0)))).toMatchObject({ seq: 0, incident: { id: incidentId } });
  });

  it('is what was last said of that time, after a director set the clock back, also while the screen is open', async () => {
    const server = new Server([named(1, 0), named(2, 30)], 1_000);
    const store = opened(server);
    expect((await seenAt(store, new Date(minute(10)))).incident?.name).toBe('fact 1');
    const back = [named(3, 5), named(4, 40)];
    server.facts = [...server.facts, ...back];
    for (const fact of back) store.take({ incidentId, facts: [fact], seq: fact.seq, catchUp: false });
    expect((await seenAt(store, new Date(minute(10)))).incident?.name).toBe('fact 3');
    expect((await seenAt(store, new Date(minute(35)))).incident?.name).toBe('fact 3');
  });

  it('is the live world itself from the newest fact on', () => {
    const store = opened(new Server([named(1, 0)]));
    expect(store.worldAt(new Date(minute(59)))).toBe(store.world);
  });

  it('says that it cannot be read, and is read when it can be', async () => {
    vi.useFakeTimers();
    try {
      const server = new Server([named(1, 0), named(2, 9)]);
      const store = opened(server);
      server.isDown = true;
      expect(store.worldAt(new Date(minute(1)))).toBeNull();
      await vi.advanceTimersByTimeAsync(10);
      expect([store.isPastFailing, store.worldAt(new Date(minute(1)))]).toEqual([true, null]);
      expect(store.blank).toEqual({ ...emptyWorld, incident: store.world.incident });
      server.isDown = false;
      await vi.advanceTimersByTimeAsync(3_000);
      store.worldAt(new Date(minute(1)));
      await vi.advanceTimersByTimeAsync(10);
      expect([store.isPastFailing, store.worldAt(new Date(minute(1)))?.incident?.name]).toEqual([false, 'fact 1']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is forgotten when another incident is followed, also what is just being read', async () => {
    const server = new Server([named(1, 0), named(2, 9)]);
    const store = opened(server);
    store.worldAt(new Date(minute(1)));
    store.reset();
    await new Promise(setImmediate);
    expect(store.worldAt(new Date(minute(1)))).toBe(store.world);
    expect(store.world).toBe(emptyWorld);
    const other = snapshotOf(folded([named(7, 0), named(8, 9)]));
    store.take({ incidentId, snapshot: other, facts: [], seq: 8, catchUp: true });
    expect(store.worldAt(new Date(minute(1)))).toBeNull();
  });

  it('keeps no fact of what happens while it is open', () => {
    const store = opened(new Server([named(1, 0)]));
    for (let seq = 2; seq < 5_000; seq += 1) store.take({ incidentId, facts: [named(seq, seq)], seq, catchUp: false });
    expect(JSON.stringify(snapshotOf(store.world)).length).toBeLessThan(2_000);
    expect(worldFrom(snapshotOf(store.world))).toEqual({ ...store.world, since: store.world.seq });
  });
});
