import { describe, expect, it } from 'vitest';
import type { CallOutId, Tally } from '#contract/calls.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import { barShares, boardRows, whyNobodyIsCalled } from '../../../client/calls/call-board.view.ts';
import { countyOf } from '../../../client/state/select.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { aCallOut, aFact, aTally, aWarning, anIncident } from '../../support/builders.ts';
import { somePlaces } from '../../support/places.ts';

interface Entry {
  callOut?: number;
  code: string;
  tally: Partial<Tally>;
  level?: WarningLevel;
}

function idOf(number: number): CallOutId {
  return `00000000-0000-4000-8000-00000000000${number}` as CallOutId;
}

function worldOf(entries: Entry[]): World {
  const facts = entries.flatMap(({ callOut = 1, code, tally, level = 'blue' }, index) => [
    aFact(2 * index + 1, { kind: 'callOut.put', areaCode: null, callOut: aCallOut({ id: idOf(callOut), level }) }),
    aFact(2 * index + 2, { kind: 'calls.put', areaCode: code, callOutId: idOf(callOut), tallyCode: code, calls: [], tally: aTally(tally) }),
  ]);
  return fold(emptyWorld, { facts, seq: facts.length });
}

describe('the call board', () => {
  it('gathers townships under the area that runs them, whatever their code says', () => {
    const rows = boardRows(worldOf([{ code: '320602009000', tally: { silent: 3 } }]), somePlaces);
    expect(rows.map(({ code }) => code)).toEqual(['320671000000']);
    expect(rows[0]?.children.map(({ code }) => code)).toEqual(['320602009000']);
  });

  it('puts the most silent first, at both levels', () => {
    const rows = boardRows(
      worldOf([
        { code: '320681100000', tally: { silent: 4 } },
        { code: '320623101000', tally: { silent: 1 } },
        { code: '320623102000', tally: { silent: 9 } },
      ]),
      somePlaces,
    );
    expect(rows.map(({ code, tally }) => [code, tally.silent])).toEqual([
      ['320623000000', 10],
      ['320681000000', 4],
    ]);
    expect(rows[0]?.children.map(({ code }) => code)).toEqual(['320623102000', '320623101000']);
  });

  it('shows the posts of a county beside its townships, and those of the city by themselves', () => {
    const rows = boardRows(
      worldOf([
        { code: '320623000000', tally: { silent: 2 } },
        { code: '320600000000', tally: { silent: 1 } },
      ]),
      somePlaces,
    );
    expect(rows.map(({ code, scope }) => [code, scope])).toEqual([
      ['320623000000', 'county'],
      ['320600000000', 'own'],
    ]);
    expect(rows[0]?.children.map(({ scope }) => scope)).toEqual(['own']);
  });

  it('adds up the call-outs that run at once, under the highest level', () => {
    const [row] = boardRows(
      worldOf([
        { callOut: 1, code: '320623101000', tally: { silent: 2, answered: 1 } },
        { callOut: 2, code: '320623101000', tally: { silent: 3, answered: 4 }, level: 'orange' },
      ]),
      somePlaces,
    );
    expect(row).toMatchObject({ level: 'orange', tally: { silent: 5, answered: 5 }, callOutIds: [idOf(1), idOf(2)] });
  });

  it('leaves out where everybody was called again for a newer version', () => {
    expect(boardRows(worldOf([{ code: '320623101000', tally: { silent: 0, answered: 0, superseded: 4 } }]), somePlaces)).toEqual([]);
  });

  it('places an area by its digits until its name has arrived', () => {
    expect(countyOf('320623101000', new Map())).toBe('320623000000');
  });
});

describe('the bar', () => {
  it('fills up with those who owe an answer', () => {
    const { answered, ringing, escalated } = barShares(aTally({ answered: 5, silent: 5, escalated: 2, unroused: 1, stale: 30 }));
    expect([answered, ringing, escalated]).toEqual([50, 20, 30]);
  });

  it('is empty when nobody owes one', () => {
    expect(barShares(aTally({ answered: 0, silent: 0 }))).toEqual({ answered: 0, ringing: 0, escalated: 0 });
  });
});

describe('an empty board', () => {
  const incident = aFact(1, { kind: 'incident.put', areaCode: null, incident: anIncident() });

  it.each([
    ['no-incident', []],
    ['no-warning', [incident]],
    ['cancelled', [incident, aFact(2, { kind: 'warning.put', areaCode: null, warning: aWarning({ state: 'cancelled' }) })]],
    [
      'awaiting',
      [
        incident,
        aFact(2, { kind: 'warning.put', areaCode: null, warning: aWarning() }),
        aFact(3, { kind: 'callOut.put', areaCode: null, callOut: aCallOut({ state: 'awaitingRelease' }) }),
      ],
    ],
    ['not-ordered', [incident, aFact(2, { kind: 'warning.put', areaCode: null, warning: aWarning() })]],
    ['unplaced', [incident, aFact(2, { kind: 'warning.put', areaCode: null, warning: aWarning({ placement: 'unplaced' }) })]],
  ] as const)('says why: %s', (why, facts) => {
    expect(whyNobodyIsCalled(fold(emptyWorld, { facts: [...facts], seq: facts.length }))).toBe(why);
  });
});
