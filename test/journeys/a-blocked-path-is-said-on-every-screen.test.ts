import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerHealth } from '#contract/watchdog.ts';
import { watchdogKind, type Incident } from '#contract/incidents.ts';
import { ChildServer } from '../support/child-server.ts';
import { Desk } from '../support/desk.ts';
import type { Follower } from '../support/follower.ts';
import { withServer } from '../support/server.ts';

const key = 'a-key-that-both-processes-were-given-by-hand';
const server = withServer({ JIAOYING_WATCHDOG_KEY: key, JIAOYING_LOG: 'silent' });

describe('the watchdog, a process of its own', () => {
  let duty: Desk;
  let wall: Desk;
  let screens: Follower[];
  let watchdog: ChildServer;

  beforeAll(async () => {
    duty = await Desk.of(server().url, 'duty');
    wall = await Desk.of(server().url, 'wall');
    const incident = (await duty.get<Incident[]>('/api/incidents')).body[0]!;
    screens = [await duty.follow(incident.id), await wall.follow(incident.id)];
    // A test call every two seconds, and a second of patience: as the real one, thirty times faster.
    watchdog = new ChildServer({ JIAOYING_URL: server().url, JIAOYING_WATCHDOG_KEY: key, JIAOYING_WATCHDOG_SECONDS: '2' }, [
      'server/launch.js',
      'watch',
    ]);
  });
  afterAll(async () => {
    await watchdog.end('SIGTERM');
    for (const screen of screens) screen.close();
  });

  /** The health that every screen is told, once it is of this state. */
  function told(state: ServerHealth['watch']['state']): Promise<ServerHealth[]> {
    return Promise.all(
      screens.map(
        ({ socket }) =>
          new Promise<ServerHealth>((fulfil) => {
            socket.on('heartbeat', (_at, health) => {
              if (health.watch.state === state) fulfil(health);
            });
          }),
      ),
    );
  }

  it('tells every map and the wall that a test call came back', async () => {
    const [map, onWall] = await told('ok');
    expect(map!.watch.roundTripMilliseconds).toBeGreaterThan(0);
    expect(onWall).toEqual(map);
  });

  it('makes its calls where nobody works: its incident is in no list, and the administrator alone is told of it', async () => {
    const [desk, admin] = await Promise.all([Desk.of(server().url, 'viewer'), Desk.of(server().url, 'admin')]);
    for (const each of [desk, duty, admin])
      expect((await each.get<Incident[]>('/api/incidents')).body.filter(({ kind }) => kind === watchdogKind)).toEqual([]);
    const own = (await admin.get<Incident[]>('/api/watchdog/incidents')).body;
    expect(own.map(({ kind }) => kind)).toEqual([watchdogKind]);
    const path = `/api/incidents/${own[0]!.id}`;
    expect([(await duty.get(path)).status, (await admin.get(path)).status]).toEqual([404, 200]);
    expect((await duty.get('/api/watchdog/incidents')).status).toBe(403);
  });

  it('tells them when calls do not go through, and at which step, and when they do again', async () => {
    const release = await blocked();
    const [map, onWall] = await told('failing');
    expect([map!.watch.step, onWall!.watch.step]).toEqual(['receipt', 'receipt']);
    await release();
    await told('ok');
  });

  it('tells them when the watchdog itself has died', async () => {
    await watchdog.end('SIGKILL');
    await server().database.asOwner((tx) => tx.query(`update watch_report set at = at - interval '2 minutes'`));
    expect((await told('late')).map(({ watch }) => watch.state)).toEqual(['late', 'late']);
  });

  it('rings nobody but the test device', async () => {
    const rows = await server().database.asOwner((tx) =>
      tx.query(`select distinct p.kind from attempt a join call c on c.id = a.call_id join post p on p.id = c.post_id`),
    );
    expect(rows).toEqual([{ kind: 'testDevice' }]);
  });

  it('is told to nobody who has not signed in: neither a stranger nor a responder on a poor line hears the heart', async () => {
    const stranger = io(server().url, { transports: ['websocket'], reconnection: false, forceNew: true });
    const heard: unknown[] = [];
    stranger.on('heartbeat', (...beat) => heard.push(beat));
    await expect.poll(() => stranger.connected, { timeout: 10_000 }).toBe(true);
    await told('late');
    stranger.disconnect();
    expect(heard).toEqual([]);
  });

  it('is believed by its key alone', async () => {
    const stranger = new Desk(server().url);
    const lie = { ok: true, step: null, roundTripMilliseconds: 1 };
    expect((await stranger.post('/api/watchdog/reports', lie)).status).toBe(401);
    expect((await stranger.post('/api/watchdog/reports', lie, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await duty.post('/api/watchdog/probes')).status).toBe(401);
  });

  /** Calls ring and no answer can be kept, as when the disk of the database is full. @returns how to mend it */
  async function blocked(): Promise<() => Promise<void>> {
    const owner = server().database;
    await owner.asOwner((tx) =>
      tx.query(`create policy nothing_kept on receipt as restrictive for insert to jiaoying_app with check (false)`),
    );
    return async () => void (await owner.asOwner((tx) => tx.query('drop policy nothing_kept on receipt')));
  }
});
