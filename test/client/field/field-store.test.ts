import { describe, expect, it, vi } from 'vitest';
import { FieldStore } from '../../../client/field/field-store.ts';
import type { Item } from '../../../client/field/send-queue.ts';
import { aCall } from '../../support/builders.ts';

/** A browser that forbids its database: everything still works, in memory. */
const forbidden = () => new FieldStore({ open: () => Promise.reject(new Error('forbidden')) });

/** A disk whose database the browser closes, clears, or refuses to open, behind the page's back. */
class Disk {
  readonly kept = new Map<string, Item>();
  opened = 0;
  isRefused = false;
  isFull = false;
  lose: () => void = () => undefined;

  readonly open = (onLost: () => void): never => {
    if (this.isRefused) return Promise.reject(new Error('refused')) as never;
    let isOpen = true;
    this.opened += 1;
    this.close = () => void (isOpen = false);
    this.lose = () => {
      isOpen = false;
      onLost();
    };
    const put = (_shelf: string, item: Item): Promise<void> => {
      if (!isOpen) return Promise.reject(new DOMException('closed', 'InvalidStateError'));
      if (this.isFull) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
      return Promise.resolve(void this.kept.set(item.id, item));
    };
    return Promise.resolve({ put }) as never;
  };
  close: () => void = () => undefined;
}

const photo = (id: string) => ({ id, order: 1, token: 't', photo: new Blob() });

/** What a page before the database kept. */
class OlderStorage {
  text: string | null;

  constructor(text: string | null) {
    this.text = text;
  }

  getItem = () => this.text;
  setItem = (_: string, text: string) => void (this.text = text);
  removeItem = () => void (this.text = null);
}

const older = (receiptId: string) => ({ token: 't', callId: aCall().id, receipt: { receiptId, kind: 'heard' } });

describe('a browser that keeps nothing', () => {
  it('has nothing to tell and takes everything', async () => {
    const store = forbidden();
    await store.forgetKnown();
    await store.photos().put({ id: 'a', order: 1, token: 't', photo: new Blob() });
    expect([await store.known(), await store.photos().all(), await store.receipts(null, 0).all()]).toEqual([null, [], []]);
  });
});

describe('a database that the browser closes behind a page', () => {
  it('is opened again, and what waits is put back', async () => {
    const disk = new Disk();
    const reopened = new Promise<void>((fulfil) => new FieldStore({ open: disk.open, onReopened: fulfil }));
    disk.lose();
    await reopened;
    expect(disk.opened).toBe(2);
  });

  it('is opened again a little later where it is still being closed', async () => {
    vi.useFakeTimers();
    const disk = new Disk();
    const onReopened = vi.fn();
    await new FieldStore({ open: disk.open, onReopened }).photos().put(photo('a'));
    disk.isRefused = true;
    disk.lose();
    await vi.advanceTimersByTimeAsync(10_000);
    disk.isRefused = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([disk.opened, onReopened.mock.calls.length]).toEqual([2, 1]);
    vi.useRealTimers();
  });

  it('is opened again, once, by what is to be kept next, where nobody was told', async () => {
    const disk = new Disk();
    const photos = new FieldStore(disk).photos();
    await photos.put(photo('a'));
    disk.close();
    await Promise.all([photos.put(photo('b')), photos.put(photo('c'))]);
    expect([[...disk.kept.keys()], disk.opened]).toEqual([['a', 'b', 'c'], 2]);
  });

  it('is asked for again and again while it cannot be opened', async () => {
    const disk = new Disk();
    const photos = new FieldStore(disk).photos();
    await photos.put(photo('a'));
    disk.isRefused = true;
    disk.close();
    await photos.put(photo('b'));
    disk.isRefused = false;
    await photos.put(photo('c'));
    expect([...disk.kept.keys()]).toEqual(['a', 'c']);
  });

  it('is not opened again because the disk is full', async () => {
    const disk = new Disk();
    const photos = new FieldStore(disk).photos();
    disk.isFull = true;
    await photos.put(photo('a'));
    expect([disk.kept.size, disk.opened]).toEqual([0, 1]);
  });
});

describe('answers that an older page kept', () => {
  it('are taken over in their order, once', async () => {
    const storage = new OlderStorage(JSON.stringify([older('a'), older('b')]));
    const kept = forbidden().receipts(storage, 100);
    expect((await kept.all()).map(({ id, order }) => [id, order])).toEqual([
      ['a', 98],
      ['b', 99],
    ]);
    // No database keeps them yet: they stay until each was taken.
    await kept.remove({ id: 'a', order: 98 } as never);
    expect((await kept.all()).map(({ id }) => id)).toEqual(['b']);
    await kept.remove({ id: 'b', order: 99 } as never);
    expect(await kept.all()).toEqual([]);
  });

  it.each(['no json', '{}', '[null, {"token": 1}]'])('do no harm when they are %s', async (text) => {
    expect(await forbidden().receipts(new OlderStorage(text), 0).all()).toEqual([]);
  });
});
