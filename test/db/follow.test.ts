import { EventEmitter } from 'node:events';
import type { Server, Socket } from 'socket.io';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '#contract/facts.ts';
import type { Incident } from '#contract/incidents.ts';
import { logHead } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openLog } from '../../server/kernel/log.ts';
import { KeyedMutex } from '../../server/kernel/async/keyed-mutex.ts';
import { unpacked } from '../../client/state/unpacked.ts';
import { listenToFollower } from '../../server/live/follow.ts';
import { followerRoom, Followers } from '../../server/live/followers.ts';
import { Snapshots } from '../../server/live/snapshots.ts';
import { aSession } from '../support/builders.ts';
import { withDatabase } from '../support/database.ts';
import { aLayerFact, committed } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const database = withDatabase();
const log = openLog('silent');
const doorbell = new Doorbell();
const duty = aSession('dutyOfficer');

beforeAll(() => database().asOwner(tinyCity));

/** The server's end of a connection; `onJoin` runs at the very moment at which the room is joined. */
function aSocket(onJoin: () => Promise<unknown> = () => Promise.resolve()) {
  const handlers = new Map<string, (...args: unknown[]) => void>();
  const batches: Batch[] = [];
  const transport = Object.assign(new EventEmitter(), { writable: true });
  const connection = Object.assign(new EventEmitter(), { transport });
  const socket = {
    data: {},
    connected: true,
    conn: connection,
    handshake: { auth: {} },
    on: (event: string, handler: (...args: unknown[]) => void) => handlers.set(event, handler),
    join: () => onJoin(),
    leave: () => Promise.resolve(),
    emit: (_event: string, batch: Batch) => batches.push(batch),
  };
  const ask = (event: string, ...args: unknown[]) => new Promise((answer) => handlers.get(event)!(...args, answer));
  return {
    socket: socket as unknown as Socket,
    batches,
    follow: (incidentId: string, known: number | { seq: number; mark: string }) => ask('follow', incidentId, known),
    unfollow: (incidentId: string) => ask('unfollow', incidentId),
    /** Nothing that is sent leaves any more. */
    clog: () => void (transport.writable = false),
    /** What waited has left; what is sent next waits again. */
    carry: () => transport.emit('drain'),
    cut: () => {
      socket.connected = false;
      connection.emit('close');
    },
  };
}

const snapshots = () => new Snapshots({ database: database(), log, cityArea: '' });
const dependencies = () => ({ database: database(), log, mutex: new KeyedMutex(), snapshots: snapshots() });

describe('a follow', () => {
  it('misses no fact that is committed while it joins: the room first, then the log', async () => {
    const { id } = await openedIncident(database());
    const { socket, batches, follow } = aSocket(() => committed(database(), { incidentId: id, doorbell }, aLayerFact(1)));
    listenToFollower(socket, duty, dependencies());
    expect(await follow(id, 0)).toEqual({ ok: true, seq: 2 });
    expect(batches).toMatchObject([
      { seq: 2, catchUp: true, facts: [], snapshot: { seq: 2, layerRows: [['hazards', [[1, { state: expect.anything() as unknown }]]]] } },
    ]);
  });

  it('misses none either when it comes back: the room first, then the log', async () => {
    const { id } = await openedIncident(database());
    const { socket, batches, follow } = aSocket(() => committed(database(), { incidentId: id, doorbell }, aLayerFact(1)));
    listenToFollower(socket, duty, dependencies());
    expect(await follow(id, 1)).toEqual({ ok: true, seq: 2 });
    expect(batches.flatMap((batch) => batch.facts).map((fact) => fact.seq)).toEqual([2]);
  });

  it('begins after the seq that the screen already has', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1), aLayerFact(2));
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, duty, dependencies());
    await follow(id, 2);
    expect(batches).toMatchObject([{ catchUp: true, seq: 3, facts: [{ seq: 3 }] }]);
  });

  it('ends with a batch that says how far it is, even when there is nothing new', async () => {
    const { id } = await openedIncident(database());
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, duty, dependencies());
    await follow(id, 1);
    expect(batches).toEqual([
      { incidentId: id, facts: [], seq: 1, mark: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown, catchUp: true },
    ]);
  });

  it('tells nothing to who has yet to choose a password', async () => {
    const { id } = await openedIncident(database());
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, { ...duty, mustChoosePassword: true }, dependencies());
    expect(await follow(id, 0)).toEqual({ ok: false, code: 'password/must-choose' });
    expect(batches).toEqual([]);
  });

  it('tells a county how far the log is past the facts that it may not see', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1, code.rudong), aLayerFact(2, code.haimen));
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, aSession('countyDuty', { areaCode: code.rudong }), dependencies());
    expect(await follow(id, 0)).toEqual({ ok: true, seq: 3 });
    expect(batches[0]?.snapshot?.layerRows).toEqual([['hazards', [[1, { state: expect.anything() as unknown }]]]]);
  });

  it('sends what was missed in pages, without a gap and without a fact twice, and what it adds up to when it was very much', async () => {
    const incident: Incident = await openedIncident(database());
    await committed(database(), { incidentId: incident.id, doorbell }, ...Array.from({ length: 2_500 }, (_, n) => aLayerFact(n)));
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, duty, dependencies());
    await follow(incident.id, 502);
    const seqs = batches.flatMap((batch) => batch.facts).map((fact) => fact.seq);
    expect(seqs).toEqual(Array.from({ length: 1_999 }, (_, n) => n + 503));
    expect(batches.length).toBe(8);
    await follow(incident.id, 501);
    expect(batches.slice(8)).toMatchObject([{ facts: [], snapshot: { seq: 2_501 } }]);
  });
});

