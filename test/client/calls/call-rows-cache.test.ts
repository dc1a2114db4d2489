import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallPage, CallRow, Tally } from '#contract/calls.ts';
import { CallRowsCache, type PeopleSource, type Unit } from '../../../client/calls/call-rows-cache.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { IncidentId } from '#contract/incidents.ts';
import { anIncident, aTally } from '../../support/builders.ts';
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

describe('the cache of rows', () => {
  it('reads a unit to its last page, once', async () => {
    const source = sourceOf(Array.from({ length: 7 }, () => aRow({ tallyCode: townships[0]! })));
    const cache = new CallRowsCache(source);
    await cache.whole([unitOf(townships[0]!)]);
    cache.want([unitOf(townships[0]!)]);
    expect(cache.of(unitOf(townships[0]!))?.rows).toHaveLength(7);
    expect(source.page).toHaveBeenCalledTimes(3);
  });

  it('reads a whole call-out at once when many of its areas are wanted, and gives each its own', async () => {
    const rows = townships.slice(0, 9).flatMap((tallyCode, index) => Array.from({ length: index + 1 }, () => aRow({ tallyCode })));
    const source = sourceOf(rows, 10);
    const cache = new CallRowsCache(source);
    await cache.whole(townships.map((code) => unitOf(code)));
    expect(townships.map((code) => cache.of(unitOf(code))?.rows?.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(source.page).toHaveBeenCalledTimes(5);
  });

  it("stops after an area's own posts when only those are wanted", async () => {
    const county = '320623000000';
    const source = sourceOf([aRow({ tallyCode: county }), aRow(), aRow(), aRow(), aRow()], 2);
    const cache = new CallRowsCache(source);
    await cache.whole([unitOf(county, true)]);
    expect(cache.of(unitOf(county, true))?.rows).toHaveLength(1);
    expect(source.page).toHaveBeenCalledTimes(1);
  });

  it('keeps a failure until it is asked again', async () => {
    const failing = { page: vi.fn<PeopleSource['page']>().mockRejectedValueOnce(new Error('app/offline')) };
    failing.page.mockResolvedValue({ calls: [aRow({ tallyCode: townships[0]! })], next: null });
    const cache = new CallRowsCache(failing);
    await cache.whole([unitOf(townships[0]!)]);
    expect(cache.of(unitOf(townships[0]!))).toMatchObject({ rows: null, failure: { message: 'app/offline' } });
    cache.again([unitOf(townships[0]!)]);
    await cache.whole([]);
    expect(cache.of(unitOf(townships[0]!))?.rows).toHaveLength(1);
  });

  it.each([
    ['another incident came', { incident: { ...anIncident(), id: IncidentId.parse('00000000-0000-4000-8000-00000000000f') } }],
    ['the same one was begun anew, and calls may have changed of which nothing was told', { since: 2_000 }],
  ])('keeps nothing that was read or asked for before %s', async (_what, other) => {
    const world = { ...emptyWorld, incident: anIncident() };
    const source = sourceOf([aRow({ tallyCode: townships[0]! })]);
    const cache = new CallRowsCache(source);
    cache.keepTo(world);
    await cache.whole([unitOf(townships[0]!)]);
    cache.want([unitOf(townships[1]!)]);
    cache.keepTo({ ...world });
    expect(cache.of(unitOf(townships[0]!))?.rows).toHaveLength(1);
    cache.keepTo({ ...world, ...other });
    await cache.whole([]);
    expect(cache.cachedUnits.size).toBe(0);
  });

  describe('when what it holds does not add up', () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    it('reads again once things have settled, ever more patiently', async () => {
      const source = sourceOf([aRow({ tallyCode: townships[0]! })]);
      const cache = new CallRowsCache(source);
      await cache.whole([unitOf(townships[0]!)]);
      const answered = () => worldOf(townships[0]!, aTally({ silent: 0, answered: 1 }));
      cache.check(answered());
      cache.check(answered());
      await vi.advanceTimersByTimeAsync(1_500);
      expect(source.page).toHaveBeenCalledTimes(2);
      cache.check(answered());
      await vi.advanceTimersByTimeAsync(1_500);
      expect(source.page).toHaveBeenCalledTimes(2);
      await vi.advanceTimersByTimeAsync(1_500);
      expect(source.page).toHaveBeenCalledTimes(3);
    });

    it('leaves alone what adds up', async () => {
      const source = sourceOf([aRow({ tallyCode: townships[0]! })]);
      const cache = new CallRowsCache(source);
      await cache.whole([unitOf(townships[0]!)]);
      cache.check(worldOf(townships[0]!, aTally()));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(source.page).toHaveBeenCalledTimes(1);
    });
  });
});
