import { randomUUID } from 'node:crypto';
import type { Ring } from '#contract/socket.ts';
import { ChildServer } from '../support/child-server.ts';
import { Desk } from '../support/desk.ts';
import { orderedEveryone, tokenOf } from './city.ts';
import { leanPost } from './lean-http.ts';
import { openSockets, type LeanSocket } from './lean-socket.ts';
import { percentile, type Figure } from './measure.ts';

/** Until a ring is on the device, and until the last answer is on a map, in milliseconds since the release was answered. */
interface FanOut {
  sockets: number;
  rings: number[];
  lastAnswerMilliseconds: number;
  ringText: string;
}

/** One call-out to so many open pages, each of which answers at once; beside the same bytes sent by a bare library. */
export async function measureFanOuts(url: string, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const sockets of sizes) {
    const measured = await fanOut(url, sockets);
    const bare = { 'socket.io': await bareBroadcast('socket.io', measured), ws: await bareBroadcast('ws', measured) };
    figures.push(...figuresOf(measured, bare));
  }
  return figures;
}

async function fanOut(url: string, count: number): Promise<FanOut> {
  const { incidentId, callOutId, calls: everyone } = await orderedEveryone(url);
  const calls = everyone.slice(0, count);
  const map = await (await Desk.of(url, 'duty')).follow(incidentId);
  const rings: number[] = [];
  let ringText = '';
  let releasedAt = 0;
  let devices: LeanSocket[] = [];
  const ends = (index: number) => ({
    url,
    auth: { token: tokenOf(url, calls[index]!) },
    onEvent: (json: string) => {
      // Earlier call-outs ring a page when it opens; only this one is measured, and it rings nobody before its release.
      if (!json.startsWith('["ring"') || !json.includes(callOutId)) return;
      rings.push(performance.now() - releasedAt);
      ringText = json;
      answer(devices[index]!, json);
    },
  });
  devices = await openSockets(calls.length, ends);
  const allAnswered = map.until('every answer', (world) => answeredIn(world.tallies.get(callOutId as never)) >= calls.length);
  const commander = await Desk.of(url, 'commander');
  releasedAt = performance.now();
  await leanPost(`${url}/api/call-outs/${callOutId}/release`, {}, { cookie: commander.cookie });
  releasedAt = performance.now();
  await allAnswered;
  const lastAnswerMilliseconds = performance.now() - releasedAt;
  map.close();
  for (const device of devices) device.close();
  return { sockets: calls.length, rings, lastAnswerMilliseconds, ringText };
}

function answer(device: LeanSocket, json: string): void {
  const [, ring] = JSON.parse(json) as [string, Ring];
  device.emit('receipt', ring.field.call.id, { receiptId: randomUUID(), kind: 'heard' });
}

function answeredIn(tallies: ReadonlyMap<string, { answered: number }> | undefined): number {
  return [...(tallies?.values() ?? [])].reduce((sum, { answered }) => sum + answered, 0);
}

/** @returns p99 in milliseconds of as many sockets, after one round that warms up */
async function bareBroadcast(kind: 'socket.io' | 'ws', { sockets, ringText }: FanOut): Promise<number> {
  const server = new ChildServer({ BARE: kind }, ['--import', 'tsx', 'test/bench/bare-broadcast.ts']);
  const url = await server.ready();
  const [, ring] = JSON.parse(ringText) as [string, Ring];
  const text = JSON.stringify(ring);
  let took: number[] = [];
  let sentAt = 0;
  let finish: () => void = () => undefined;
  const opened = await openSockets(sockets, () => ({
    url,
    onEvent: () => {
      took.push(performance.now() - sentAt);
      if (took.length === sockets) finish();
    },
  }));
  for (let round = 0; round < 2; round += 1) {
    took = [];
    const all = new Promise<void>((fulfil) => (finish = fulfil));
    sentAt = performance.now();
    await leanPost(url, { text });
    await all;
  }
  for (const socket of opened) socket.close();
  await server.end('SIGKILL');
  return percentile(took, 0.99);
}

function figuresOf({ sockets, rings, lastAnswerMilliseconds }: FanOut, bare: { 'socket.io': number; ws: number }): Figure[] {
  const count = sockets.toLocaleString('en');
  const ring = { engine: 'postgres', what: `call to ${count} pages, rung p99`, value: percentile(rings, 0.99), unit: 'ms' };
  return [
    { ...ring, beside: { what: 'bare Socket.IO, same bytes', value: bare['socket.io'] } },
    { ...ring, beside: { what: 'bare ws, same bytes', value: bare.ws } },
    { engine: 'postgres', what: `  all ${count} answers durable and on the map`, value: lastAnswerMilliseconds, unit: 'ms' },
  ];
}
