import { randomUUID } from 'node:crypto';
import type { CallRow } from '#contract/calls.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { inParallel, percentile, timed, type Figure } from './measure.ts';

const receiptCount = 3_000;
const phonesAtOnce = 64;
const followerCount = 200;
const rounds = 40;

/**
 * From the message to the answer of the server: placed, everybody's call made, recorded, committed; then the same for the release by a
 * second person, which a red warning takes before it rings.
 */
export async function measureCallOut(engine: string, url: string): Promise<{ figure: Figure; calls: CallRow[]; incidentId: string }> {
  const duty = await Desk.of(url, 'duty');
  const incident = await duty.openIncident();
  const commander = await Desk.of(url, 'commander');
  const { result, milliseconds } = await timed(async () => {
    const made = await duty.postCap<{ callOutId: string }>(incident.id, 'muifa-exercise-red.xml');
    const rung = await commander.post(`/api/call-outs/${made.body.callOutId}/release`);
    return { status: [made.status, rung.status].join(' '), body: made.body };
  });
  if (result.status !== '201 200') throw new Error(`The warning was not called out: ${result.status} ${JSON.stringify(result.body)}`);
  const calls = await duty.calls(result.body.callOutId);
  const figure = {
    engine,
    what: `red warning in and released, ${calls.length.toLocaleString('en')} people called, over HTTP`,
    value: milliseconds,
    unit: 'ms',
  };
  return { figure, calls, incidentId: incident.id };
}

/** Over HTTP, each with its own link, from many phones at once; an answer means that it is committed. */
export async function measureReceipts(engine: string, url: string, calls: readonly CallRow[]): Promise<Figure> {
  const senders = calls.slice(0, receiptCount);
  const { milliseconds } = await timed(() =>
    inParallel(senders, phonesAtOnce, async (call) => {
      const { status } = await sendReceipt(url, call, { receiptId: randomUUID(), kind: 'heard' });
      if (status !== 200) throw new Error(`A receipt was refused: ${status}`);
    }),
  );
  return { engine, what: `receipts from ${phonesAtOnce} phones at once`, value: senders.length / (milliseconds / 1000), unit: '/s' };
}

/** From the tap on a phone until another open command map has the answer, over all followers and rounds. */
export async function measureFanOut(
  engine: string,
  url: string,
  made: { calls: readonly CallRow[]; incidentId: string },
): Promise<Figure[]> {
  const duty = await Desk.of(url, 'duty');
  const { body } = await duty.get<{ seq: number }>(`/api/incidents/${made.incidentId}`);
  const followers = await Promise.all(Array.from({ length: followerCount }, () => duty.follow(made.incidentId, body.seq)));
  const samples: number[] = [];
  for (const call of made.calls.slice(receiptCount, receiptCount + rounds)) {
    const sentAt = performance.now();
    const seen = followers.map(async (follower) => {
      await follower.until('the answer', (world) => world.calls.get(call.id)?.state === 'answered');
      samples.push(performance.now() - sentAt);
    });
    await sendReceipt(url, call, { receiptId: randomUUID(), kind: 'heard' });
    await Promise.all(seen);
  }
  for (const follower of followers) follower.close();
  return [0.5, 0.95, 0.99].map((share) => ({
    engine,
    what: `tap to ${followerCount} other screens, p${share * 100}`,
    value: percentile(samples, share),
    unit: 'ms',
  }));
}
