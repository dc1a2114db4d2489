import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call, CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { UserAccount } from '#contract/users.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { withServer } from '../support/server.ts';

// Behind a proxy on this machine; attackers come from the other addresses of the loopback network.
const server = withServer({ JIAOYING_TRUSTED_PROXIES: '127.0.0.1' });
const password = 'seven grey herons wade';
const ownPassword = 'six old ferries cross';
const opened: { close: () => unknown }[] = [];
afterAll(() => opened.forEach((socket) => socket.close()));

function lineOf(options: object): Socket {
  const line = io(server().url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options });
  opened.push(line);
  return line;
}

const event = (line: Socket, name: string) => new Promise<number>((fulfil) => line.once(name, () => fulfil(performance.now())));

describe('an officer who is dismissed', () => {
  let admin: Desk;
  let desk: Desk;
  let account: UserAccount;
  let call: CallRow;

  beforeAll(async () => {
    admin = await Desk.of(server().url, 'admin');
    const wanted = { username: 'chen', displayName: '陈', roles: ['dutyOfficer'], areaCode: '320600000000', password };
    account = (await admin.post<UserAccount>('/api/users', wanted)).body;
    desk = await Desk.ofNewcomer(server().url, 'chen', { given: password, own: ownPassword });
    const incident = await desk.openIncident();
    const { body } = await desk.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml');
    call = (await desk.calls(body.callOutId))[0]!;
  }, 120_000);

  it('has answered by an own link as an officer, never as the person, and the audit trail says so', async () => {
    const receiptId = randomUUID();
    const { status, body } = await sendReceipt<Call>(server().url, call, { receiptId, kind: 'heard' });
    expect([status, body.state, body.answeredBy]).toEqual([200, 'answered', 'desk']);
    const [line] = await server().database.asOwner((tx) => tx.query(`select username, subject from audit where action = 'call.answered'`));
    expect(line).toEqual({ username: 'chen', subject: `call ${call.id}: heard` });
  });

  it('loses the session, the map and every page that was opened by own links within ten seconds', async () => {
    const map = lineOf({ extraHeaders: { cookie: desk.cookie } });
    const page = lineOf({ auth: { token: new URL(call.fieldUrl, server().url).searchParams.get('token') } });
    await Promise.all([event(map, 'connect'), event(page, 'connect')]);
    const gone = Promise.all([event(map, 'disconnect'), event(page, 'disconnect')]);
    const from = performance.now();
    expect((await admin.send('PATCH', `/api/users/${account.id}`, { body: { disabled: true } })).status).toBe(200);
    expect((await desk.get('/api/incidents')).status).toBe(401);
    expect(Math.max(...(await gone)) - from).toBeLessThan(10_000);
    expect(await sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'acting' })).toMatchObject({
      status: 401,
      body: { code: 'token/revoked' },
    });
    expect((await new Desk(server().url).post('/api/session', { username: 'chen', password: ownPassword })).status).toBe(401);
  });
});

describe('who has yet to choose a password', () => {
  it('follows nothing over the live link', async () => {
    const admin = await Desk.of(server().url, 'admin');
    const wanted = { username: 'zhao', displayName: '赵', roles: ['dutyOfficer'], areaCode: '320600000000', password };
    expect((await admin.post('/api/users', wanted)).status).toBe(201);
    const incident = (await admin.get<Incident[]>('/api/incidents')).body[0]!;
    const desk = await Desk.of(server().url, 'zhao', password);
    const follow = async () => {
      const line = lineOf({ extraHeaders: { cookie: desk.cookie } });
      await event(line, 'connect');
      return (await line.timeout(5_000).emitWithAck('follow', incident.id, 0)) as object;
    };
    expect(await follow()).toEqual({ ok: false, code: 'password/must-choose' });
    const { status } = await desk.send('PUT', '/api/session/password', { body: { current: password, next: ownPassword } });
    expect(status).toBe(200);
    expect(await follow()).toMatchObject({ ok: true });
  });
});

describe('who is changed', () => {
  it.each([
    ['moved to another area', { areaCode: '320623000000' }],
    ['given another role', { roles: ['viewer'] }],
    ['given another password', { password: 'nine blue lanterns hum' }],
  ])('by being %s loses the session and the map within ten seconds', async (_what, change) => {
    const admin = await Desk.of(server().url, 'admin');
    const username = `user-${Object.keys(change)[0]!.toLowerCase()}`;
    const wanted = { username, displayName: '试', roles: ['dutyOfficer'], areaCode: '320600000000', password };
    const { body } = await admin.post<UserAccount>('/api/users', wanted);
    const desk = await Desk.ofNewcomer(server().url, username, { given: password, own: ownPassword });
    const map = lineOf({ extraHeaders: { cookie: desk.cookie } });
    await event(map, 'connect');
    const gone = event(map, 'disconnect');
    const from = performance.now();
    expect((await admin.send('PATCH', `/api/users/${body.id}`, { body: change })).status).toBe(200);
    expect((await gone) - from).toBeLessThan(10_000);
    expect((await desk.get('/api/incidents')).status).toBe(401);
  });
});

describe('five wrong passwords', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const signIn = (address: string, typed: string) =>
    new Desk(server().url).post('/api/session', { username: 'commander', password: typed }, from(address));

  it('close the door of the address behind the proxy that they came from, and no other', async () => {
    for (let n = 0; n < 5; n++) expect((await signIn('203.0.113.5', 'wrong')).status).toBe(401);
    expect((await signIn('203.0.113.5', 'jiaoying-demo')).status).toBe(423);
    expect((await signIn('198.51.100.7', 'jiaoying-demo')).status).toBe(200);
  });

  it('are not laid at the door of another by whoever makes up where they come from', async () => {
    // The proxy appends whom it has seen: what stands before that was written by the attacker.
    for (let n = 0; n < 5; n++) expect((await signIn('198.51.100.9, 203.0.113.66', 'wrong')).status).toBe(401);
    expect((await signIn('198.51.100.9', 'jiaoying-demo')).status).toBe(200);
  });
});

describe('strangers who hold connections', () => {
  const stranger = () => {
    const { hostname, port } = new URL(server().url);
    const socket = connect({ host: hostname, port: Number(port), localAddress: '127.0.0.77' });
    socket.on('error', () => undefined);
    // A refusal that nobody reads would keep the end from being seen.
    socket.resume();
    opened.push({ close: () => socket.destroy() });
    return socket;
  };

  it('and say nothing are gone within fifteen seconds', async () => {
    const from = performance.now();
    const socket = stranger();
    await new Promise((fulfil) => socket.once('close', fulfil));
    expect(performance.now() - from).toBeLessThan(15_000);
  });

  it('over a live link without a session are gone within fifteen seconds', async () => {
    const line = lineOf({});
    const from = await event(line, 'connect');
    expect((await event(line, 'disconnect')) - from).toBeLessThan(15_000);
  });
});
