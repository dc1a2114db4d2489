import { randomUUID } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Call, CallRow } from '#contract/calls.ts';
import type { Fact, NewFact } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { unpacked } from '../../client/state/unpacked.ts';
import { factsAfter, record } from '../../server/kernel/log/change-log.ts';
import { openDatabase, wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { groupBy } from '../../server/kernel/group-by.ts';
import { Desk } from '../support/desk.ts';
import { orderedEveryone } from './city.ts';
import { LeanSocket, openSockets } from './lean-socket.ts';
import { percentile, timed, type Figure } from './measure.ts';

const mapsAtOnce = 200;
const changesOfEach = 10;
const callsOfOneFact = 8;
/** How fast the log grew: as in a busy hour. */
const factsPerSecond = 50;
const oldPage = 250;

interface Night {
  incidentId: IncidentId;
  callOutId: string;
  facts: number;
}

/**
 * Opening a map late in a night: three versions of a red warning for the whole city, each person's call changed ten times. Beside what a
 * map did before there were snapshots: the whole log in pages, folded. Then two hundred maps at once, while the city is being called.
 */
export async function measureOpening(url: string, databaseUrl: string): Promise<Figure[]> {
  const database = openDatabase('postgres', { connectionString: databaseUrl, max: 2 });
  try {
    const night = await aLongNight(url, database);
    const duty = await Desk.of(url, 'duty');
    const again = await opened(url, duty, night);
    const old = await wholeLog(database, night);
    const back = await lookedBack(duty, night, again.world);
    const crowd = await crowdOpens(url, duty, night);
    const figure = (what: string, value: number, unit: string): Figure => ({ engine: 'postgres', what, value, unit });
    const beside = (value: number) => ({ what: 'the whole log, paged and folded', value });
    return [
      {
        ...figure(`map opened after ${night.facts.toLocaleString('en')} facts`, again.milliseconds, 'ms'),
        beside: beside(old.milliseconds),
      },
      { ...figure('  on the wire', again.bytes / 1_000, 'kB'), beside: beside(old.bytes / 1_000) },
      { ...figure('  the same bytes packed', again.bytes / 1_000, 'kB'), beside: beside(old.packedBytes / 1_000) },
      figure('  looking back, the slowest of nine moments', back, 'ms'),
      figure(`${mapsAtOnce} maps opened while a city is called, p50`, percentile(crowd, 0.5), 'ms'),
      figure('  p99', percentile(crowd, 0.99), 'ms'),
    ];
  } finally {
    await database.close();
  }
}

/** What was called is real; how the calls changed is made up, since only the log of it is looked at. */
async function aLongNight(url: string, database: Database): Promise<Night> {
  const { incidentId, callOutId, calls } = await orderedEveryone(url);
  const log = { incidentId: incidentId as IncidentId, doorbell: new Doorbell() };
  const real = (await database.transaction(wholeServer, (tx) => factsAfter(tx, { ...log, since: 0, limit: 10_000 }))).facts;
  let facts = real.length;
  let at = Date.now();
  const say = async (said: NewFact[]) => {
    for (let from = 0; from < said.length; from += 500) {
      const page = said.slice(from, from + 500);
      at += (1_000 * page.length) / factsPerSecond;
      await database.transaction(wholeServer, (tx) => record(tx, { ...log, at: new Date(at) }, page));
    }
    facts += said.length;
  };
  const groups = [...groupBy(calls, ({ tallyCode }) => tallyCode).values()].flatMap(chunks);
  let version = callOutId;
  for (let round = 0; round < changesOfEach; round += 1) {
    if (round === 3 || round === 6) {
      version = randomUUID();
      await say(real.slice(1).map((fact) => renamed(fact, callOutId, version)));
    }
    await say(groups.map((group) => changed(group, { version, round, at: new Date(at) })));
  }
  return { incidentId: log.incidentId, callOutId, facts };
}

function chunks(calls: CallRow[]): CallRow[][] {
  return Array.from({ length: Math.ceil(calls.length / callsOfOneFact) }, (_, nr) =>
    calls.slice(nr * callsOfOneFact, (nr + 1) * callsOfOneFact),
  );
}

/** The facts of one version as those of another. */
function renamed({ seq: _seq, at: _at, ...fact }: Fact, callOutId: string, version: string): NewFact {
  return JSON.parse(JSON.stringify(fact).replaceAll(callOutId, version)) as NewFact;
}

/** Calls of one township that were answered, or redialled. */
function changed(group: CallRow[], { version, round, at }: { version: string; round: number; at: Date }): NewFact {
  const { tallyCode } = group[0]!;
  const isAnswered = round % 3 === 2;
  const calls = group.map(({ number: _n, maskedName: _m, phoneEnd: _p, tallyCode: _t, fieldUrl: _f, ...call }): Call => ({
    ...call,
    callOutId: version as Call['callOutId'],
    state: isAnswered ? 'answered' : 'silent',
    progress: isAnswered ? 'heard' : null,
    rung: round % 3,
    shownAt: at.toISOString(),
    answeredAt: isAnswered ? at.toISOString() : null,
  }));
  const tally = {
    ...{ total: 210, answered: 20 * round, silent: 210 - 20 * round, escalated: 0, unroused: 0, unrousedHouseholds: 0 },
    ...{ stale: 0, superseded: 0, needHelp: 0, cannot: 0, silentSince: at.toISOString() },
  };
  const receipts = isAnswered ? calls.map(({ id }) => id) : [];
  return { kind: 'calls.put', areaCode: tallyCode, callOutId: version as Call['callOutId'], tallyCode, calls, tally, receipts };
}

interface Opened {
  milliseconds: number;
  bytes: number;
  world: World;
}

/** From the question until the world is folded, as a browser does it. */
async function opened(url: string, duty: Desk, { incidentId }: Night): Promise<Opened> {
  let [bytes, world] = [0, emptyWorld];
  let socket: LeanSocket | undefined;
  const { milliseconds } = await timed(async () => {
    await new Promise<void>((fulfil, reject) => {
      const onEvent = (json: string) => {
        const [event, text] = JSON.parse(json) as [string, string];
        if (event !== 'packed') return;
        bytes += json.length;
        world = fold(world, unpacked(text));
      };
      LeanSocket.open({ url, cookie: duty.cookie, auth: { unpacks: true }, onEvent, onAnswer: fulfil })
        .then((open) => (socket = open).ask('follow', incidentId, 0))
        .catch(reject);
    });
  });
  socket?.close();
  if (world.seq === 0) throw new Error('No snapshot came');
  return { milliseconds, bytes, world };
}

/** What a map did before: every page read, sent as JSON, parsed and folded; without the network, which would make it slower still. */
async function wholeLog(database: Database, { incidentId }: Night): Promise<{ milliseconds: number; bytes: number; packedBytes: number }> {
  let [world, bytes, packedBytes] = [emptyWorld, 0, 0];
  const { milliseconds } = await timed(async () => {
    for (let since = 0; ;) {
      const { facts } = await database.transaction(wholeServer, (tx) => factsAfter(tx, { incidentId, since, limit: oldPage }));
      const text = JSON.stringify({ incidentId, facts, seq: facts.at(-1)?.seq ?? since, catchUp: true });
      bytes += text.length;
      world = fold(world, JSON.parse(text) as { facts: Fact[]; seq: number });
      if (facts.length < oldPage) return;
      since = world.seq;
    }
  });
  // Not counted in its time: it was sent as it is.
  for (let since = 0; ;) {
    const { facts } = await database.transaction(wholeServer, (tx) => factsAfter(tx, { incidentId, since, limit: oldPage }));
    packedBytes += deflateRawSync(JSON.stringify(facts)).toString('base64').length;
    if (facts.length < oldPage) return { milliseconds, bytes, packedBytes };
    since = facts.at(-1)!.seq;
  }
}

/** The slowest of some looks back over the whole night, each folded. */
async function lookedBack(duty: Desk, { incidentId }: Night, { startedAt, at }: World): Promise<number> {
  const [from, to] = [Date.parse(startedAt!), Date.parse(at!)];
  const took: number[] = [];
  for (const share of [0.5, 0.1, 0.9, 0.01, 0.3, 0.7, 0.6, 0.2, 0.8]) {
    const when = new Date(from + share * (to - from)).toISOString();
    const { milliseconds, result } = await timed(() => duty.get(`/api/incidents/${incidentId}/log/checkpoint?at=${when}&ahead=500`));
    if (result.status !== 200) throw new Error(`Looking back was refused: ${result.status}`);
    took.push(milliseconds);
  }
  return percentile(took, 0.99);
}

/** Milliseconds of each map from its question until it stands. */
async function crowdOpens(url: string, duty: Desk, { incidentId, callOutId }: Night): Promise<number[]> {
  const took: number[] = [];
  const askedAt: number[] = [];
  let finish: () => void = () => undefined;
  const all = new Promise<void>((fulfil) => (finish = fulfil));
  const maps = await openSockets(mapsAtOnce, (index) => ({
    url,
    cookie: duty.cookie,
    auth: { unpacks: true },
    onAnswer: () => {
      took.push(performance.now() - askedAt[index]!);
      if (took.length === mapsAtOnce) finish();
    },
  }));
  const commander = await Desk.of(url, 'commander');
  const released = commander.post(`/api/call-outs/${callOutId}/release`);
  for (const [index, map] of maps.entries()) {
    askedAt[index] = performance.now();
    map.ask('follow', incidentId, 0);
  }
  await all;
  const { status } = await released;
  for (const map of maps) map.close();
  if (status !== 200) throw new Error(`The call-out was not released: ${status}`);
  return took;
}
