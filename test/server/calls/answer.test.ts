import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerers, qualityFlags, receiptKinds, type Call } from '#contract/calls.ts';
import { answered, answersAs, answerRefusal, believed, type StatedReceipt } from '../../../server/calls/answer.rules.ts';
import { aCall, noon } from '../../support/builders.ts';

const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000).toISOString();
const said = (kind: StatedReceipt['kind'], seconds = 60, about: Partial<StatedReceipt> = {}): StatedReceipt => ({
  kind,
  at: at(seconds),
  receivedAt: at(seconds),
  answeredBy: 'self',
  flags: [],
  ...about,
});
const answer = (call: Call, receipt: StatedReceipt) => answered({ call, callOutState: 'running' }, receipt);

describe('a receipt', () => {
  it('answers a silent call and stops its ladder', () => {
    expect(answer(aCall(), said('heard'))).toMatchObject({
      state: 'answered',
      progress: 'heard',
      dueAt: null,
      answeredAt: at(60),
      needHelp: false,
    });
  });

  it.each(['silent', 'escalated', 'unroused'] as const)('answers a call that is %s', (state) => {
    expect(answer(aCall({ state, dueAt: null }), said('heard')).state).toBe('answered');
  });

  it('implies what comes before it: who acts has heard', () => {
    expect(answer(aCall(), said('acting'))).toMatchObject({ state: 'answered', progress: 'acting' });
  });

  it('never takes progress back', () => {
    expect(answer(answer(aCall(), said('done')), said('onPost', 90)).progress).toBe('done');
  });

  it('that asks for help is an answer, and the need stays', () => {
    const helped = answer(aCall(), said('needHelp'));
    expect(helped).toMatchObject({ state: 'answered', progress: 'heard', needHelp: true });
    expect(answer(helped, said('done')).needHelp).toBe(true);
  });

  it('counts from when it was said, not from when it arrived', () => {
    expect(answer(aCall(), said('heard', 60, { receivedAt: at(1200) })).answeredAt).toBe(at(60));
  });

  it('is never earlier than the call nor later than its arrival, whatever the clock of the device says', () => {
    expect(answer(aCall(), said('heard', -3600, { receivedAt: at(30) })).answeredAt).toBe(noon);
    expect(answer(aCall(), said('heard', 200, { receivedAt: at(30) })).answeredAt).toBe(at(30));
  });

  it.each(['stale', 'superseded'] as const)('for a version that has been replaced changes nothing (%s)', (state) => {
    const call = aCall({ state, dueAt: null });
    expect(answer(call, said('done'))).toBe(call);
  });

  it('answers a call that still waits for its release: there is no need to call that person any more', () => {
    const call = aCall({ dueAt: null });
    expect(answered({ call, callOutState: 'awaitingRelease' }, said('heard'))).toMatchObject({ state: 'answered', answeredAt: at(60) });
  });

  it.each(['closed', 'cancelled'] as const)('changes nothing in a call-out that is %s', (callOutState) => {
    const call = aCall();
    expect(answered({ call, callOutState }, said('heard'))).toBe(call);
  });

  it('that says nothing new gives back the very same call', () => {
    const call = answer(aCall(), said('onPost'));
    expect(answer(call, said('heard', 70))).toBe(call);
  });

  it('says who gave it: somebody who was reached speaks for the called person until that person speaks', () => {
    const byHand = answer(aCall(), said('heard', 60, { answeredBy: 'superior' }));
    expect(byHand).toMatchObject({ state: 'answered', answeredBy: 'superior' });
    expect(answer(byHand, said('onPost', 90))).toMatchObject({ answeredBy: 'self', progress: 'onPost', answeredAt: at(60) });
    expect(answer(answer(aCall(), said('heard')), said('acting', 90, { answeredBy: 'desk' }))).toMatchObject({ answeredBy: 'self' });
  });

  it('that says they cannot act is an answer, and stays', () => {
    const cannot = answer(aCall(), said('cannot'));
    expect(cannot).toMatchObject({ state: 'answered', progress: 'heard', cannot: true, needHelp: false });
    expect(answer(cannot, said('acting', 90))).toMatchObject({ cannot: true, progress: 'acting' });
  });

  it.each(['deputy', 'superior', 'door', 'assignee'] as const)(
    'by a %s who has not reached the person lets the ladder climb',
    (answeredBy) => {
      const call = aCall({ state: 'escalated' });
      expect(answer(call, said('cannot', 60, { answeredBy }))).toBe(call);
      expect(answer(call, said('needHelp', 60, { answeredBy }))).toEqual({ ...call, needHelp: true });
    },
  );

  it('leaves its doubts on the call, each once', () => {
    const doubted = answer(aCall({ flags: ['noLaterAction'] }), said('heard', 60, { flags: ['beforeDelivery', 'manyFromDevice'] }));
    expect(doubted.flags).toEqual(['manyFromDevice', 'beforeDelivery', 'noLaterAction']);
    expect(answer(doubted, said('heard', 70, { flags: ['beforeDelivery'] }))).toBe(doubted);
  });

  it('takes off the doubt that nothing was done as soon as something is, and no other', () => {
    const doubted = aCall({
      state: 'answered',
      progress: 'heard',
      answeredBy: 'self',
      answeredAt: at(1),
      flags: ['beforeDelivery', 'noLaterAction'],
    });
    expect(answer(doubted, said('heard')).flags).toEqual(['beforeDelivery', 'noLaterAction']);
    for (const kind of ['onPost', 'acting', 'done'] as const) expect(answer(doubted, said(kind)).flags).toEqual(['beforeDelivery']);
  });

  it('leaves the call in the same state whatever the order and however often it comes', () => {
    const receipt = fc.record({
      kind: fc.constantFrom(...receiptKinds),
      at: fc.nat(7200).map(at),
      receivedAt: fc.nat(7200).map(at),
      answeredBy: fc.constantFrom(...answerers),
      flags: fc.subarray([...qualityFlags]),
    });
    const shuffled = fc
      .array(receipt, { minLength: 1, maxLength: 8 })
      .chain((receipts) =>
        fc.tuple(fc.constant(receipts), fc.shuffledSubarray([...receipts, ...receipts], { minLength: receipts.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([receipts, again]) => {
        const call = aCall();
        expect(again.reduce(answer, call)).toEqual(receipts.reduce(answer, call));
      }),
    );
  });
});

describe('who may answer a call', () => {
  const standing = {
    call: aCall({ personId: 7, areaCode: '320623101000' }),
    reached: [
      { personId: 7, reach: 'self', hasLeft: true },
      { personId: 9, reach: 'superior', hasLeft: false },
      { personId: 9, reach: 'deputy', hasLeft: false },
      { personId: 11, reach: 'door', hasLeft: false },
      { personId: 12, reach: 'assignee', hasLeft: false },
    ],
  } as const;

  it.each([
    ['the person called', { personId: 7 }, null],
    ['a deputy or superior who was reached for it', { personId: 9 }, null],
    ['anybody else', { personId: 10 }, 'call/not-yours'],
    ['an officer of its county', { userId: 1, areaPrefix: '320623' }, null],
    ['an officer of the city', { userId: 1, areaPrefix: '3206' }, null],
    ['an officer of another county, for whom it does not exist', { userId: 1, areaPrefix: '320614' }, 'call/unknown'],
  ] as const)('%s', (_who, by, refusal) => {
    expect(answerRefusal(standing, by)).toBe(refusal);
  });

  it.each([
    ['the called person', { personId: 7 }, 'self'],
    ['deputy, who is nearer than the superior that the same person is too', { personId: 9 }, 'deputy'],
    ['whoever was sent to the door', { personId: 11 }, 'door'],
    ['whom the desk has handed it to', { personId: 12 }, 'assignee'],
    ['the desk', { userId: 1, areaPrefix: '320623' }, 'desk'],
    ['nobody else', { personId: 13 }, null],
  ] as const)('as %s', (_who, by, answerer) => {
    expect(answersAs(standing, by)).toBe(answerer);
  });
});

describe('the clock of a device', () => {
  const hourAgo = aCall({ calledAt: at(-3_600) });
  const told = (said: string | undefined) => believed(said, hourAgo, new Date(noon));

  it('may run five minutes ahead of the incident, or behind the call, no more', () => {
    for (const seconds of [300, 0, -3_600, -3_900]) expect(told(at(seconds))).toBe(at(seconds));
    for (const seconds of [300.001, -3_900.001, 1e9, -1e9]) expect(told(at(seconds))).toBeUndefined();
  });

  it.each(['', 'yesterday', '1970-01-01', '2026-07-26T04:00:00', '12:00', '2026-13-45T99:00:00Z', 'Jul 26 2026 04:00 Z'])(
    'that says %j says nothing',
    (said) => {
      expect(told(said)).toBeUndefined();
    },
  );
});
