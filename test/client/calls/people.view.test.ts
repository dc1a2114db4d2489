import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callStates, type Call, type CallId } from '#contract/calls.ts';
import {
  addsUp,
  byUrgency,
  everybody,
  filterPeople,
  isOfNow,
  levelOfCall,
  postKindsOf,
  stateKey,
  tallyOf,
} from '../../../client/calls/people.view.ts';
import { Roster } from '../../../client/calls/roster.ts';
import { aCall, aTally } from '../../support/builders.ts';
import { aRow } from '../../support/calls-on-screen.ts';

function worldOf(...calls: Call[]): { calls: ReadonlyMap<CallId, Call> } {
  return { calls: new Map(calls.map((call) => [call.id, call])) };
}

describe('the people of an area', () => {
  it('are shown as the newest fact says, with the name that was read', () => {
    const row = aRow();
    const people = new Roster().people([[row]], worldOf({ ...aCall(row), state: 'answered', progress: 'heard' }));
    expect(people[0]).toMatchObject({ state: 'answered', maskedName: '测**' });
  });

  it('begin with who needs help, then who cannot act, the unroused, and whose next rung comes first; the answered end the list', () => {
    const rows = [
      aRow({ state: 'answered', dueAt: null, progress: 'heard' }),
      aRow({ state: 'silent', dueAt: '2026-07-26T05:00:00.000Z' }),
      aRow({ state: 'silent', dueAt: '2026-07-26T04:30:00.000Z' }),
      aRow({ state: 'unroused', dueAt: null }),
      aRow({ state: 'answered', dueAt: null, cannot: true }),
      aRow({ state: 'answered', dueAt: null, progress: 'heard', needHelp: true }),
    ];
    expect([...rows].sort(byUrgency).map((row) => rows.indexOf(row))).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('put who was called earlier before who was called later', () => {
    const rows = [aRow({ calledAt: '2026-07-26T04:00:00.000Z' }), aRow({ calledAt: '2026-07-26T03:00:00.000Z' })];
    expect([...rows].sort(byUrgency)).toEqual([rows[1], rows[0]]);
  });

  it('leave out calls of an earlier version', () => {
    expect(new Roster().people([[aRow({ state: 'stale' }), aRow({ state: 'superseded' })]], worldOf())).toEqual([]);
  });

  it('have to be read again when they do not add up to the tally', () => {
    const rows = [aRow(), aRow({ state: 'answered' })];
    expect(addsUp(rows, aTally({ total: 2, answered: 1, silent: 1 }))).toBe(true);
    expect(addsUp(rows, aTally({ total: 2, answered: 2, silent: 0 }))).toBe(false);
  });

  it('are told by what needs a person before what was answered', () => {
    expect(stateKey(aRow({ state: 'answered', progress: 'onPost', needHelp: true }))).toBe('call/needHelp');
    expect(stateKey(aRow({ state: 'answered', progress: 'onPost', cannot: true }))).toBe('call/cannot');
    expect(stateKey(aRow({ state: 'answered', progress: 'onPost' }))).toBe('call/onPost');
    expect(stateKey(aRow({ rung: 2 }))).toBe('call/redialled');
    expect(stateKey(aRow())).toBe('call/silent');
  });

  it('are counted as the server counts them: escalated and unroused are silent too', () => {
    const people = [aRow(), aRow({ state: 'escalated' }), aRow({ state: 'unroused' }), aRow({ state: 'answered', needHelp: true })];
    expect(tallyOf(people)).toMatchObject({ total: 4, silent: 3, escalated: 1, unroused: 1, answered: 1, needHelp: 1 });
  });
});

describe('a roster that facts move', () => {
  const state = fc.constantFrom(...callStates);
  const minute = fc.integer({ min: 0, max: 59 }).map((minutes) => `2026-07-26T04:${String(minutes).padStart(2, '0')}:00.000Z`);

  it('is always what sorting everybody anew would give', () => {
    const rows = Array.from({ length: 12 }, () => aRow());
    const parts = [rows.slice(0, 5), rows.slice(5)];
    const fact = fc.record({ who: fc.nat(11), state, dueAt: minute, needHelp: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.array(fact, { maxLength: 5 }), { maxLength: 8 }), (batches) => {
        const roster = new Roster();
        let calls = new Map<CallId, Call>();
        for (const batch of batches) {
          calls = new Map(calls);
          for (const { who, ...about } of batch) calls.set(rows[who]!.id, aCall({ ...rows[who], ...about }));
          const anew = rows
            .map((row) => ({ ...row, ...calls.get(row.id) }))
            .filter(isOfNow)
            .sort(byUrgency);
          expect(roster.people(parts, { calls })).toEqual(anew);
        }
      }),
    );
  });

  it('is the same list while nothing about its people changed', () => {
    const parts = [[aRow(), aRow()]];
    const roster = new Roster();
    const before = roster.people(parts, worldOf());
    expect(roster.people(parts, worldOf(aCall()))).toBe(before);
  });

  it('takes in an area that was read again, and leaves the others as they are', () => {
    const [stays, left, came] = [aRow(), aRow(), aRow({ needHelp: true })];
    const [area, other] = [[left], [stays]];
    const roster = new Roster();
    expect(roster.people([area, other], worldOf())).toHaveLength(2);
    expect(roster.people([[came, { ...left, state: 'unroused' }], other], worldOf())).toEqual([
      came,
      { ...left, state: 'unroused' },
      stays,
    ]);
    expect(roster.people([other], worldOf())).toEqual([stays]);
  });
});

describe('the filters of the board', () => {
  const people = [
    aRow({ areaCode: '320600000000', postKind: 'cityDutyDesk' }),
    aRow({ areaCode: '320623000000', postKind: 'countyLead', state: 'escalated' }),
    aRow({ state: 'unroused' }),
    aRow({ areaCode: '320623101201', postKind: 'villageLead', state: 'answered', flags: ['beforeDelivery'] }),
    aRow({ areaCode: '320623101201', postKind: 'household', state: 'answered', cannot: true }),
    aRow({ areaCode: '320623101201', postKind: 'guardian', state: 'answered', needHelp: true }),
  ];
  const found = (about: Partial<typeof everybody>) => filterPeople(people, { ...everybody, ...about }).map((call) => people.indexOf(call));

  it('change nothing while none is set', () => {
    expect(filterPeople(people, everybody)).toBe(people);
  });

  it('tell levels by post and area: guardians belong to the households', () => {
    expect(people.map(levelOfCall)).toEqual(['city', 'county', 'township', 'village', 'household', 'household']);
    expect(found({ level: 'household' })).toEqual([4, 5]);
  });

  it.each([
    ['owing', [0, 1, 2]],
    ['silent', [0]],
    ['escalated', [1]],
    ['unroused', [2]],
    ['answered', [3, 4, 5]],
    ['needHelp', [5]],
    ['cannot', [4]],
    ['doubtful', [3]],
  ] as const)('find by state: %s', (standing, indexes) => {
    expect(found({ standing })).toEqual(indexes);
  });

  it('hold together: post and channel', () => {
    expect(found({ postKind: 'villageLead', onChannel: new Set([people[3]!.id]) })).toEqual([3]);
    expect(found({ postKind: 'villageLead', onChannel: new Set() })).toEqual([]);
  });

  it('offer the posts that are called, the most frequent first', () => {
    expect(postKindsOf([...people, aRow({ postKind: 'household' })])[0]).toBe('household');
  });
});
