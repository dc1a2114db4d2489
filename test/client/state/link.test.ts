import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Batch, Fact } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { Link, staleAfterMilliseconds } from '../../../client/state/link.ts';
import { WorldStore } from '../../../client/state/store.ts';
import { emptyWorld, fold } from '#contract/world.ts';
import { arbitraryLog } from '../../support/arbitrary-log.ts';
import { aFact, anIncident } from '../../support/builders.ts';
import { HandCrankedSocket } from '../../support/hand-cranked-socket.ts';

const incidentId = '00000000-0000-4000-8000-000000000000' as IncidentId;

let socket: HandCrankedSocket;
let store: WorldStore;
let link: Link;
let now: number;
let refusals: string[];
let putBack: number;

beforeEach(open);

function open(): void {
  socket = new HandCrankedSocket();
  store = new WorldStore(() => Promise.reject(new Error('nobody looks back here')));
  now = 1_000_000;
  refusals = [];
  putBack = 0;
  link = new Link(socket, {
    seq: () => store.world.seq,
    onBatch: (batch) => store.take(batch),
    onHeartbeat: () => undefined,
    onWaiting: () => undefined,
    onRefusal: (code) => refusals.push(code),
    onPutBack: () => {
      putBack += 1;
      store.reset();
    },
    now: () => now,
  });
}

function named(seq: number): Fact {
  return aFact(seq, { kind: 'incident.put', areaCode: null, incident: anIncident({ id: incidentId, name: `fact ${seq}` }) });
}

function batchOf(facts: Fact[], catchUp: boolean): Batch {
  return { incidentId, facts, seq: facts.at(-1)?.seq ?? 0, catchUp };
}

function catchUpWith(facts: Fact[]): void {
  socket.deliver('changes', batchOf(facts, true));
  socket.acknowledge('follow', { ok: true, seq: facts.at(-1)?.seq ?? 0 });
}

