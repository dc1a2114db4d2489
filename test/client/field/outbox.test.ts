import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '#contract/calls.ts';
import { FieldRefusal } from '../../../client/field/field-api.ts';
import { DeviceOutbox, type PendingPhoto, type PendingReceipt } from '../../../client/field/outbox.ts';
import { aCall } from '../../support/builders.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';

const call = aCall();
const photo = new Blob(['x'], { type: 'image/jpeg' });

/** A server with a switch for its signal, and what it was sent in order. */
class Server {
  readonly seen: string[] = [];
  readonly receipts: PendingReceipt['receipt'][] = [];
  readonly taken: Call[] = [];
  readonly refused: string[] = [];
  readonly stores = { receipts: new MemoryStorage<PendingReceipt>(), photos: new MemoryStorage<PendingPhoto>() };
  receiptRefusal: FieldRefusal | null = null;
  photoRefusal: FieldRefusal | null = null;
  isThere = true;
  links: readonly string[] = [];

  outbox(): DeviceOutbox {
    return new DeviceOutbox({
      ...this.stores,
      now: () => 0,
      links: () => this.links,
      sendReceipt: ({ receipt }) => this.#answer(`receipt ${receipt.receiptId}`, this.receiptRefusal, receipt),
      sendPhoto: async ({ id }) => void (await this.#answer(`photo ${id}`, this.photoRefusal)),
      onTaken: (one) => this.taken.push(one),
      onRefused: (code) => this.refused.push(code),
      onChange: () => undefined,
    });
  }

  #answer(what: string, refusal: FieldRefusal | null, receipt?: PendingReceipt['receipt']): Promise<Call> {
    if (!this.isThere) return Promise.reject(new FieldRefusal('field/unreachable', true));
    this.seen.push(what);
    if (receipt) this.receipts.push(receipt);
    return refusal ? Promise.reject(refusal) : Promise.resolve(call);
  }
}

