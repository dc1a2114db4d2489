import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallPage, CallRow, Tally } from '#contract/calls.ts';
import { CallRowsCache, type PeopleSource, type Unit } from '../../../client/calls/call-rows-cache.ts';
import { emptyWorld, type World } from '../../../client/state/world.ts';
import { aTally } from '../../support/builders.ts';
import { aCallOutId, aRow } from '../../support/calls-on-screen.ts';

const townships = Array.from({ length: 10 }, (_, index) => `3206231${String(index + 10)}000`);
const unitOf = (code: string, isOwn = false): Unit => ({ callOutId: aCallOutId, code, isOwn });

/** Pages of `size`, in the order of the areas that count the calls, as the server gives them. */
function sourceOf(rows: CallRow[], size = 3) {
  const page = vi.fn<PeopleSource['page']>((_id, { area, cursor }): Promise<CallPage> => {
    const prefix = area?.replace(/0+$/, '') ?? '';
    const found = rows.filter(({ tallyCode }) => tallyCode.startsWith(prefix));
    const from = Number(cursor ?? 0);
    return Promise.resolve({ calls: found.slice(from, from + size), next: from + size < found.length ? String(from + size) : null });
  });
  return { page };
}

function worldOf(code: string, tally: Tally): World {
  return { ...emptyWorld, tallies: new Map([[aCallOutId, new Map([[code, tally]])]]) };
}

describe('the cached of people', () => {
  it('reads a unit to its last page, once', async () => {
    const source = sourceOf(Array.from({ length: 7 }, () => aRow({ tallyCode: townships[0]! })));
    const cached = new CallRowsCache(source);
    await cached.whole([unitOf(townships[0]!)]);
    cached.want([unitOf(townships[0]!)]);
    expect(cached.of(unitOf(townships[0]!))?.rows).toHaveLength(7);
    expect(source.page).toHaveBeenCalledTimes(3);
  });

  it('reads a whole call-out at once when many of its areas are wanted, and gives each its own', async () => {
    const rows = townships.slice(0, 9).flatMap((tallyCode, index) => Array.from({ length: index + 1 }, () => aRow({ tallyCode })));
    const source = sourceOf(rows, 10);
    const cached = new CallRowsCache(source);
    await cached.whole(townships.map((code) => unitOf(code)));
    expect(townships.map((code) => cached.of(unitOf(code))?.rows?.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(source.page).toHaveBeenCalledTimes(5);
  });

  it("stops after an area's own posts when only those are wanted", async () => {
    const county = '320623000000';
    const source = sourceOf([aRow({ tallyCode: county }), aRow(), aRow(), aRow(), aRow()], 2);
    const cached = new CallRowsCache(source);
    await cached.whole([unitOf(county, true)]);
    expect(cached.of(unitOf(county, true))?.rows).toHaveLength(1);
    expect(source.page).toHaveBeenCalledTimes(1);
  });

  it('keeps a failure until it is asked again', async () => {
    const failing = { page: vi.fn<PeopleSource['page']>().mockRejectedValueOnce(new Error('app/offline')) };
    failing.page.mockResolvedValue({ calls: [aRow({ tallyCode: townships[0]! })], next: null });
    const cached = new CallRowsCache(failing);
    await cached.whole([unitOf(townships[0]!)]);
    expect(cached.of(unitOf(townships[0]!))).toMatchObject({ rows: null, failure: { message: 'app/offline' } });
    cached.again([unitOf(townships[0]!)]);
    await cached.whole([]);
    expect(cached.of(unitOf(townships[0]!))?.rows).toHaveLength(1);
  });

  it('puts nothing on the cached that was asked for before another incident came', async () => {
    const source = sourceOf([aRow({ tallyCode: townships[0]! })]);
    const cached = new CallRowsCache(source);
    cached.want([unitOf(townships[0]!)]);
    cached.clear();
    await cached.whole([]);
    expect(cached.cachedUnits.size).toBe(0);
  });

  describe('when what it holds does not add up', () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    it('reads again once things have settled, ever more patiently', async () => {
      const source = sourceOf([aRow({ tallyCode: townships[0]! })]);
      const cached = new CallRowsCache(source);
      await cached.whole([unitOf(townships[0]!)]);
      const answered = () => worldOf(townships[0]!, aTally({ silent: 0, answered: 1 }));
      cached.check(answered());
      cached.check(answered());
      await vi.advanceTimersByTimeAsync(1_500);
      expect(source.page).toHaveBeenCalledTimes(2);
      cached.check(answered());
      await vi.advanceTimersByTimeAsync(1_500);
      expect(source.page).toHaveBeenCalledTimes(2);
      await vi.advanceTimersByTimeAsync(1_500);
      expect(source.page).toHaveBeenCalledTimes(3);
    });

    it('leaves alone what adds up', async () => {
      const source = sourceOf([aRow({ tallyCode: townships[0]! })]);
      const cached = new CallRowsCache(source);
      await cached.whole([unitOf(townships[0]!)]);
      cached.check(worldOf(townships[0]!, aTally()));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(source.page).toHaveBeenCalledTimes(1);
    });
  });
});