describe('the link of a screen', () => {
  it('is connecting when the page opens, and not down until that has taken too long', () => {
    link.tick();
    expect([link.health.state, link.isStale]).toEqual(['connecting', false]);
    now += staleAfterMilliseconds + 1;
    link.tick();
    expect([link.health.state, link.isStale]).toEqual(['offline', true]);
  });

  it('is not called old while it reads the incident for the first time, unless that takes long', () => {
    link.follow(incidentId);
    expect([link.health.state, link.isStale]).toEqual(['catching-up', false]);
    now += staleAfterMilliseconds + 1;
    expect(link.isStale).toBe(true);
    catchUpWith([named(1)]);
    expect([link.health.state, link.isStale]).toEqual(['live', false]);
  });

  describe('whose server was put back to an earlier copy', () => {
    const asked = () => socket.sentOf('follow').at(-1)![1];

    beforeEach(() => {
      link.follow(incidentId);
      socket.deliver('changes', { ...batchOf([named(1), named(2)], true), mark: 'two' });
      socket.acknowledge('follow', { ok: true, seq: 2 });
      socket.deliver('changes', { ...batchOf([named(3)], false), mark: 'three' });
    });

    it('says what it knows, by number and mark, and starts anew when the log does not go on from there', () => {
      socket.deliver('disconnect');
      socket.deliver('connect');
      expect(asked()).toEqual({ seq: 3, mark: 'three' });
      socket.acknowledge('follow', { ok: false, code: 'log/put-back' });
      expect([asked(), putBack, link.health.state, link.isReading, store.world]).toEqual([0, 1, 'catching-up', true, emptyWorld]);
      catchUpWith([named(1)]);
      expect([link.health.state, link.isReading, store.world.seq, store.world.incident?.name]).toEqual(['live', false, 1, 'fact 1']);
      socket.deliver('changes', batchOf([named(2)], false));
      expect([store.world.seq, refusals]).toEqual([2, []]);
    });

    it('starts anew at once when it is told so while it is live', () => {
      socket.deliver('logPutBack', incidentId);
      expect([asked(), link.health.state]).toEqual([0, 'catching-up']);
      catchUpWith([named(1)]);
      expect([link.health.state, store.world.seq]).toEqual(['live', 1]);
    });

    it('goes on with an incident of which nothing was put back', () => {
      socket.deliver('logPutBack', 'f0000000-0000-4000-8000-000000000000');
      expect([link.health.state, store.world.seq, putBack]).toEqual(['live', 3, 0]);
    });
  });

  it('holds a live fact that overtakes the catch-up until the catch-up has arrived', () => {
    link.follow(incidentId);
    socket.deliver('changes', batchOf([named(3)], false));
    expect(store.world.seq).toBe(0);
    catchUpWith([aFact(1, { kind: 'layer.put', areaCode: null, layerId: 'hazards', rows: [{ id: 1, state: 'registered' }] }), named(2)]);
    expect(store.world.seq).toBe(3);
    expect(store.world.incident?.name).toBe('fact 3');
    expect(store.world.layerRows.get('hazards')?.size).toBe(1);
  });

  it('takes what comes packed like what comes as it is, in the order in which both came', () => {
    link.follow(incidentId);
    catchUpWith([named(1)]);
    const packed = (...facts: Fact[]) => deflateRawSync(JSON.stringify(batchOf(facts, false))).toString('base64');
    socket.deliver('packed', packed(named(2), named(3)));
    socket.deliver('changes', batchOf([named(4)], false));
    socket.deliver('packed', packed(named(5)));
    expect(store.world.incident?.name).toBe('fact 5');
    expect(store.world.seq).toBe(5);
  });

  it('comes to the same world wherever live batches fall between the pages of the catch-up', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(40), fc.array(fc.nat(3), { maxLength: 6 }), (log, split, places) => {
        open();
        const known = log.slice(0, split);
        const live = log.slice(Math.max(0, split - 2));
        link.follow(incidentId);
        // Pages go out in order and live batches go out in order, but how the two are shuffled is up to the network.
        for (const page of chunks(known, 5)) {
          for (const fact of live.splice(0, places.pop() ?? 0)) socket.deliver('changes', batchOf([fact], false));
          socket.deliver('changes', batchOf(page, true));
        }
        socket.acknowledge('follow', { ok: true, seq: known.at(-1)?.seq ?? 0 });
        for (const fact of live) socket.deliver('changes', batchOf([fact], false));
        expect(store.world).toEqual(fold(emptyWorld, { facts: log, seq: log.at(-1)?.seq ?? 0 }));
      }),
    );
  });

  it('shows nothing of a first reading before all of it is here, and goes on where a line broke', () => {
    link.follow(incidentId);
    socket.deliver('changes', batchOf([named(1), named(2)], true));
    expect([store.world.seq, link.isReading]).toEqual([0, true]);
    socket.disconnect();
    socket.connect();
    expect(socket.sentOf('follow').at(-1)?.slice(0, 2)).toEqual([incidentId, 2]);
    socket.deliver('changes', batchOf([named(4)], false));
    catchUpWith([named(3)]);
    expect([store.world.seq, store.world.incident?.name, link.isReading]).toEqual([4, 'fact 4', false]);
  });

  it('goes on from the newest fact it has folded when the connection returns', () => {
    link.follow(incidentId);
    catchUpWith([named(1), named(2)]);
    socket.disconnect();
    expect(link.health.state).toBe('offline');
    socket.connect();
    expect(socket.sentOf('follow').at(-1)?.slice(0, 2)).toEqual([incidentId, 2]);
    expect(link.health.state).toBe('catching-up');
  });

  it('ignores the answer to a follow that was overtaken by another', () => {
    link.follow(incidentId);
    const [first] = socket.sentOf('follow');
    socket.disconnect();
    socket.connect();
    (first!.at(-1) as (answer: object) => void)({ ok: true, seq: 9 });
    expect(link.health.state).toBe('catching-up');
  });

  it('drops batches of an incident that is no longer followed', () => {
    link.follow(incidentId);
    catchUpWith([named(1)]);
    socket.deliver('changes', { ...batchOf([named(2)], false), incidentId: '00000000-0000-4000-8000-000000000009' });
    expect(store.world.seq).toBe(1);
  });

  it('turns stale when the server falls silent, and live again at the next heartbeat', () => {
    link.follow(incidentId);
    catchUpWith([]);
    const currentAt = now;
    now += staleAfterMilliseconds + 1;
    link.tick();
    expect(link.health).toEqual({ state: 'stale', currentAt });
    socket.deliver('heartbeat', '2026-07-26T04:00:00.000Z');
    expect(link.health).toEqual({ state: 'live', currentAt: now });
  });

  it('does not call a screen current while it is still catching up, however many heartbeats arrive', () => {
    link.follow(incidentId);
    socket.deliver('heartbeat', '2026-07-26T04:00:00.000Z');
    expect(link.health).toEqual({ state: 'catching-up', currentAt: null });
  });

  it('asks again when a catch-up makes no progress', () => {
    link.follow(incidentId);
    now += 25_000;
    link.tick();
    expect(socket.sentOf('follow')).toHaveLength(2);
  });

  it('passes on why it may not follow', () => {
    link.follow(incidentId);
    socket.acknowledge('follow', { ok: false, code: 'incident/outside-area' });
    expect([refusals, link.isReading]).toEqual([['incident/outside-area'], false]);
  });
});

function chunks<T>(items: T[], size: number): T[][] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