function pending(receiptId: string, about: Partial<PendingReceipt['receipt']> = {}) {
  return { token: 't', callId: call.id, receipt: { receiptId, kind: 'heard' as const, ...about } };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('an answer', () => {
  it('is told as taken, and as one of the kinds on their way until then', async () => {
    const server = new Server();
    const outbox = server.outbox();
    void outbox.add(pending('a'));
    expect([outbox.kindsFor(call.id), outbox.size]).toEqual([['heard'], 1]);
    await vi.runAllTimersAsync();
    expect([server.taken, outbox.kindsFor(call.id), outbox.size]).toEqual([[call], [], 0]);
  });

  it('for a household is none for another one, nor for the call that both hang on', async () => {
    const outbox = new Server().outbox();
    void outbox.add({ ...pending('a'), householdId: 7 });
    expect([outbox.kindsFor(call.id, 7), outbox.kindsFor(call.id, 8), outbox.kindsFor(call.id)]).toEqual([['heard'], [], []]);
    await vi.runAllTimersAsync();
  });

  it('whose form is refused is sent in a plainer one, and stays on the device when that is refused too', async () => {
    const server = new Server();
    server.receiptRefusal = new FieldRefusal('request/invalid', false);
    void server.outbox().add({ ...pending('a', { at: '2099-01-01T00:00:00.000Z', device: '?', note: 'flooded' }), photo });
    await vi.runAllTimersAsync();
    expect(server.receipts).toEqual([
      { receiptId: 'a', kind: 'heard', at: '2099-01-01T00:00:00.000Z', device: '?', note: 'flooded' },
      { receiptId: 'a', kind: 'heard', note: 'flooded' },
      { receiptId: 'a', kind: 'heard' },
    ]);
    expect(server.refused).toEqual(['request/invalid']);
    expect([[...server.stores.receipts.kept.keys()], [...server.stores.photos.kept.keys()]]).toEqual([['a'], ['a']]);
  });

  it('lets the next one go when it is refused, and goes itself by another link or when the page is opened again', async () => {
    const server = new Server();
    server.receiptRefusal = new FieldRefusal('token/expired', false);
    const outbox = server.outbox();
    void outbox.add(pending('a'));
    await vi.runAllTimersAsync();
    expect([server.refused, outbox.size]).toEqual([['token/expired'], 1]);
    server.receiptRefusal = null;
    void outbox.add(pending('b'));
    await vi.runAllTimersAsync();
    expect([server.taken.length, outbox.size]).toEqual([1, 1]);
    await outbox.tryRefused();
    expect([server.taken.length, outbox.size, server.stores.receipts.kept.size]).toEqual([2, 0, 0]);
  });

  it('is sent by the link that this page has now, where its own has run out', async () => {
    const server = new Server();
    server.links = ['newer'];
    server.receiptRefusal = new FieldRefusal('token/revoked', false);
    void server.outbox().add(pending('a'));
    await vi.runAllTimersAsync();
    expect(server.seen).toEqual(['receipt a', 'receipt a']);
    expect(server.stores.receipts.kept.get('a')).toMatchObject({ token: 'newer', refused: 'token/revoked' });
  });
});

describe('a device that has lost what it kept', () => {
  it('keeps once more what waits, and not what was taken', async () => {
    const server = new Server();
    const outbox = server.outbox();
    void outbox.add(pending('a'));
    await vi.runAllTimersAsync();
    server.isThere = false;
    void outbox.add({ ...pending('b'), photo });
    await vi.advanceTimersByTimeAsync(0);
    server.stores.receipts.kept.clear();
    server.stores.photos.kept.clear();
    outbox.keepAgain();
    expect([[...server.stores.receipts.kept.keys()], [...server.stores.photos.kept.keys()]]).toEqual([['b'], ['b']]);
  });
});

describe('a photo', () => {
  it('follows its answer, and no answer waits for it', async () => {
    const server = new Server();
    server.isThere = false;
    const outbox = server.outbox();
    void outbox.add({ ...pending('a'), photo });
    void outbox.add(pending('b'));
    expect(outbox.size).toBe(3);
    await vi.advanceTimersByTimeAsync(0);
    server.isThere = true;
    await vi.runAllTimersAsync();
    const { seen } = server;
    expect([seen.filter((one) => one.startsWith('receipt')), outbox.size]).toEqual([['receipt a', 'receipt b'], 0]);
    expect(seen.indexOf('photo a')).toBeGreaterThan(seen.indexOf('receipt a'));
  });

  it('waits beside its answer while that is refused, and lets others go', async () => {
    const server = new Server();
    server.receiptRefusal = new FieldRefusal('token/revoked', false);
    const outbox = server.outbox();
    void outbox.add({ ...pending('a'), photo });
    await vi.runAllTimersAsync();
    expect([server.seen, server.refused, outbox.size]).toEqual([['receipt a'], ['token/revoked'], 2]);
    server.receiptRefusal = null;
    void outbox.add({ ...pending('b'), photo });
    await vi.runAllTimersAsync();
    expect(server.seen).toEqual(['receipt a', 'receipt b', 'photo b']);
  });

  it('that the server does not want is told', async () => {
    const server = new Server();
    server.photoRefusal = new FieldRefusal('photo/not-an-image', false);
    const outbox = server.outbox();
    void outbox.add({ ...pending('a'), photo });
    await vi.runAllTimersAsync();
    expect([server.taken.length, server.refused, outbox.size]).toEqual([1, ['photo/not-an-image'], 0]);
  });

  it('is sent by the next page when this one is gone', async () => {
    const gone = new Server();
    gone.isThere = false;
    await gone.outbox().add({ ...pending('a'), photo });
    const server = new Server();
    Object.assign(server.stores, gone.stores);
    const outbox = server.outbox();
    await outbox.load();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.seen).toEqual(['receipt a', 'photo a']);
  });
});
