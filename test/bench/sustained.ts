import { randomUUID } from 'node:crypto';
import type { Batch } from '#contract/facts.ts';
import { Desk } from '../support/desk.ts';
import { releasedByCommander } from '../support/release.ts';
import { orderedEveryone, tokenOf } from './city.ts';
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
  callId: string;
  progress: string;
  at: number;
}

/**
 * A thousand receipts a second for a minute, on an open schedule: what the server does not take in time queues up and shows as latency.
 * Every person goes through the four steps of an answer. Five hundred command maps follow meanwhile.
 */
export async function sustainReceipts(url: string): Promise<Figure[]> {
  const { incidentId, callOutId, calls } = await orderedEveryone(url);
  await releasedByCommander(url, callOutId);
  const duty = await Desk.of(url, 'duty');
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
    onAnswer: caughtUp,
    ...(index < readingCount && { onEvent: (json: string) => seen(json, onScreen, toScreen) }),
  }));
  for (const follower of followers) follower.ask('follow', incidentId, seq);
  await everyoneLive;

  const took: number[] = [];
  let accepted = 0;
  const startedAt = performance.now();
  const sending: Promise<void>[] = [];
  await onSchedule(total, (index) => {
    const call = calls[index % calls.length]!;
    const kind = steps[Math.floor(index / calls.length)]!;
    const at = performance.now();
    onScreen.set(`${call.id} ${kind}`, { callId: call.id, progress: kind, at });
    sending.push(
      leanReceipt(url, { callId: call.id, token: tokenOf(url, call) }, { receiptId: randomUUID(), kind }).then((status) => {
        took.push(performance.now() - at);
        if (status === 200) accepted += 1;
      }),
    );
  });
  await Promise.all(sending);
  const elapsed = (performance.now() - startedAt) / 1000;
  for (const follower of followers) follower.close();
  const kept = await receiptsOf(duty, callOutId);
  const what = `receipts for ${Math.round(elapsed)} s with ${followerCount} maps open`;
  const figure = (about: string, value: number, unit: string): Figure => ({ engine: 'postgres', what: about, value, unit });
  return [
    figure(what, accepted / elapsed, '/s'),
    figure('  lost or doubled of them', Math.abs(kept - accepted) + (total - accepted), ''),
    ...[0.5, 0.99].flatMap((share) => [
      figure(`  until taken, p${share * 100}`, percentile(took, share), 'ms'),
      figure(`  until on a screen, p${share * 100}`, percentile(toScreen, share), 'ms'),
    ]),
  ];
}

/** Counted by the ledger, page by page: every row is one receipt. */
async function receiptsOf(duty: Desk, callOutId: string): Promise<number> {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { entries: unknown[]; next: string | null } = (
      await duty.get<{ entries: unknown[]; next: string | null }>(
        `/api/ledger?callOut=${callOutId}&entry=receipt&limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
    ).body;
    count += page.entries.length;
    cursor = page.next;
  }
  return count;
}

/** A screen may learn of two steps of one call at once: the later one says both. */
function seen(json: string, onScreen: Map<string, Sent>, toScreen: number[]): void {
  const [event, batch] = JSON.parse(json) as [string, Batch];
  if (event !== 'changes') return;
  const now = performance.now();
  for (const fact of batch.facts) {
    if (fact.kind !== 'calls.put') continue;
    for (const { id, progress } of fact.calls) {
      const sent = onScreen.get(`${id} ${progress ?? ''}`);
      if (sent) toScreen.push(now - sent.at);
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
