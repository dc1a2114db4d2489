import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallId, type Call, type CallOutId } from '#contract/calls.ts';
import type { Fact } from '#contract/facts.ts';
import { emptyWorld, fold, recentLimit, type World } from '#contract/world.ts';
import { arbitraryLog } from '../../support/arbitrary-log.ts';
import { aCall, aFact, aTally, aWarning, noon } from '../../support/builders.ts';

const callOutId = '00000000-0000-4000-8000-000000000001' as CallOutId;

function whole(log: Fact[]): World {
  return fold(emptyWorld, { facts: log, seq: log.at(-1)?.seq ?? 0 });
}

/** Cuts a log at the given places; each piece may reach back over facts that were sent before. */
function pieces(log: Fact[], cuts: { at: number; back: number }[]): Fact[][] {
  const places = [...new Set([...cuts.map(({ at }) => at % (log.length + 1)), log.length])].sort((a, b) => a - b);
  return places.map((end, index) => log.slice(Math.max(0, (places[index - 1] ?? 0) - (cuts[index]?.back ?? 0)), end));
}

describe('the world of a screen', () => {
  it('is the same however the log was cut into batches, and however often a fact was sent', () => {
    const cuts = fc.array(fc.record({ at: fc.nat(50), back: fc.nat(6) }), { maxLength: 8 });
    fc.assert(
      fc.property(arbitraryLog, cuts, (log, places) => {
        const world = pieces(log, places).reduce((folded, facts) => fold(folded, { facts, seq: facts.at(-1)?.seq ?? 0 }), emptyWorld);
        expect(world).toEqual(whole(log));
      }),
    );
  });

  it('never changes a world that was handed out', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(40), (log, cut) => {
        const before = whole(log.slice(0, cut));
        const copy = structuredClone(before);
        fold(before, { facts: log, seq: log.at(-1)?.seq ?? 0 });
        expect(before).toEqual(copy);
      }),
    );
  });

  it('is the very same object when a batch brings nothing new', () => {
    const world = whole([aFact(1, { kind: 'warning.put', areaCode: null, warning: aWarning() })]);
    expect(fold(world, { facts: [], seq: 1 })).toBe(world);
  });

  it('keeps the identity of what did not change', () => {
    const world = whole([aFact(1, { kind: 'warning.put', areaCode: null, warning: aWarning() })]);
    const next = fold(world, {
      facts: [aFact(2, { kind: 'layer.put', areaCode: null, layerId: 'hazards', rows: [{ id: 1, state: 'graded' }] })],
      seq: 2,
    });
    expect(next.warnings).toBe(world.warnings);
    expect(next.layerRows).not.toBe(world.layerRows);
  });

  it('moves on past facts that are not for this screen', () => {
    expect(fold(emptyWorld, { facts: [], seq: 7 }).seq).toBe(7);
  });

  it('merges what is known of a layer row', () => {
    const rows = [
      { id: 1, category: 'seaDyke' },
      { id: 1, state: 'graded' },
    ];
    const facts = rows.map((row, index) => aFact(index + 1, { kind: 'layer.put', areaCode: null, layerId: 'hazards', rows: [row] }));
    expect(whole(facts).layerRows.get('hazards')?.get(1)).toEqual({ category: 'seaDyke', state: 'graded' });
  });

  it('keeps what was answered when a ladder has climbed for far more people than fit', () => {
    const put = (seq: number, call: Call, receipts: Call['id'][]) =>
      aFact(seq, { kind: 'calls.put', areaCode: null, callOutId, tallyCode: '320623101000', calls: [call], tally: aTally(), receipts });
    const said = aCall({ state: 'answered', progress: 'heard' });
    const rung = () => aCall({ id: CallId.parse(crypto.randomUUID()), rung: 1 });
    const facts = [put(1, said, [said.id]), ...Array.from({ length: 3 * recentLimit }, (_, at) => put(at + 2, rung(), []))];
    for (const world of [whole(facts), facts.reduce((before, fact) => fold(before, { facts: [fact], seq: fact.seq }), emptyWorld)]) {
      expect(world.recent.filter(({ isReceipt }) => isReceipt).map(({ call }) => call.id)).toEqual([said.id]);
      expect(world.recent).toHaveLength(recentLimit + 1);
    }
  });

  it('shows the newest change first and no more than fit', () => {
    const facts = Array.from({ length: recentLimit + 5 }, (_, index) =>
      aFact(index + 1, { kind: 'calls.put', areaCode: null, callOutId, tallyCode: '320623101000', calls: [aCall()], tally: aTally() }),
    );
    const { recent } = whole(facts);
    expect(recent).toHaveLength(recentLimit);
    expect(recent[0]?.seq).toBe(facts.length);
  });

  it('counts people as called once, when their area is opened', () => {
    const opened = aFact(1, {
      kind: 'calls.put',
      areaCode: null,
      callOutId,
      tallyCode: '320623101000',
      calls: [],
      tally: aTally({ total: 12 }),
    });
    const heard = aFact(2, {
      kind: 'calls.put',
      areaCode: null,
      callOutId,
      tallyCode: '320623101000',
      calls: [aCall({ state: 'answered', progress: 'heard' })],
      tally: aTally({ total: 12 }),
    });
    const later = { ...heard, at: new Date(Date.parse(noon) + 60_000).toISOString() };
    expect(whole([opened, later]).pulses.map(({ called, answered }) => ({ called, answered }))).toEqual([
      { called: 12, answered: 0 },
      { called: 0, answered: 1 },
    ]);
  });

  it('adds up the pulses of one call-out within one minute, and keeps the receipts of the last minute by the second', () => {
    const answer = (seq: number, seconds: number, call = callOutId) => {
      const at = new Date(Date.parse(noon) + 1_000 * seconds).toISOString();
      const calls = [
        aCall({
          id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}` as never,
          state: 'answered',
          progress: 'heard',
          answeredAt: at,
        }),
      ];
      return {
        ...aFact(seq, { kind: 'calls.put', areaCode: null, callOutId: call, tallyCode: '320623101000', calls, tally: aTally() }),
        at,
      };
    };
    const other = '00000000-0000-4000-8000-0000000000ff' as typeof callOutId;
    const { pulses, lately } = whole([answer(1, 0), answer(2, 0.5), answer(3, 20, other), answer(4, 59), answer(5, 61), answer(6, 100)]);
    expect(pulses.map(({ at, callOutId: id, answered }) => [Date.parse(at) - Date.parse(noon), id, answered])).toEqual([
      [59_000, callOutId, 3],
      [20_000, other, 1],
      [100_000, callOutId, 2],
    ]);
    expect(lately.map(({ at, answered }) => [Date.parse(at) - Date.parse(noon), answered])).toEqual([
      [59_000, 1],
      [61_000, 1],
      [100_000, 1],
    ]);
  });

  it('folds a catch-up of 15,000 calls in a blink', () => {
    const facts = Array.from({ length: 15_000 }, (_, index) =>
      aFact(index + 1, {
        kind: 'calls.put',
        areaCode: null,
        callOutId,
        tallyCode: `3206231${String(index % 100).padStart(2, '0')}000`,
        calls: [aCall({ state: 'answered' })],
        tally: aTally(),
      }),
    );
    const started = process.cpuUsage();
    const world = whole(facts);
    const { user } = process.cpuUsage(started);
    expect(world.calls.size).toBe(15_000);
    // Its own work, not the time on the wall: others may share the processor. A map copied for every fact would take minutes.
    expect(user / 1000).toBeLessThan(1_000);
  });
});