describe('a map whose line is slower than its log is long', () => {
  let incident: Incident;
  beforeAll(async () => {
    incident = await openedIncident(database());
    await committed(database(), { incidentId: incident.id, doorbell }, ...Array.from({ length: 999 }, (_, n) => aLayerFact(n)));
  });

  const wait = { interval: 5, timeout: 10_000 };
  const seqsOf = (batches: Batch[]) => batches.map(({ seq }) => seq);

  it('has one page on its way at a time, and all of them in the end', async () => {
    const { socket, batches, follow, clog, carry } = aSocket();
    listenToFollower(socket, duty, dependencies());
    clog();
    const following = follow(incident.id, 1);
    for (const pages of [1, 2, 3]) {
      await expect.poll(() => batches.length, wait).toBe(pages);
      carry();
    }
    expect(await following).toEqual({ ok: true, seq: 1_000 });
    expect(seqsOf(batches)).toEqual([251, 501, 751, 1_000]);
  });

  it('holds up no other map', async () => {
    const shared = dependencies();
    const slow = aSocket();
    const quick = aSocket();
    listenToFollower(slow.socket, duty, shared);
    listenToFollower(quick.socket, duty, shared);
    slow.clog();
    void slow.follow(incident.id, 1);
    expect(await quick.follow(incident.id, 1)).toEqual({ ok: true, seq: 1_000 });
    expect(seqsOf(slow.batches)).toEqual([251]);
  });

  it('is read no further when it has gone', async () => {
    const { socket, batches, follow, clog, cut } = aSocket();
    listenToFollower(socket, duty, dependencies());
    clog();
    const following = follow(incident.id, 1);
    await expect.poll(() => batches.length, wait).toBe(1);
    cut();
    await following;
    expect(seqsOf(batches)).toEqual([251]);
  });

  it('is served its newest request only, and none that it took back', async () => {
    const { socket, batches, follow, unfollow, clog, carry } = aSocket();
    listenToFollower(socket, duty, dependencies());
    clog();
    const first = follow(incident.id, 1);
    await expect.poll(() => batches.length, wait).toBe(1);
    const second = follow(incident.id, 700);
    await expect.poll(() => batches.length, wait).toBe(2);
    carry();
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toEqual({ ok: true, seq: 1_000 });
    expect(seqsOf(batches)).toEqual([251, 950, 1_000]);

    const third = follow(incident.id, 1);
    await expect.poll(() => batches.length, wait).toBe(4);
    await unfollow(incident.id);
    carry();
    await third;
    expect(seqsOf(batches).slice(3)).toEqual([251]);
  });
});

/** Rooms with somebody in each, and what each is sent. */
class SentTo {
  readonly sent = new Map<string, unknown[][]>();
  readonly #rooms: Map<string, Set<string>>;

  constructor(...rooms: string[]) {
    this.#rooms = new Map(rooms.map((room) => [room, new Set(['somebody'])]));
  }

