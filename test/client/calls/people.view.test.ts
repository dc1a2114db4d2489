import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Call, CallId, CallOutId, CallPage, CallRow } from '#contract/calls.ts';
import type { BoardRow } from '../../../client/calls/call-board.view.ts';
import { addsUp, peopleRows, stateKey } from '../../../client/calls/people.view.ts';
import { readPeople } from '../../../client/calls/read-people.ts';
import { emptyWorld, fold } from '../../../client/state/world.ts';
import { aCall, aFact, aTally } from '../../support/builders.ts';

const township = '320623101000';
const callOutId = '00000000-0000-4000-8000-000000000001' as CallOutId;

function aRow(about: Partial<Call> = {}): CallRow {
  return { ...aCall({ callOutId, areaCode: township, ...about }), maskedName: '测**', fieldUrl: '/field?token=x' };
}

describe('the people of an area', () => {
  it('are shown as the newest fact says, with the name that was read', () => {
    const row = aRow();
    const heard = { ...aCall(row), state: 'answered', progress: 'heard' } as const;
    const world = fold(emptyWorld, {
      facts: [aFact(1, { kind: 'calls.put', areaCode: township, callOutId, tallyCode: township, calls: [heard], tally: aTally() })],
      seq: 1,
    });
    expect(peopleRows([row], world)[0]).toMatchObject({ state: 'answered', maskedName: '测**' });
  });

  it('begin with who needs help, then the unroused, then whose next rung comes first; the answered end the list', () => {
    const rows = [
      aRow({ state: 'answered', dueAt: null, progress: 'heard' }),
      aRow({ state: 'silent', dueAt: '2026-07-26T05:00:00.000Z' }),
      aRow({ state: 'silent', dueAt: '2026-07-26T04:30:00.000Z' }),
      aRow({ state: 'unroused', dueAt: null }),
      aRow({ state: 'answered', dueAt: null, progress: 'heard', needHelp: true }),
    ];
    expect(peopleRows(rows, emptyWorld).map((row) => rows.findIndex(({ id }) => id === row.id))).toEqual([4, 3, 2, 1, 0]);
  });

  it('leave out calls of an earlier version', () => {
    expect(peopleRows([aRow({ state: 'stale' }), aRow({ state: 'superseded' })], emptyWorld)).toEqual([]);
  });

  it('have to be read again when they do not add up to the tally', () => {
    const rows = [aRow(), aRow({ state: 'answered' })];
    expect(addsUp(rows, aTally({ total: 2, answered: 1, silent: 1 }))).toBe(true);
    expect(addsUp(rows, aTally({ total: 2, answered: 2, silent: 0 }))).toBe(false);
  });

  it('are told by what needs a person before what was answered', () => {
    expect(stateKey(aRow({ state: 'answered', progress: 'onPost', needHelp: true }))).toBe('call/needHelp');
    expect(stateKey(aRow({ state: 'answered', progress: 'onPost' }))).toBe('call/onPost');
    expect(stateKey(aRow({ rung: 2 }))).toBe('call/redialled');
    expect(stateKey(aRow())).toBe('call/silent');
  });
});

describe('reading the people of an area', () => {
  const row: BoardRow = { code: township, scope: 'township', level: 'blue', tally: aTally(), callOutIds: [callOutId], children: [] };

  function pages(...all: CallRow[][]) {
    return vi.fn((_id: CallOutId, { cursor }: { cursor?: string }): Promise<CallPage> => {
      const index = Number(cursor ?? 0);
      return Promise.resolve({ calls: all[index] ?? [], next: index + 1 < all.length ? String(index + 1) : null });
    });
  }

  it('goes on to the last page', async () => {
    const people = await readPeople(pages([aRow(), aRow()], [aRow()]), row);
    expect(people).toHaveLength(3);
  });

  it('reads every call-out that runs there', async () => {
    const other = randomUUID() as CallOutId;
    const read = pages([aRow({ id: randomUUID() as CallId })]);
    expect(await readPeople(read, { ...row, callOutIds: [callOutId, other] })).toHaveLength(2);
  });

  it("stops after an area's own posts when only those are asked for", async () => {
    const county = '320623000000';
    const read = pages([aRow({ areaCode: county }), aRow()], [aRow()]);
    expect(await readPeople(read, { ...row, code: county, scope: 'own' })).toHaveLength(1);
    expect(read).toHaveBeenCalledTimes(1);
  });
});
