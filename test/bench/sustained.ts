import { randomUUID } from 'node:crypto';
import type { Batch } from '#contract/facts.ts';
import { unpacked } from '../../client/state/unpacked.ts';
import { Desk } from '../support/desk.ts';
import { releasedByCommander } from '../support/release.ts';
import { orderedEveryone, ownLinks } from './city.ts';
import { leanReceipt } from './lean-http.ts';
import { openSockets } from './lean-socket.ts';
import { percentile, type Figure } from './measure.ts';

const followerCount = 500;
/** Of these, how many read what they are sent: the time to the screen is taken on them. */
const readingCount = 5;
const receiptsPerSecond = 1_000;
const seconds = 60;
const beatMilliseconds = 10;
const steps = ['heard', 'onPost', 'acting', 'done'] as const;

interface Sent {
  at: number;
  /** On how many of the reading screens it has been seen. */
  seen: number;
}

/**
 * A thousand receipts a second for a minute, on an open schedule: what the server does not take in time queues up and shows as latency.
 * Every person goes through the four steps of an answer. Five hundred command maps follow meanwhile.
 */
export async function sustainReceipts({ url, databaseUrl }: { url: string; databaseUrl: string }): Promise<Figure[]> {
  const tokenOf = await ownLinks(databaseUrl);
  const { incidentId, callOutId, calls } = await orderedEveryone(url);
  await releasedByCommander(url, callOutId);
  const duty = await Desk.of(url, 'duty');
  const tokens = calls.map(tokenOf);
  const total = Math.min(receiptsPerSecond * seconds, calls.length * steps.length);
  const onScreen = new Map<string, Sent>();
  const toScreen: number[] = [];
  const seq = (await duty.get<{ seq: number }>(`/api/incidents/${incidentId}`)).body.seq;
  let live = 0;
  let allLive: () => void;
  const everyoneLive = new Promise<void>((fulfil) => (allLive = fulfil));
  const caughtUp = () => void ((live += 1) === followerCount && allLive());
  const followers = await openSockets(followerCount, (index) => ({
    url,
    cookie: duty.cookie,
    auth: { unpacks: true },
    onAnswer: caughtUp,
    ...(index < readingCount && { onEvent: (json: string) => seen(json, onScreen, toScreen) }),
  }));
  for (const follower of followers) follower.ask('follow', incidentId, seq);
  await everyoneLive;

  const took: number[] = [];
  const accepted = new Set<string>();
  const startedAt = performance.now();
  const sending: Promise<void>[] = [];
  await onSchedule(total, (index) => {
    const call = calls[index % calls.length]!;
    const kind = steps[Math.floor(index / calls.length)]!;
    const at = performance.now();
    const receiptId = randomUUID();
    onScreen.set(`${call.id} ${kind}`, { at, seen: 0 });
    sending.push(
      leanReceipt(url, { callId: call.id, token: tokens[index % calls.length]! }, { receiptId, kind }).then((status) => {
        took.push(performance.now() - at);
        if (status === 200) accepted.add(receiptId);
      }),
    );
  });
  await Promise.all(sending);
  const elapsed = (performance.now() - startedAt) / 1000;
  for (const follower of followers) follower.close();
  const kept = await receiptsOf(duty, callOutId);
  const times = (id: string) => kept.get(id) ?? 0;
  const astray = [...accepted].filter((id) => times(id) !== 1).length + [...kept.keys()].filter((id) => !accepted.has(id)).length;
  const seenEverywhere = [...onScreen.values()].filter(({ seen: screens }) => screens >= readingCount).length;
  const what = `receipts for ${Math.round(elapsed)} s with ${followerCount} maps open`;
  const figure = (about: string, value: number, unit: string): Figure => ({ engine: 'postgres', what: about, value, unit });
  return [
    figure(what, accepted.size / elapsed, '/s'),
    figure('  lost or doubled of them', astray + (total - accepted.size), ''),
    figure('  share seen on every reading screen', (100 * seenEverywhere) / total, '%'),
    ...[0.5, 0.99].flatMap((share) => [
      figure(`  until taken, p${share * 100}`, percentile(took, share), 'ms'),
      figure(`  until on a screen, p${share * 100}`, percentile(toScreen, share), 'ms'),
    ]),
  ];
}

/** As the ledger has them, page by page: how often each receipt is in it, by the receipt's id. */
async function receiptsOf(duty: Desk, callOutId: string): Promise<Map<string, number>> {
  const kept = new Map<string, number>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { entries: { number: string }[]; next: string | null } = (
      await duty.get<{ entries: { number: string }[]; next: string | null }>(
        `/api/ledger?callOut=${callOutId}&entry=receipt&limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
    ).body;
    for (const { number } of page.entries) kept.set(number.slice(1), (kept.get(number.slice(1)) ?? 0) + 1);
    cursor = page.next;
  }
  return kept;
}

/** A screen may learn of two steps of one call at once: the later one says both. */
function seen(json: string, onScreen: Map<string, Sent>, toScreen: number[]): void {
  const [event, carried] = JSON.parse(json) as ['changes', Batch] | ['packed', string] | ['heartbeat', string];
  if (event === 'heartbeat') return;
  const batch = event === 'packed' ? unpacked(carried) : carried;
  const now = performance.now();
  for (const fact of batch.facts) {
    if (fact.kind !== 'calls.put') continue;
    for (const { id, progress } of fact.calls) {
      const sent = onScreen.get(`${id} ${progress ?? ''}`);
      if (!sent) continue;
      sent.seen += 1;
      toScreen.push(now - sent.at);
    }
  }
}

/** Calls `send` at a constant rate, whatever becomes of what was sent. */
function onSchedule(total: number, send: (index: number) => void): Promise<void> {
  return new Promise((fulfil) => {
    const startedAt = performance.now();
    let index = 0;
    const beat = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * receiptsPerSecond));
      for (; index < due; index += 1) send(index);
      if (index < total) return;
      clearInterval(beat);
      fulfil();
    }, beatMilliseconds);
  });
}
