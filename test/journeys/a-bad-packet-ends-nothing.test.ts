import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { RefusalBody } from '#contract/refusals.ts';
import { Desk } from '../support/desk.ts';
import { withServer } from '../support/server.ts';

const server = withServer();

let duty: Desk;
let rudong: Desk;
let incident: Incident;
const open: Socket[] = [];

beforeAll(async () => {
  duty = await Desk.of(server().url, 'duty');
  rudong = await Desk.of(server().url, 'rudong');
  incident = await duty.openIncident();
});

afterEach(async () => {
  for (const socket of open.splice(0)) socket.disconnect();
  expect((await duty.get('/api/health')).status).toBe(200);
});

async function connected(desk: Desk, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(desk.url, {
    transports: ['websocket'],
    extraHeaders: { cookie: desk.cookie, ...headers },
    reconnection: false,
    forceNew: true,
  });
  open.push(socket);
  await new Promise<void>((fulfil, reject) => {
    socket.once('connect', fulfil);
    socket.once('connect_error', reject);
  });
  return socket;
}

type Reply = { ok: boolean } & Partial<RefusalBody>;

function ask(socket: Socket, event: string, ...args: unknown[]): Promise<Reply> {
  return new Promise((fulfil) => socket.emit(event, ...args, fulfil));
}

describe('an event', () => {
  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['null', [null, null]],
    ['no id', ['nonsense', 0]],
    ['a negative seq', [randomUUID(), -1]],
    ['a fraction', [randomUUID(), 0.5]],
    ['too much', [randomUUID(), 0, 'more']],
    ['an object', [{ incidentId: randomUUID() }]],
    ['a prototype', [JSON.parse('{"__proto__":{"polluted":true}}'), 0]],
  ])('that follows %s is refused as invalid', async (_, args) => {
    const socket = await connected(duty);
    expect(await ask(socket, 'follow', ...args)).toMatchObject({ ok: false, code: 'request/invalid' });
  });

  it('without its acknowledgement callback is served all the same', async () => {
    const socket = await connected(duty);
    const caughtUp = new Promise((fulfil) => socket.once('changes', fulfil));
    socket.emit('follow', incident.id, 0);
    await caughtUp;
  });

  it('without callback and without sense is dropped', async () => {
    const socket = await connected(duty);
    socket.emit('follow');
    socket.emit('follow', null);
    socket.emit('unfollow', undefined, 'not a function');
    socket.emit('no such event', { a: 1 });
    expect(await ask(socket, 'follow', incident.id, 0)).toMatchObject({ ok: true });
  });

  it('of 2 MB closes its own connection and no other', async () => {
    const [bystander, sender] = [await connected(rudong), await connected(duty)];
    const cutOff = new Promise((fulfil) => sender.once('disconnect', fulfil));
    sender.emit('follow', 'x'.repeat(2_000_000), 0);
    await cutOff;
    expect(await ask(bystander, 'follow', incident.id, 0)).toMatchObject({ ok: true });
  });

  it('that announces a thousand million attachments ends its own connection and no other', async () => {
    const bystander = await connected(rudong);
    const socket = new WebSocket(`${server().url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const cutOff = new Promise((fulfil) => socket.addEventListener('close', fulfil));
    await new Promise((fulfil) => socket.addEventListener('open', fulfil));
    socket.send('40');
    socket.send('451000000000-["follow",{"_placeholder":true,"num":0}]');
    socket.send('42["follow"]');
    await cutOff;
    expect(await ask(bystander, 'follow', incident.id, 0)).toMatchObject({ ok: true });
  });

  it('that comes ten thousand times in a second ends the connection that sends it', async () => {
    const socket = await connected(duty);
    const cutOff = new Promise((fulfil) => socket.once('disconnect', fulfil));
    for (let sent = 0; sent < 10_000; sent += 1) socket.emit('follow', null);
    await cutOff;
  });
});

describe('a follow', () => {
  it('of an incident outside my area is refused', async () => {
    const haimen = await Desk.of(server().url, 'haimen');
    const theirs = await haimen.openIncident();
    const socket = await connected(rudong);
    expect(await ask(socket, 'follow', theirs.id, 0)).toMatchObject({ ok: false, code: 'incident/outside-area' });
  });

  it('of an incident that does not exist is refused in the same words', async () => {
    const socket = await connected(duty);
    expect(await ask(socket, 'follow', randomUUID(), 0)).toMatchObject({ ok: false, code: 'incident/outside-area' });
  });

  it('by nobody is refused', async () => {
    const socket = await connected(new Desk(server().url));
    expect(await ask(socket, 'follow', incident.id, 0)).toMatchObject({ ok: false, code: 'session/required' });
  });
});

describe('an answer over the line of a page', () => {
  const receipt = () => ({ receiptId: randomUUID(), kind: 'heard' });
  let mine: CallRow;
  let theirs: CallRow;
  let page: Socket;

  beforeAll(async () => {
    const { body } = await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml');
    [mine, theirs] = (await duty.calls(body.callOutId)) as [CallRow, CallRow];
  });
  beforeEach(async () => {
    const token = new URL(mine.fieldUrl, server().url).searchParams.get('token');
    page = io(server().url, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
    open.push(page);
    await new Promise<void>((fulfil) => page.once('connect', fulfil));
  });

  it("for another's call is refused, whoever the page says it is", async () => {
    expect(await ask(page, 'receipt', theirs.id, receipt())).toMatchObject({ ok: false, code: 'call/not-yours' });
    const posing = { ...receipt(), personId: theirs.personId, by: { userId: 1 } };
    expect((await ask(page, 'receipt', theirs.id, posing)).ok).toBe(false);
    expect((await duty.callOut(theirs.callOutId)).answered).toBe(0);
  });

  it.each<[string, () => unknown[]]>([
    ['nothing', () => []],
    ['null', () => [null, null]],
    ['a call that is none', () => ['7', receipt()]],
    ['a kind that is none', () => [mine.id, { ...receipt(), kind: 'slept' }]],
    ['a list', () => [mine.id, [receipt()]]],
    ['more than one', () => [mine.id, receipt(), receipt()]],
    ['a number without end', () => [mine.id, { ...receipt(), counts: { moved: 1e308 } }]],
  ])('that says %s is refused as invalid', async (_, args) => {
    expect(await ask(page, 'receipt', ...args())).toMatchObject({ ok: false, code: 'request/invalid' });
  });

  it('by a clock that was reset is taken, and marked', async () => {
    const reset = { ...receipt(), at: '1970-01-01T00:02:11.000Z' };
    expect(await ask(page, 'receipt', mine.id, reset)).toMatchObject({ ok: true, call: { flags: ['deviceClock'] } });
  });

  it('counts without anybody waiting to hear so', async () => {
    page.emit('receipt', mine.id, receipt());
    const follower = await duty.follow(incident.id);
    await follower.until('the answer', (world) => world.calls.get(mine.id)?.state === 'answered');
    follower.close();
  });
});

describe('a connection', () => {
  it('from a foreign page is not opened', async () => {
    await expect(connected(duty, { origin: 'https://evil.example' })).rejects.toThrow();
  });

  it('with a forged link is closed', async () => {
    const socket = io(server().url, { transports: ['websocket'], auth: { token: 'forged' }, reconnection: false, forceNew: true });
    open.push(socket);
    await new Promise((fulfil) => socket.once('disconnect', fulfil));
  });
});
