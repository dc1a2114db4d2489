import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiptKinds, type Call, type CallId, type NewReceipt } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { CallBefore } from '../../../server/calls/answer.rules.ts';
import { judgeSubmissions, type Submission } from '../../../server/calls/intake.rules.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { aCall, noon } from '../../support/builders.ts';

function aStanding(call: Partial<Call> = {}): CallBefore {
  return {
    call: aCall(call),
    householdId: null,
    incidentId: randomUUID() as IncidentId,
    tallyCode: '320623101000',
    callOutState: 'running',
    reached: [],
  };
}

function aReceipt(about: Partial<NewReceipt> = {}): NewReceipt {
  return { receiptId: randomUUID(), kind: 'heard', ...about };
}

function from(standing: CallBefore, receipt: NewReceipt, personId = standing.call.personId): Submission {
  return { callId: standing.call.id, receipt, by: { personId } };
}

const nowOf = () => new Date(noon);
const codes = (answers: (Call | Refusal)[]) => answers.map((answer) => (answer instanceof Refusal ? answer.code : answer.state));

describe('receipts at the desk', () => {
  it('are each answered with the call as it then stands', () => {
    const standing = aStanding();
    const { answers } = judgeSubmissions([from(standing, aReceipt()), from(standing, aReceipt({ kind: 'onPost' }))], {
      standings: [standing],
      taken: [],
      uses: [],
      nowOf,
    });
    expect(answers.map((answer) => (answer as Call).progress)).toEqual(['heard', 'onPost']);
  });

  it('are refused one by one and never drag the others along', () => {
    const [mine, other] = [aStanding(), aStanding({ personId: 2 })];
    const submissions = [
      from(mine, aReceipt()),
      from(other, aReceipt(), 3),
      { callId: randomUUID() as CallId, receipt: aReceipt(), by: { personId: 1 } },
      from(mine, aReceipt({ at: '2026-07-26T05:00:00Z' })),
      from(other, aReceipt({ kind: 'done' })),
    ];
    const { answers, fresh, changed } = judgeSubmissions(submissions, { standings: [mine, other], taken: [], uses: [], nowOf });
    expect(codes(answers)).toEqual(['answered', 'call/not-yours', 'call/unknown', 'answered', 'answered']);
    expect(fresh).toHaveLength(3);
    expect(changed.map(({ call }) => call.id)).toEqual([mine.call.id, other.call.id]);
  });

  it('count once when the same one comes twice in a batch', () => {
    const standing = aStanding();
    const receipt = aReceipt({ note: '路已淹', counts: { moved: 3, refused: 1 } });
    const again = { ...receipt, counts: { refused: 1, moved: 3 } };
    const { answers, fresh } = judgeSubmissions([from(standing, receipt), from(standing, again)], {
      standings: [standing],
      taken: [],
      uses: [],
      nowOf,
    });
    expect(fresh).toHaveLength(1);
    expect(answers[1]).toEqual(answers[0]);
  });

  it('count once when the same one was taken before', () => {
    const standing = aStanding();
    const first = aReceipt({ at: '2026-07-26T04:00:00.000+00:00' });
    const { fresh: taken, changed } = judgeSubmissions([from(standing, first)], { standings: [standing], taken: [], uses: [], nowOf });
    const again = judgeSubmissions([from(standing, { ...first, at: '2026-07-26T12:00:00.000+08:00' })], {
      standings: changed,
      taken,
      uses: [],
      nowOf,
    });
    expect(again).toMatchObject({ fresh: [], changed: [] });
    expect(codes(again.answers)).toEqual(['answered']);
  });

  it.each<[string, Partial<NewReceipt>]>([
    ['another kind', { kind: 'done' }],
    ['another note', { note: '改了' }],
    ['another time', { at: '2026-07-26T03:59:00Z' }],
    ['other counts', { counts: { moved: 1 } }],
  ])('are in conflict when the same id says %s', (_what, change) => {
    const standing = aStanding();
    const first = aReceipt({ at: noon });
    const { fresh: taken } = judgeSubmissions([from(standing, first)], { standings: [standing], taken: [], uses: [], nowOf });
    const { answers } = judgeSubmissions([from(standing, { ...first, ...change })], { standings: [standing], taken, uses: [], nowOf });
    expect(codes(answers)).toEqual(['receipt/conflict']);
  });

  it('are in conflict when the same id comes for another call', () => {
    const [one, other] = [aStanding(), aStanding()];
    const receipt = aReceipt();
    const { answers } = judgeSubmissions([from(one, receipt), from(other, receipt)], {
      standings: [one, other],
      taken: [],
      uses: [],
      nowOf,
    });
    expect(codes(answers)).toEqual(['answered', 'receipt/conflict']);
  });

  it('say over what and as whom they were given', () => {
    const standing = { ...aStanding(), reached: [{ personId: 3, reach: 'superior', hasLeft: true }] as const };
    const by = [{ personId: standing.call.personId, via: 'sms' }, { personId: 3 }, { userId: 5, areaPrefix: '3206' }] as const;
    const { fresh } = judgeSubmissions(
      by.map((who) => ({ callId: standing.call.id, receipt: aReceipt(), by: who })),
      { standings: [standing], taken: [], uses: [], nowOf },
    );
    expect(fresh.map(({ via, answeredBy }) => [via, answeredBy])).toEqual([
      ['sms', 'self'],
      ['inApp', 'superior'],
      ['desk', 'desk'],
    ]);
  });

  it('are doubted from the fifth call on that one device answers within a minute, in one batch or after others', () => {
    const standings = Array.from({ length: 6 }, () => aStanding());
    const submissions = standings.map((standing) => from(standing, aReceipt({ device: 'phone-of-one' })));
    const together = judgeSubmissions(submissions, { standings, taken: [], uses: [], nowOf });
    const uses = together.fresh.slice(0, 5).map(({ callId }) => ({ device: 'phone-of-one', callId, at: noon }));
    const last = judgeSubmissions(submissions.slice(5), { standings, taken: [], uses, nowOf });
    const isDoubted = ({ flags }: { flags: readonly string[] }) => flags.includes('manyFromDevice');
    expect(together.fresh.map(isDoubted)).toEqual([false, false, false, false, true, true]);
    expect(last.fresh.map(isDoubted)).toEqual([true]);
    expect(together.changed.map(({ call }) => isDoubted(call))).toEqual([false, false, false, false, true, true]);
  });

  it('are kept for a call that was replaced, and change nothing', () => {
    const standing = aStanding({ state: 'superseded', dueAt: null });
    const { answers, fresh, changed } = judgeSubmissions([from(standing, aReceipt())], {
      standings: [standing],
      taken: [],
      uses: [],
      nowOf,
    });
    expect(codes(answers)).toEqual(['superseded']);
    expect(fresh).toHaveLength(1);
    expect(changed).toEqual([]);
  });

  it('leave the calls alike whether they come in one batch or one by one', () => {
    const standings = [aStanding(), aStanding(), aStanding({ state: 'stale', dueAt: null })];
    const submission = fc
      .record({ which: fc.nat(2), kind: fc.constantFrom(...receiptKinds), id: fc.nat(5) })
      .map(({ which, kind, id }) => from(standings[which]!, { receiptId: `00000000-0000-4000-8000-00000000000${id}`, kind }));
    fc.assert(
      fc.property(fc.array(submission, { maxLength: 12 }), (submissions) => {
        const together = judgeSubmissions(submissions, { standings, taken: [], uses: [], nowOf });
        let held = { standings, taken: [] as typeof together.fresh };
        const apart = submissions.map((one) => {
          const { answers, fresh, changed } = judgeSubmissions([one], { ...held, uses: [], nowOf });
          const after = held.standings.map((before) => changed.find(({ call }) => call.id === before.call.id) ?? before);
          held = { standings: after, taken: [...held.taken, ...fresh] };
          return answers[0]!;
        });
        expect(codes(together.answers)).toEqual(codes(apart));
        expect(together.fresh).toEqual(held.taken);
      }),
    );
  });
});

