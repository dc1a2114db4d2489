import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FieldRefusal } from '../../../client/field/field-api.ts';
import { SendQueue, type Item } from '../../../client/field/send-queue.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';

const unreachable = new FieldRefusal('field/unreachable', true);
const refused = new FieldRefusal('call/not-yours', false);

function item(id: string, order = 1): Item {
  return { id, order };
}

/** A server that gives its answers in turn; the last one is given again and again. */
class Server {
  readonly asked: string[] = [];
  readonly refused: string[] = [];
  readonly storage = new MemoryStorage<Item>();
  isReady = true;
  mended: Item | null = null;
  isKept = false;
  readonly #answers: ('taken' | FieldRefusal)[];

  constructor(...answers: ('taken' | FieldRefusal)[]) {
    this.#answers = answers;
  }

  queue(): SendQueue<Item> {
    return new SendQueue({
      storage: this.storage,
      isReady: () => this.isReady,
      mended: () => this.mended,
      isKept: () => this.isKept,
      send: ({ id }) => {
        this.asked.push(id);
        const answer = this.#answers.length > 1 ? this.#answers.shift()! : this.#answers[0]!;
        return answer === 'taken' ? Promise.resolve() : Promise.reject(answer);
      },
      onRefused: ({ id }) => this.refused.push(id),
      onChange: () => undefined,
    });
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('what is to be sent', () => {
  it('is sent at once and forgotten when it was taken', async () => {
    const server = new Server('taken');
    const queue = server.queue();
    void queue.add(item('a'));
    expect(queue.items.map(({ id }) => id)).toEqual(['a']);
    await vi.runAllTimersAsync();
    expect([server.asked, queue.items, server.storage.kept.size]).toEqual([['a'], [], 0]);
  });

  it('does not wait behind what the server takes later, as there was too much of it', async () => {
    const later = new FieldRefusal('receipt/too-many', true);
    const server = new Server(later, 'taken', 'taken');
    const queue = server.queue();
    void queue.add(item('again'));
    void queue.add(item('help', 2));
    await vi.advanceTimersByTimeAsync(500);
    expect([server.asked, queue.items.map(({ id }) => id)]).toEqual([['again', 'help'], ['again']]);
    await vi.runAllTimersAsync();
    expect([server.asked, queue.items]).toEqual([['again', 'help', 'again'], []]);
  });

  it('is sent again under the same id until it is taken', async () => {
    const server = new Server(unreachable, unreachable, 'taken');
    const queue = server.queue();
    void queue.add(item('a'));
    await vi.runAllTimersAsync();
    expect([server.asked, queue.items]).toEqual([['a', 'a', 'a'], []]);
  });

  it('waits longer after each failure, at most half a minute', async () => {
    const server = new Server(unreachable);
    void server.queue().add(item('a'));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(server.asked.length).toBeGreaterThan(15);
    expect(server.asked.length).toBeLessThan(40);
  });

  it('goes off at once when the signal is back', async () => {
    const server = new Server(unreachable, 'taken');
    const queue = server.queue();
    void queue.add(item('a'));
    await vi.advanceTimersByTimeAsync(0);
    await queue.flush();
    expect(server.asked).toEqual(['a', 'a']);
  });

  it('keeps its place: the next one is not sent before it', async () => {
    const server = new Server(unreachable, 'taken');
    const queue = server.queue();
    void queue.add(item('a'));
    void queue.add(item('b'));
    await vi.runAllTimersAsync();
    expect(server.asked).toEqual(['a', 'a', 'b']);
  });

  it('that is refused for good is told and does not hold up the next one', async () => {
    const server = new Server(refused, 'taken');
    const queue = server.queue();
    void queue.add(item('a'));
    void queue.add(item('b'));
    await vi.runAllTimersAsync();
    expect([server.refused, server.asked, queue.items]).toEqual([['a'], ['a', 'b'], []]);
  });

  it('that is refused for good stays in its storage where it is worth more than that, and is tried by the next page', async () => {
    const server = new Server(refused, 'taken');
    server.isKept = true;
    void server.queue().add(item('a'));
    await vi.runAllTimersAsync();
    expect(server.storage.kept.get('a')).toEqual({ ...item('a'), refused: 'call/not-yours' });
    await server.queue().load();
    expect([server.asked, server.storage.kept.size]).toEqual([['a', 'a'], 0]);
  });

  it('is sent once more as it was mended, under the same id', async () => {
    const server = new Server(refused, 'taken');
    server.mended = item('a', 9);
    const queue = server.queue();
    void queue.add(item('a'));
    await vi.runAllTimersAsync();
    expect([server.asked, server.refused, queue.items]).toEqual([['a', 'a'], [], []]);
  });

  it('waits while it is not ready', async () => {
    const server = new Server('taken');
    server.isReady = false;
    const queue = server.queue();
    void queue.add(item('a'));
    await vi.runAllTimersAsync();
    expect(server.asked).toEqual([]);
    server.isReady = true;
    await queue.flush();
    expect(server.asked).toEqual(['a']);
  });
});

describe('what an earlier page left behind', () => {
  it('is sent in the order in which it was given', async () => {
    const server = new Server('taken');
    for (const [id, order] of [
      ['c', 3],
      ['a', 1],
      ['b', 2],
    ] as const)
      await server.storage.put(item(id, order));
    await server.queue().load();
    expect([server.asked, server.storage.kept.size]).toEqual([['a', 'b', 'c'], 0]);
  });

  it('is not doubled by something that was given while it was read', async () => {
    const server = new Server(unreachable, 'taken');
    const queue = server.queue();
    const adding = queue.add(item('a'));
    await queue.load();
    await adding;
    expect(queue.items.map(({ id }) => id)).toEqual(['a']);
  });
});
