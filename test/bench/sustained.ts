import { randomUUID } from 'node:crypto';
import type { Batch } from '#contract/facts.ts';
import type { CallRow } from '#contract/calls.ts';
import type { Desk } from '../support/desk.ts';
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
 *
 * @param calls at least a quarter as many as receipts are sent
 */
export async function sustainReceipts(
  { url, duty, incidentId }: { url: string; duty: Desk; incidentId: string },
  calls: readonly CallRow[],
): Promise<{ figures: Figure[]; accepted: number }> {
  const total = Math.min(receiptsPerSecond * seconds, calls.length * steps.length);
  const onScreen = new Map<string, Sent>();
  const toScreen: number[] = [];
  const seq = (await duty.get<{ seq: number }>(`/api/incidents/${incidentId}`)).body.seq;
  const followers = await openSockets(followerCount, (index) => ({
    url,
    cookie: duty.cookie,
    ...(index < readingCount && { onEvent: (json: string) => seen(json, onScreen, toScreen) }),
  }));
  for (const follower of followers) follower.emit('follow', incidentId, seq, null);

  const took: number[] = [];
  let accepted = 0;
  const startedAt = performance.now();
  const sending: Promise<void>[] = [];
  await onSchedule(total, (index) => {
    const call = calls[index % calls.length]!;
    const kind = steps[Math.floor(index / calls.length)]!;
    const at = performance.now();
    onScreen.set(`${call.id} ${kind}`, { callId: call.id, progress: kind, at });
    const token = new URL(call.fieldUrl, url).searchParams.get('token') ?? '';
    sending.push(
      leanReceipt(url, { callId: call.id, token }, { receiptId: randomUUID(), kind }).then((status) => {
        took.push(performance.now() - at);
        if (status === 200) accepted += 1;
      }),
    );
  });
  await Promise.all(sending);
  const elapsed = (performance.now() - startedAt) / 1000;
  for (const follower of followers) follower.close();
  const what = `receipts for ${Math.round(elapsed)} s with ${followerCount} maps open`;
  return {
    accepted,
    figures: [
      { engine: 'postgres', what, value: accepted / elapsed, unit: '/s' },
      ...[0.5, 0.99].flatMap((share): Figure[] => [
        { engine: 'postgres', what: `  until taken, p${share * 100}`, value: percentile(took, share), unit: 'ms' },
        { engine: 'postgres', what: `  until on a screen, p${share * 100}`, value: percentile(toScreen, share), unit: 'ms' },
      ]),
    ],
  };
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
