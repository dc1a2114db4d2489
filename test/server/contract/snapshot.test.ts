import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '#contract/facts.ts';
import { snapshotOf, startingHere, worldFrom, type Snapshot } from '#contract/snapshot.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { isVisible } from '../../../server/live/visible.ts';
import { arbitraryLog } from '../../support/arbitrary-log.ts';

const scope = fc.constantFrom('', '3206', '320623', '320681');

/** A log whose clock goes by seconds to minutes, and may be set back, as the director of a drill does. */
const timedLog = fc.tuple(arbitraryLog, fc.array(fc.integer({ min: -200, max: 90 }), { maxLength: 40 })).map(([log, steps]) => {
  let seconds = 0;
  return log.map((fact, index): Fact => {
    seconds += steps[index] ?? 7;
    return { ...fact, at: new Date(Date.UTC(2026, 6, 26, 4) + 1_000 * seconds).toISOString() };
  });
});

function folded(facts: readonly Fact[], from: World = emptyWorld): World {
  return fold(from, { facts: [...facts], seq: facts.at(-1)?.seq ?? 0 });
}

/** As it comes over the wire. */
function travelled(snapshot: Snapshot): Snapshot {
  return JSON.parse(JSON.stringify(snapshot)) as Snapshot;
}

function withoutCalls({ calls, since, ...rest }: World): Omit<World, 'calls' | 'since'> {
  expect([calls.size, since].every(Number.isFinite)).toBe(true);
  return rest;
}

describe('a screen that starts from a snapshot and the facts after it', () => {
  it('knows what a screen knows that has read the whole log, of the city and of each county, wherever the log is cut', () => {
    fc.assert(
      fc.property(timedLog, scope, fc.nat(40), (log, prefix, cut) => {
        const seen = log.filter((fact) => isVisible(fact, prefix));
        const [before, after] = [seen.slice(0, cut), seen.slice(cut)];
        const snapshot = travelled(snapshotOf(folded(before)));
        const late = fold(emptyWorld, { snapshot, facts: after, seq: after.at(-1)?.seq ?? snapshot.seq });
        const whole = folded(seen);
        expect(withoutCalls(late)).toEqual(withoutCalls(whole));
      }),
    );
  });

  it('knows of single calls those that changed since, and those of the newest changes before, as they stand', () => {
    fc.assert(
      fc.property(timedLog, fc.nat(40), (log, cut) => {
        const [before, after] = [log.slice(0, cut), log.slice(cut)];
        const snapshot = travelled(snapshotOf(folded(before)));
        const late = folded(after, worldFrom(snapshot));
        const told = new Set([
          ...snapshot.recent.map(({ call }) => call.id),
          ...after.flatMap((fact) => (fact.kind === 'calls.put' ? fact.calls.map(({ id }) => id) : [])),
        ]);
        expect(late.calls).toEqual(new Map([...folded(log).calls].filter(([id]) => told.has(id))));
        expect(late.since).toBe(snapshot.seq);
      }),
    );
  });

  it('is handed the same snapshot by who folds batch by batch and keeps no more calls than it hands out', () => {
    fc.assert(
      fc.property(timedLog, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }), (log, sizes) => {
        let kept = emptyWorld;
        for (let rest = log; rest.length > 0;) {
          const size = sizes.pop() ?? 4;
          kept = startingHere(folded(rest.slice(0, size), kept));
          rest = rest.slice(size);
        }
        expect(snapshotOf(kept)).toEqual(snapshotOf(folded(log)));
      }),
    );
  });

  it('forgets what it knew before when one comes, and keeps what it knows when that is newer', () => {
    fc.assert(
      fc.property(timedLog, fc.nat(40), fc.nat(40), (log, a, b) => {
        const known = folded(log.slice(0, a));
        const snapshot = travelled(snapshotOf(folded(log.slice(0, b))));
        const next = fold(known, { snapshot, facts: [], seq: snapshot.seq });
        expect(next).toEqual(snapshot.seq > known.seq ? worldFrom(snapshot) : known);
      }),
    );
  });
});
