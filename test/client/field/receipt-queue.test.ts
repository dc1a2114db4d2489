import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '#contract/calls.ts';
import { FieldRefusal } from '../../../client/field/field-api.ts';
import { ReceiptQueue, type Pending } from '../../../client/field/receipt-queue.ts';
import { aCall } from '../../support/builders.ts';

const unreachable = new FieldRefusal('field/unreachable', true);
const call = aCall();

function pending(receiptId: string, about: Partial<Pending['receipt']> = {}): Pending {
  return { token: 't', callId: call.id, receipt: { receiptId, kind: 'heard', ...about } };
}

class MemoryStorage {
  text: string | null = null;
  getItem = () => this.text;
  setItem = (_key: string, text: string) => void (this.text = text);
}

/** A server that gives its answers in turn; the last one is given again and again. */
class Server {
  readonly asked: Pending[] = [];
  readonly taken: Call[] = [];
  readonly refused: string[] = [];
  readonly #answers: (Call | FieldRefusal)[];

  constructor(...answers: (Call | FieldRefusal)[]) {
    this.#answers = answers;
  }

  queue(storage: MemoryStorage | null = null): ReceiptQueue {
    return new ReceiptQueue({
      storage,
      send: (asked) => {
        this.asked.push(asked);
        const answer = this.#answers.length > 1 ? this.#answers.shift()! : this.#answers[0]!;
        return answer instanceof FieldRefusal ? Promise.reject(answer) : Promise.resolve(answer);
      },
      onTaken: (call) => this.taken.push(call),
      onRefused: (code) => this.refused.push(code),
      onChange: () => undefined,
    });
  }

  get ids(): string[] {
    return this.asked.map(({ receipt }) => receipt.receiptId);
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('an answer', () => {
  it('is sent at once and forgotten when it was taken', async () => {
    const server = new Server(call);
    const queue = server.queue();
    queue.add(pending('a'));
    expect(queue.kindsFor(call.id)).toEqual(['heard']);
    await vi.runAllTimersAsync();
    expect([server.ids, server.taken, queue.size]).toEqual([['a'], [call], 0]);
  });

  it('is sent again under the same id until it is taken', async () => {
    const server = new Server(unreachable, unreachable, call);
    const queue = server.queue();
    queue.add(pending('a'));
    await vi.runAllTimersAsync();
    expect([server.ids, queue.size]).toEqual([['a', 'a', 'a'], 0]);
  });

  it('waits longer after each failure, at most half a minute', async () => {
    const server = new Server(unreachable);
    server.queue().add(pending('a'));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(server.ids.length).toBeGreaterThan(15);
    expect(server.ids.length).toBeLessThan(40);
  });

  it('goes off at once when the signal is back', async () => {
    const server = new Server(unreachable, call);
    const queue = server.queue();
    queue.add(pending('a'));
    await vi.advanceTimersByTimeAsync(0);
    await queue.flush();
    expect([server.ids, queue.size]).toEqual([['a', 'a'], 0]);
  });

  it('keeps its place: the next one is not sent before it', async () => {
    const server = new Server(unreachable, call);
    const queue = server.queue();
    queue.add(pending('a'));
    queue.add(pending('b', { kind: 'onPost' }));
    await vi.runAllTimersAsync();
    expect(server.ids).toEqual(['a', 'a', 'b']);
  });

  it('that is refused for good is told and does not hold up the next one', async () => {
    const server = new Server(new FieldRefusal('call/not-yours', false), call);
    const queue = server.queue();
    queue.add(pending('a'));
    queue.add(pending('b'));
    await vi.runAllTimersAsync();
    expect([server.refused, server.taken.length, queue.size]).toEqual([['call/not-yours'], 1, 0]);
  });

  it('that seems to come from the future is sent once more without its time', async () => {
    const server = new Server(new FieldRefusal('request/invalid', false), call);
    server.queue().add(pending('a', { at: '2099-01-01T00:00:00.000Z' }));
    await vi.runAllTimersAsync();
    expect(server.asked.map(({ receipt }) => receipt)).toEqual([
      { receiptId: 'a', kind: 'heard', at: '2099-01-01T00:00:00.000Z' },
      { receiptId: 'a', kind: 'heard' },
    ]);
  });

  it('that waits is sent after the page was opened again', async () => {
    const storage = new MemoryStorage();
    new Server(unreachable).queue(storage).add(pending('a'));
    const server = new Server(call);
    const queue = server.queue(storage);
    expect(queue.size).toBe(1);
    await queue.flush();
    expect([server.ids, storage.text]).toEqual([['a'], '[]']);
  });
});

describe('what the browser kept', () => {
  it.each(['no json', '{}', '[null, {"token": 1}]'])('does no harm when it is %s', (text) => {
    const storage = new MemoryStorage();
    storage.text = text;
    expect(new Server(call).queue(storage).size).toBe(0);
  });
});
