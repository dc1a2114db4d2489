import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Answer, ClientToServer, CallRing, ServerToClient } from '#contract/socket.ts';
import { Link, type LinkState } from '../../client/state/link.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { BadLine } from '../support/bad-line.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
const wait = { interval: 50, timeout: 60_000 };
/** Fifteen seconds are promised; a busy machine may take some more. */
const foundOutMilliseconds = 25_000;

let duty: Desk;
let incident: Incident;
let calls: CallRow[];
let line: BadLine;

beforeAll(async () => {
  duty = await Desk.of(server().url, 'duty');
  incident = await duty.openIncident();
  const { body } = await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml');
  calls = await duty.calls(body.callOutId);
});
beforeEach(async () => {
  line = await BadLine.to(server().url);
});
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  line.close();
});

/** Comes back by itself, as in a browser. */
function lineOf(about: object): Socket<ServerToClient, ClientToServer> {
  return io(line.url, {
    transports: ['websocket'],
    reconnectionDelay: 200,
    reconnectionDelayMax: 500,
    timeout: 2_000,
    forceNew: true,
    ...about,
  });
}

const endOf = (socket: Socket) => new Promise<string>((fulfil) => socket.once('disconnect', fulfil));

describe('a map that the server does not reach any more', () => {
  it('says that it is stale, comes back by itself, and shows what was answered meanwhile', async () => {
    const desk = await Desk.of(line.url, 'duty');
    const socket = lineOf({ extraHeaders: { cookie: desk.cookie } });
    let world: World = emptyWorld;
    const link = new Link(socket, {
      seq: () => world.seq,
      onBatch: (batch) => (world = fold(world, batch)),
      onHeartbeat: () => undefined,
      onWaiting: () => undefined,
      onRefusal: () => undefined,
      onPutBack: () => undefined,
      now: () => performance.now(),
    });
    const ticking = setInterval(() => link.tick(), 100);
    const seen: LinkState[] = [];
    const noting = setInterval(() => seen.push(link.health.state), 20);
    closers.push(() => {
      clearInterval(ticking);
      clearInterval(noting);
      link.close();
    });
    link.follow(incident.id);
    await expect.poll(() => [link.health.state, world.callOuts.size], wait).toEqual(['live', 1]);

    line.swallow('to the client');
    const some = calls.slice(0, 20);
    await Promise.all(some.map((call) => sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'heard' })));
    const cutAt = performance.now();
    await endOf(socket);
    expect(performance.now() - cutAt).toBeLessThan(foundOutMilliseconds);
    expect(seen).toContain('stale');
    expect(some.some(({ id }) => world.calls.get(id)?.state === 'answered')).toBe(false);

    line.mend();
    await expect.poll(() => some.every(({ id }) => world.calls.get(id)?.state === 'answered'), wait).toBe(true);
    expect(link.health.state).toBe('live');
  });
});

describe('a page that does not reach the server any more', () => {
  it('is given up by the server, comes back, is rung by the same ring, and its answer counts once', async () => {
    const call = calls[30]!;
    const rings: CallRing[] = [];
    const page = lineOf({ auth: { token: new URL(call.fieldUrl, line.url).searchParams.get('token') } });
    closers.push(() => page.disconnect());
    page.on('ring', (ring, shown) => {
      rings.push(ring);
      shown(true);
    });
    await expect.poll(() => rings.length, wait).toBe(1);

    line.swallow('to the server');
    const receipt = { receiptId: randomUUID(), kind: 'heard' as const };
    const cutAt = performance.now();
    const sending = page.timeout(1_000).emitWithAck('receipt', call.id, receipt);
    await expect(sending).rejects.toThrow();
    await endOf(page);
    expect(performance.now() - cutAt).toBeLessThan(foundOutMilliseconds);

    line.mend();
    await expect.poll(() => page.connected, wait).toBe(true);
    const again = (await page.timeout(30_000).emitWithAck('receipt', call.id, receipt)) as Answer<{ call: { state: string } }>;
    expect(again).toMatchObject({ ok: true, call: { state: 'answered' } });
    expect(new Set(rings.map(({ attemptId }) => attemptId)).size).toBe(1);
    const { receipts } = (await duty.get<{ receipts: unknown[] }>(`/api/calls/${call.id}`)).body;
    expect(receipts).toHaveLength(1);
  });
});