describe('a flood from one link', () => {
  const flooding = (standing: CallBefore, receipt: NewReceipt): Submission => ({ ...from(standing, receipt), retryAfterSeconds: 7 });
  const take = (standing: CallBefore, ...receipts: NewReceipt[]) =>
    judgeSubmissions(
      receipts.map((receipt) => flooding(standing, receipt)),
      { standings: [standing], taken: [], uses: [], nowOf },
    );

  it('keeps what moves the call on, and refuses what says the same, with the time after which it may come again', () => {
    const { answers, fresh } = take(aStanding(), aReceipt(), aReceipt(), aReceipt({ kind: 'done' }), aReceipt({ kind: 'acting' }));
    expect(codes(answers)).toEqual(['answered', 'receipt/too-many', 'answered', 'receipt/too-many']);
    expect(answers[1]).toMatchObject({ status: 429, retryAfterSeconds: 7 });
    expect(fresh.map(({ kind }) => kind)).toEqual(['heard', 'done']);
  });

  it('never refuses a call for help: the first is kept, and once more is known', () => {
    const help = () => aReceipt({ kind: 'needHelp' });
    const standing = aStanding({ state: 'answered', progress: 'heard', answeredBy: 'self', answeredAt: noon });
    const { answers, fresh } = take(standing, aReceipt(), help(), help(), help());
    expect(codes(answers)).toEqual(['receipt/too-many', 'answered', 'answered', 'answered']);
    expect(fresh.map(({ kind }) => kind)).toEqual(['needHelp']);
  });

  it('is not fed by times that go back: each would be the earliest answer', () => {
    const standing = aStanding({
      state: 'answered',
      progress: 'heard',
      answeredBy: 'self',
      answeredAt: noon,
      calledAt: '2026-07-26T03:00:00.000Z',
    });
    const at = (minute: number) => aReceipt({ at: `2026-07-26T03:${String(50 - minute).padStart(2, '0')}:00.000Z` });
    expect(codes(take(standing, at(0), at(1), at(2)).answers)).toEqual(Array(3).fill('receipt/too-many'));
  });

  it('answers the same receipt again as it was answered first', () => {
    const receipt = aReceipt();
    expect(codes(take(aStanding(), receipt, receipt).answers)).toEqual(['answered', 'answered']);
  });
});

