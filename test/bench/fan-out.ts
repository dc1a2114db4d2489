import { randomUUID } from 'node:crypto';
import type { CallRing } from '#contract/socket.ts';
import { ChildServer } from '../support/child-server.ts';
import { Desk } from '../support/desk.ts';
import { orderedEveryone, ownLinks, type TokenOf } from './city.ts';
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

/** One call-out to so many open pages, each of which answers at once; beside the same bytes sent by bare libraries. */
export async function measureFanOuts(
  { url, databaseUrl }: { url: string; databaseUrl: string },
  sizes: readonly number[],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const tokenOf = await ownLinks(databaseUrl);
  for (const sockets of sizes) {
    const measured = await fanOut(url, sockets, tokenOf);
    figures.push(...figuresOf(measured, await bareRounds(measured, databaseUrl)));
  }
  return figures;
}

async function fanOut(url: string, count: number, tokenOf: TokenOf): Promise<FanOut> {
  const { incidentId, callOutId, calls: everyone } = await orderedEveryone(url);
  const calls = everyone.slice(0, count);
  const map = await (await Desk.of(url, 'duty')).follow(incidentId);
  const rings: number[] = [];
  let ringText = '';
  let releasedAt = 0;
  let devices: LeanSocket[] = [];
  const ends = (index: number) => ({
    url,
    auth: { token: tokenOf(calls[index]!) },
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
  const [, ring] = JSON.parse(json) as [string, CallRing];
  device.emit('receipt', ring.field.call.id, { receiptId: randomUUID(), kind: 'heard' });
}

function answeredIn(tallies: ReadonlyMap<string, { answered: number }> | undefined): number {
  return [...(tallies?.values() ?? [])].reduce((sum, { answered }) => sum + answered, 0);
}

interface Bare {
  rows: number;
  broadcast: number;
  ws: number;
}

async function bareRounds({ sockets, ringText }: FanOut, databaseUrl: string): Promise<Bare> {
  const [, ring] = JSON.parse(ringText) as [string, CallRing];
  const text = JSON.stringify(ring);
  const broadcastBy = (kind: string) => ({ sockets, post: { text }, env: { BARE: kind }, program: 'test/bench/bare-broadcast.ts' });
  return {
    rows: await bareRound({ sockets, post: ring, env: { DATABASE_URL: databaseUrl }, program: 'test/bench/bare-rings.ts', answers: true }),
    broadcast: await bareRound(broadcastBy('socket.io')),
    ws: await bareRound(broadcastBy('ws')),
  };
}

interface Round {
  sockets: number;
  /** What has the server ring. */
  post: object;
  env: Record<string, string>;
  program: string;
  /** Whether the devices answer what they are sent, as they do in what is measured: what they cost is the same. */
  answers?: boolean;
}

/** @returns p99 in milliseconds of as many sockets, after one round that warms up */
async function bareRound({ sockets, post, env, program, answers = false }: Round): Promise<number> {
  const server = new ChildServer(env, ['--import', 'tsx', program]);
  const url = await server.ready();
  let took: number[] = [];
  let sentAt = 0;
  let finish: () => void = () => undefined;
  const opened: LeanSocket[] = await openSockets(sockets, (index) => ({
    url,
    onEvent: (json: string) => {
      took.push(performance.now() - sentAt);
      if (answers) answer(opened[index]!, json);
      if (took.length === sockets) finish();
    },
  }));
  for (let round = 0; round < 2; round += 1) {
    took = [];
    const all = new Promise<void>((fulfil) => (finish = fulfil));
    sentAt = performance.now();
    await leanPost(url, post);
    await all;
  }
  for (const socket of opened) socket.close();
  await server.end('SIGKILL');
  return percentile(took, 0.99);
}

function figuresOf({ sockets, rings, lastAnswerMilliseconds }: FanOut, bare: Bare): Figure[] {
  const count = sockets.toLocaleString('en');
  const ring = { engine: 'postgres', what: `call to ${count} pages, rung p99`, value: percentile(rings, 0.99), unit: 'ms' };
  return [
    { ...ring, beside: { what: 'bare Socket.IO, a row and own bytes each', value: bare.rows } },
    { ...ring, beside: { what: 'bare Socket.IO, same bytes', value: bare.broadcast } },
    { ...ring, beside: { what: 'bare ws, same bytes', value: bare.ws } },
    { engine: 'postgres', what: `  all ${count} answers durable and on the map`, value: lastAnswerMilliseconds, unit: 'ms' },
  ];
}
