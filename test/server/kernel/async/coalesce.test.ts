import { describe, expect, it } from 'vitest';
import { coalesce } from '../../../../server/kernel/async/coalesce.ts';

/** A run that ends when it is told to, and remembers what it was given. */
function heldRun() {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const take = coalesce<number, string>(async (items) => {
    batches.push(items);
    await new Promise<void>((end) => ends.push(end));
    return items.map(String);
  }, 3);
  return { batches, take, endNext: () => ends.shift()?.() };
}

const settled = () => new Promise((fulfil) => setImmediate(fulfil));

describe('coalesced work', () => {
  it('serves a lone item at once', async () => {
    const { take, batches, endNext } = heldRun();
    const answer = take(1);
    expect(batches).toEqual([[1]]);
    endNext();
    expect(await answer).toBe('1');
  });

  it('makes one run out of all that arrives while the run before is busy, up to the limit', async () => {
    const { take, batches, endNext } = heldRun();
    const answers = [1, 2, 3, 4, 5].map(take);
    for (let run = 0; run < 3; run++) {
      endNext();
      await settled();
    }
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
    expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('rejects the item whose answer is an error, and no other', async () => {
    const take = coalesce<number, number>((items) => Promise.resolve(items.map((item) => (item < 0 ? new Error('below zero') : item))));
    const answers = await Promise.allSettled([take(1), take(-2), take(3)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tries the halves of a failed run, and so on, so that the bad item fails alone', async () => {
    const sizes: number[] = [];
    const take = coalesce<number, number>((items) => {
      sizes.push(items.length);
      return items.includes(13) ? Promise.reject(new Error('thirteen')) : Promise.resolve(items);
    });
    const answers = await Promise.allSettled([1, 2, 3, 13, 4].map(take));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(sizes).toEqual([1, 4, 2, 2, 1, 1]);
  });

  it('is at work again after a failure', async () => {
    let isBroken = true;
    const take = coalesce<number, number>((items) => (isBroken ? Promise.reject(new Error('down')) : Promise.resolve(items)));
    await expect(take(1)).rejects.toThrow('down');
    isBroken = false;
    expect(await take(2)).toBe(2);
  });

  it('treats a run that answers too few as failed', async () => {
    const take = coalesce<number, number>(() => Promise.resolve([]));
    await expect(take(1)).rejects.toThrow('Asked for 1');
  });
});