describe('numbers beyond the register', () => {
  const village = { people: 38, isHousehold: false };
  const say = (standing: CallBefore, counts: NewReceipt['counts'], by?: Submission['by']) =>
    judgeSubmissions([{ ...from(standing, aReceipt({ kind: 'done', counts })), registered: village, ...(by && { by }) }], {
      standings: [standing],
      taken: [],
      uses: [],
      nowOf,
    });
  const flagsOf = ({ fresh, changed }: ReturnType<typeof judgeSubmissions>) => [fresh[0]!.flags, changed[0]?.call.flags];

  it('are taken, and doubted on the receipt and on the call', () => {
    const [receipt, call] = flagsOf(say(aStanding(), { moved: 100_000 }));
    expect(receipt).toContain('countsDoubted');
    expect(call).toContain('countsDoubted');
  });

  it('are doubted no longer once they are said anew', () => {
    const doubted = say(aStanding(), { moved: 100_000 }).changed[0]!;
    expect(flagsOf(say(doubted, { moved: 36 }))[1]).not.toContain('countsDoubted');
  });

  it('are not doubted where an officer types them', () => {
    const [receipt] = flagsOf(say(aStanding(), { moved: 100_000 }, { userId: 1, areaPrefix: '3206' }));
    expect(receipt).not.toContain('countsDoubted');
  });
});

describe('the clock of a phone', () => {
  it.each([
    ['set back to 2000', '2000-01-01T00:00:00Z'],
    ['a little before the call', '2026-07-26T03:58:00Z'],
  ])('is doubted when it is %s, so that no answer took no time', (_name, at) => {
    const standing = aStanding();
    const taken = judgeSubmissions([from(standing, aReceipt({ at }))], { standings: [standing], taken: [], uses: [], nowOf });
    expect(taken.fresh[0]!.flags).toContain('deviceClock');
  });
});
