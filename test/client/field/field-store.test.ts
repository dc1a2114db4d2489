import { describe, expect, it } from 'vitest';
import { FieldStore } from '../../../client/field/field-store.ts';
import { aCall } from '../../support/builders.ts';

/** A browser that forbids its database: everything still works, in memory. */
const forbidden = () => new FieldStore(Promise.reject(new Error('forbidden')));

/** What a page before the database kept. */
class OlderStorage {
  text: string | null;

  constructor(text: string | null) {
    this.text = text;
  }

  getItem = () => this.text;
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

describe('answers that an older page kept', () => {
  it('are taken over in their order, once', async () => {
    const storage = new OlderStorage(JSON.stringify([older('a'), older('b')]));
    const shelf = forbidden().receipts(storage, 100);
    expect((await shelf.all()).map(({ id, order }) => [id, order])).toEqual([
      ['a', 98],
      ['b', 99],
    ]);
    expect([storage.text, await shelf.all()]).toEqual([null, []]);
  });

  it.each(['no json', '{}', '[null, {"token": 1}]'])('do no harm when they are %s', async (text) => {
    expect(await forbidden().receipts(new OlderStorage(text), 0).all()).toEqual([]);
  });
});
