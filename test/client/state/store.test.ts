import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch, Fact } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { WorldStore } from '../../../client/state/store.ts';
import { emptyWorld, fold } from '../../../client/state/world.ts';
import { arbitraryLog } from '../../support/arbitrary-log.ts';
import { aFact, anIncident } from '../../support/builders.ts';

const incidentId = '00000000-0000-4000-8000-000000000000' as IncidentId;

function storeOf(facts: Fact[]): WorldStore {
  const store = new WorldStore();
  store.take({ incidentId, facts, seq: facts.at(-1)?.seq ?? 0, catchUp: true } satisfies Batch);
  return store;
}

function minute(minutes: number): string {
  return new Date(Date.UTC(2026, 6, 26, 4, minutes)).toISOString();
}

function named(seq: number, minutes: number): Fact {
  return {
    ...aFact(seq, { kind: 'incident.put', areaCode: null, incident: anIncident({ id: incidentId, name: `fact ${seq}` }) }),
    at: minute(minutes),
  };
}

describe('the world of an earlier moment', () => {
  it('equals a fold of the facts until then, in whatever order the moments are asked for', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.array(fc.nat(45), { minLength: 1, maxLength: 8 }), (log, moments) => {
        const facts = log.map((fact, index) => ({ ...fact, at: minute(index) }));
        const store = storeOf(facts);
        for (const moment of moments) {
          const until = facts.slice(0, moment + 1);
          const past = fold({ ...emptyWorld, incident: store.world.incident }, { facts: until, seq: until.at(-1)?.seq ?? 0 });
          expect(store.worldAt(new Date(minute(moment)))).toEqual(until.length === facts.length ? store.world : past);
        }
      }),
    );
  });

  it('is the same after jumps back and forth through a long log, whose worlds are kept on the way', () => {
    const facts = Array.from({ length: 2_000 }, (_, index) => named(index + 1, index));
    const store = storeOf(facts);
    for (const moment of [1_900, 40, 1_200, 249, 250, 251, 1_999, 0, 700]) {
      expect(store.worldAt(new Date(minute(moment))).incident?.name).toBe(`fact ${moment + 1}`);
    }
  });

  it('knows its incident before the first fact', () => {
    const store = storeOf([named(1, 10)]);
    expect(store.worldAt(new Date(minute(0)))).toMatchObject({ seq: 0, incident: { id: incidentId } });
  });

  it('is what was last said of that time, after a director set the clock back', () => {
    const store = storeOf([named(1, 0), named(2, 30), named(3, 5), named(4, 40)]);
    expect(store.worldAt(new Date(minute(10))).incident?.name).toBe('fact 3');
  });

  it('is the live world itself from the newest fact on', () => {
    const store = storeOf([named(1, 0)]);
    expect(store.worldAt(new Date(minute(59)))).toBe(store.world);
  });

  it('is forgotten when another incident is followed', () => {
    const store = storeOf([named(1, 0), named(2, 9)]);
    store.worldAt(new Date(minute(1)));
    store.reset();
    expect(store.worldAt(new Date(minute(1)))).toBe(store.world);
    expect(store.world).toBe(emptyWorld);
  });
});
