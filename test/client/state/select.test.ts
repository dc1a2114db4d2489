import { describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import {
  answerRate,
  commonArea,
  owed,
  silenceAge,
  silentFrontier,
  totals,
  warningsInForce,
  type Places,
} from '../../../client/state/select.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { aCallOut, aFact, aTally, aWarning, noon } from '../../support/builders.ts';
import { somePlaces } from '../../support/places.ts';
import { addTallies, noTally } from '#contract/tallies.ts';

const running = aCallOut({ id: '00000000-0000-4000-8000-000000000001' as CallOutId });
const cancelled = aCallOut({ id: '00000000-0000-4000-8000-000000000002' as CallOutId, state: 'cancelled' });

function worldWith(tallies: [CallOutId, string, Partial<typeof noTally>][]): World {
  const callOuts = [running, cancelled].map((callOut, index) => aFact(index + 1, { kind: 'callOut.put', areaCode: null, callOut }));
  const puts = tallies.map(([callOutId, tallyCode, about], index) =>
    aFact(index + 3, { kind: 'calls.put', areaCode: tallyCode, callOutId, tallyCode, calls: [], tally: aTally(about) }),
  );
  return fold(emptyWorld, { facts: [...callOuts, ...puts], seq: puts.length + 2 });
}

describe('the totals', () => {
  it('count what is running and not what was cancelled', () => {
    const world = worldWith([
      [running.id, '320623101000', { total: 10, answered: 6, silent: 4 }],
      [cancelled.id, '320623102000', { total: 50, silent: 50 }],
    ]);
    expect(totals(world)).toMatchObject({ total: 10, answered: 6, silent: 4 });
  });

  it('keep the oldest silence', () => {
    const tally = addTallies(aTally({ silentSince: '2026-07-26T04:05:00.000Z' }), aTally({ silentSince: noon }));
    expect(tally.silentSince).toBe(noon);
    expect(addTallies(tally, noTally).silentSince).toBe(noon);
  });
});

describe('the answer rate', () => {
  it('is of those who owe an answer to the version in force', () => {
    const tally = aTally({ total: 10, answered: 3, silent: 1, stale: 4, superseded: 2 });
    expect(owed(tally)).toBe(4);
    expect(answerRate(tally)).toBe(0.75);
  });

  it('is unknown, not zero, when nobody owes an answer', () => {
    expect(answerRate(noTally)).toBeNull();
  });
});

describe('the age of silence', () => {
  it('is never negative, also when a clock was set back', () => {
    expect(silenceAge(aTally({ silentSince: noon }), new Date('2026-07-26T03:00:00Z'))).toBe(0);
  });

  it('is nothing when nobody is silent', () => {
    expect(silenceAge(aTally({ silentSince: null }), new Date(noon))).toBeNull();
  });
});

describe('the frontier of silence', () => {
  it('begins where most people are silent, then where they have been silent longest', () => {
    const world = worldWith([
      [running.id, '320623101000', { silent: 2, silentSince: noon }],
      [running.id, '320623102000', { silent: 5, silentSince: noon }],
      [running.id, '320681100000', { silent: 2, silentSince: '2026-07-26T03:00:00.000Z' }],
      [running.id, '320614001000', { silent: 0, answered: 1, silentSince: null }],
    ]);
    expect(silentFrontier(world).map(({ areaCode }) => areaCode)).toEqual(['320623102000', '320681100000', '320623101000']);
  });
});

describe('the warnings in force', () => {
  it('come gravest first, then newest', () => {
    const warnings = [
      aWarning({ level: 'blue', identifier: 'old blue', sent: '2026-07-26T01:00:00.000Z' }),
      aWarning({ level: 'red', identifier: 'red' }),
      aWarning({ level: 'blue', identifier: 'new blue', sent: '2026-07-26T02:00:00.000Z' }),
      aWarning({ level: 'red', identifier: 'cancelled', state: 'cancelled' }),
    ];
    const facts = warnings.map((warning, index) => aFact(index + 1, { kind: 'warning.put', areaCode: null, warning }));
    const world = fold(emptyWorld, { facts, seq: facts.length });
    expect(warningsInForce(world).map(({ identifier }) => identifier)).toEqual(['red', 'new blue', 'old blue']);
  });
});

describe('the common area', () => {
  const places: Places = somePlaces;

  it('is the area itself when there is one', () => {
    expect(commonArea(['320623101000'], places)).toBe('320623101000');
  });

  it('is the county of two of its townships', () => {
    expect(commonArea(['320623101000', '320623102000'], places)).toBe('320623000000');
  });

  it('is the city of areas of two counties', () => {
    expect(commonArea(['320623101000', '320681000000'], places)).toBe('320600000000');
  });

  it('is none when nothing is known of an area', () => {
    expect(commonArea(['999999999999'], places)).toBeNull();
    expect(commonArea([], places)).toBeNull();
  });
});