  get io(): Server {
    const to = (rooms: string | string[]) => ({
      emit: (...event: unknown[]) => {
        for (const room of [rooms].flat()) if (this.#rooms.has(room)) this.sent.set(room, [...(this.sent.get(room) ?? []), event]);
      },
    });
    return { of: () => ({ adapter: { rooms: this.#rooms } }), to } as unknown as Server;
  }
}

describe('a log that was put back', () => {
  /** As a copy of the database of that moment would have it. */
  const putBackTo = (incidentId: string, seq: number) =>
    database().asOwner(async (tx) => {
      await tx.query(`set local session_replication_role = replica`);
      await tx.query(`delete from change_log where incident_id = $1 and seq > $2`, [incidentId, seq]);
      await tx.query(
        `update incident set head_seq = $2, head_hash = (select hash from change_log where incident_id = $1 and seq = $2) where id = $1`,
        [incidentId, seq],
      );
    });
  /** @returns what a screen knows that has followed it to its end */
  const known = async (incidentId: string) => {
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, duty, dependencies());
    await follow(incidentId, 0);
    const { seq, mark } = batches.at(-1)!;
    return { seq, mark: mark! };
  };
  const asked = async (incidentId: string, screen: number | { seq: number; mark: string }) => {
    const { socket, follow } = aSocket();
    listenToFollower(socket, duty, dependencies());
    return follow(incidentId, screen);
  };

  it('tells a screen that is ahead of it', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1), aLayerFact(2));
    const before = await known(id);
    expect(await asked(id, before)).toEqual({ ok: true, seq: 3 });
    await putBackTo(id, 2);
    expect(await asked(id, before)).toEqual({ ok: false, code: 'log/put-back' });
    expect(await asked(id, before.seq)).toEqual({ ok: false, code: 'log/put-back' });
    expect(await asked(id, 2)).toEqual({ ok: true, seq: 2 });
  });

  it('tells it also when the log has gone on since, past what the screen knows', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1, code.rudong), aLayerFact(2, code.rudong));
    const before = await known(id);
    await putBackTo(id, 1);
    await committed(database(), { incidentId: id, doorbell }, ...Array.from({ length: 5 }, (_, n) => aLayerFact(10 + n, code.rudong)));
    expect(await asked(id, before)).toEqual({ ok: false, code: 'log/put-back' });
    expect(await asked(id, await known(id))).toEqual({ ok: true, seq: 6 });
  });

  it('is noticed under a server that runs, and told to whoever follows it', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1), aLayerFact(2));
    const room = followerRoom(id, '', false);
    const rooms = new SentTo(room);
    const followers = new Followers({ io: rooms.io, database: database(), log, snapshots: snapshots(), onFact: () => undefined });
    followers.watch(id, 0);
    followers.ring(id);
    await expect.poll(() => rooms.sent.get(room)?.length, { interval: 5, timeout: 10_000 }).toBe(1);
    await putBackTo(id, 1);
    expect(await followers.unheard()).toContain(id);
    followers.ring(id);
    await expect.poll(() => rooms.sent.get(room)?.at(-1), { interval: 5, timeout: 10_000 }).toEqual(['logPutBack', id]);
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(3));
    followers.ring(id);
    await expect.poll(() => rooms.sent.get(room)?.at(-1)?.[0], { interval: 5, timeout: 10_000 }).toBe('changes');
    expect(rooms.sent.get(room)!.at(-1)).toMatchObject(['changes', { seq: 2 }]);
  });
});

describe('what is new', () => {
  const tail = async (rooms: SentTo, incidentId: string) => {
    const heads: number[] = [];
    const followers = new Followers({
      io: rooms.io,
      database: database(),
      log,
      snapshots: snapshots(),
      onFact: ({ seq }) => void heads.push(seq),
    });
    followers.watch(incidentId, 1);
    followers.ring(incidentId);
    const { seq } = await database().transaction(wholeServer, async (tx) => ({ seq: (await logHead(tx, incidentId as never))! }));
    await expect.poll(() => heads.at(-1), { interval: 5, timeout: 10_000 }).toBe(seq);
  };

  it('travels packed to screens that unpack when it is large, and as it is to the others', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, ...Array.from({ length: 100 }, (_, n) => aLayerFact(n)));
    const [plain, packing] = [followerRoom(id, '', false), followerRoom(id, '', true)];
    const rooms = new SentTo(plain, packing);
    await tail(rooms, id);
    const [[event, batch]] = rooms.sent.get(plain) as [[string, Batch]];
    const [[packedEvent, text]] = rooms.sent.get(packing) as [[string, string]];
    expect([event, packedEvent]).toEqual(['changes', 'packed']);
    expect(unpacked(text)).toEqual(batch);
    expect(batch.facts).toHaveLength(100);
    expect(text.length).toBeLessThan(JSON.stringify(batch).length / 4);
  });

  it('travels as it is when it is small', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1));
    const rooms = new SentTo(followerRoom(id, '', true));
    await tail(rooms, id);
    expect(rooms.sent.get(followerRoom(id, '', true))).toMatchObject([['changes', { seq: 2, catchUp: false }]]);
  });

  it('reaches of each area what is for everyone, for it and for what lies below it, however it travels', async () => {
    const { id } = await openedIncident(database());
    const facts = [null, code.rudong, code.haimen].flatMap((area) => Array.from({ length: 30 }, (_, n) => aLayerFact(n, area)));
    await committed(database(), { incidentId: id, doorbell }, ...facts);
    const rooms = new SentTo(followerRoom(id, '320623', true), followerRoom(id, '320623', false));
    await tail(rooms, id);
    const [[, text]] = rooms.sent.get(followerRoom(id, '320623', true)) as [[string, string]];
    const areas = unpacked(text).facts.map(({ areaCode }) => areaCode);
    expect(new Set(areas)).toEqual(new Set([null, code.rudong]));
    expect(areas).toHaveLength(60);
  });
});
