import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from './contract/socket.ts';
import { Probe, type WatchReport, type watchSteps } from './contract/watchdog.ts';
import { readSettings } from './settings.ts';
import { watchKey } from './watch-key.ts';

/** `npm run watchdog`: once a minute a test call through the whole system and back; what becomes of it is said on every screen. */
const settings = readSettings(process.env);
const url = settings.serverUrl ?? `http://${settings.host}:${settings.port}`;
const everyMilliseconds = 1000 * settings.watchdogSeconds;
/** For all steps together: a report is never later than half a minute after its test call. */
const patienceMilliseconds = Math.min(25_000, everyMilliseconds / 2);

type Step = (typeof watchSteps)[number];
type LiveSocket = Socket<ServerToClient, ClientToServer>;

for (;;) {
  const startedAt = performance.now();
  await watchOnce();
  const left = everyMilliseconds - (performance.now() - startedAt);
  await new Promise((fulfil) => setTimeout(fulfil, Math.max(0, left)));
}

/** Makes one test call and says how it went, also when the server cannot be told. */
async function watchOnce(): Promise<void> {
  const report = await probe();
  const said = report.ok ? `came back in ${String(report.roundTripMilliseconds)} ms` : `got stuck at: ${String(report.step)}`;
  process.stdout.write(`${new Date().toISOString()} the test call ${said}\n`);
  try {
    await ask('/api/watchdog/reports', { body: report });
  } catch (error) {
    process.stderr.write(`The server cannot be told: ${String(error)}\n`);
  }
}

/** The call, the ring on the device, the receipt, and the answer on a command map, by the doors that everybody uses. */
async function probe(): Promise<WatchReport> {
  const startedAt = performance.now();
  const patience = AbortSignal.timeout(patienceMilliseconds);
  const sockets: LiveSocket[] = [];
  let step: Step = 'call';
  try {
    const made = Probe.parse(await ask('/api/watchdog/probes', { signal: patience }));
    step = 'ring';
    const device = open({ token: made.token }, sockets);
    const screen = open({ watchdog: watchKey(settings) }, sockets);
    const seen = answerSeen(screen, made, patience);
    seen.catch(() => undefined); // waited for below; an earlier step that fails must not leave it unheard
    await rung(device, made, patience);
    step = 'receipt';
    const authorization = `Bearer ${made.token}`;
    const receipt = { receiptId: crypto.randomUUID(), kind: 'heard' };
    await ask(`/api/calls/${made.callId}/receipts`, { body: receipt, authorization, signal: patience });
    step = 'screen';
    await seen;
    return { ok: true, step: null, roundTripMilliseconds: Math.round(performance.now() - startedAt) };
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return { ok: false, step, roundTripMilliseconds: null };
  } finally {
    for (const socket of sockets) socket.disconnect();
  }
}

function open(auth: Record<string, string>, sockets: LiveSocket[]): LiveSocket {
  const socket: LiveSocket = io(url, { transports: ['websocket'], auth, forceNew: true });
  sockets.push(socket);
  return socket;
}

function rung(device: LiveSocket, { callId }: Probe, patience: AbortSignal): Promise<void> {
  return inTime(patience, (fulfil) =>
    device.on('ring', (ring, shown) => {
      shown(true);
      if (ring.field.call.id === callId) fulfil();
    }),
  );
}

function answerSeen(screen: LiveSocket, { incidentId, seq, callId }: Probe, patience: AbortSignal): Promise<void> {
  return inTime(patience, (fulfil) => {
    screen.on('changes', ({ facts }) => {
      const calls = facts.flatMap((fact) => (fact.kind === 'calls.put' ? fact.calls : []));
      if (calls.some((call) => call.id === callId && call.state === 'answered')) fulfil();
    });
    screen.on('connect', () => screen.emit('follow', incidentId, seq, () => undefined));
  });
}

function inTime(patience: AbortSignal, work: (fulfil: () => void) => void): Promise<void> {
  return new Promise((fulfil, reject) => {
    patience.addEventListener('abort', () => reject(new Error('It took too long')));
    work(fulfil);
  });
}

interface Asking {
  body?: object;
  authorization?: string;
  signal?: AbortSignal;
}

async function ask(path: string, { body = {}, authorization = `Bearer ${watchKey(settings)}`, signal }: Asking): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
    signal: signal ?? AbortSignal.timeout(patienceMilliseconds),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
