import { describe, expect, it } from 'vitest';
import type { Call, CallOutId } from '#contract/calls.ts';
import { newestLines, receiptsPerMinute } from '../../../client/calls/receipts.view.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { aCall, aFact, aTally } from '../../support/builders.ts';
import { callId } from '../../support/calls-on-screen.ts';

const callOutId = '00000000-0000-4000-8000-000000000001' as CallOutId;
const tallyCode = '320623101000';

function worldOf(calls: Partial<Call>[], at: (index: number) => string = () => '2026-07-26T04:00:00.000Z'): World {
  const facts = calls.map((about, index) => ({
    ...aFact(index + 1, { kind: 'calls.put', areaCode: tallyCode, callOutId, tallyCode, calls: [aCall(about)], tally: aTally() }),
    at: at(index),
  }));
  return fold(emptyWorld, { facts, seq: facts.length });
}

const minute = (n: number, second = 0) => new Date(Date.UTC(2026, 6, 26, 4, n, second)).toISOString();
const heard = { state: 'answered', progress: 'heard' } as const;

describe('the latest receipts', () => {
  it('are told by township and minute, and by what they say, the newest first', () => {
    const villages = ['320623101200', '320623101201', '320623102200', '320623101200'];
    const ids = [1, 2, 3, 4].map(callId);
    const world = worldOf(
      villages.map((areaCode, n) => ({ id: ids[n]!, areaCode, ...heard, answeredAt: minute(n === 3 ? 1 : 0, 10 * n) })),
      (n) => minute(n === 3 ? 1 : 0, 10 * n),
    );
    expect(newestLines(world, 10).map(({ areaCode, at, calls, key }) => [areaCode, at.slice(11, 16), calls.length, key])).toEqual([
      ['320623101200', '04:01', 1, 'line/heard'],
      ['320623102200', '04:00', 1, 'line/heard'],
      ['320623101000', '04:00', 2, 'line/heard'],
    ]);
  });

  it('have calls for help and refusals above them, for as long as they stand', () => {
    const help = { id: callId(1), ...heard, needHelp: true };
    const refusal = { id: callId(2), state: 'answered', progress: null, cannot: true } as const;
    const later = { id: callId(3), ...heard, answeredAt: minute(5) };
    const at = (n: number) => minute(n === 2 ? 5 : 0);
    expect(newestLines(worldOf([help, refusal, later], at), 2).map(({ key }) => key)).toEqual(['line/cannot', 'line/needHelp']);
    const helped = { ...help, needHelp: false, progress: 'done' } as const;
    expect(newestLines(worldOf([help, refusal, helped]), 9).map(({ key }) => key)).toEqual(['line/cannot', 'line/done']);
  });

  it('are answers: neither a rung of a ladder nor a first call nor what an earlier version was told', () => {
    const others = [
      { state: 'silent' },
      { state: 'silent', rung: 2 },
      { state: 'escalated', rung: 4 },
      { state: 'unroused', rung: 5 },
    ] as const;
    expect(newestLines(worldOf([...others, { state: 'stale', progress: 'heard' }, { state: 'superseded' }]), 10)).toEqual([]);
  });

  it('do not begin anew when who has heard is reminded', () => {
    const call = { id: callId(1), ...heard, answeredAt: minute(0) };
    const reminded = { ...call, rung: 1, flags: ['noLaterAction' as const] };
    const seen = worldOf([call, reminded], (n) => minute(30 * n));
    expect(newestLines(seen, 10).map(({ at }) => at)).toEqual([minute(0)]);
    expect(seen.pulses.map(({ answered }) => answered)).toEqual([1]);
    expect(
      newestLines(
        worldOf([reminded], () => minute(30)),
        10,
      ),
    ).toEqual([]);
  });

  it('are what a fact says were receipts: no reminder, rung, delivery, or help that the desk has ended', () => {
    const call = aCall({ id: callId(1), ...heard, answeredAt: minute(0) });
    const changes: [Partial<Call>, boolean][] = [
      [{}, true],
      // Each minute a reminder, as where somebody set them so; the answer is old.
      [{ flags: ['noLaterAction'] }, false],
      [{ shownAt: minute(2) }, false],
      [{ progress: 'acting', needHelp: true }, true],
      [{ progress: 'acting', needHelp: false }, false],
    ];
    const facts = changes.map(([about, isReceipt], n) => ({
      ...aFact(n + 1, {
        ...{ kind: 'calls.put' as const, areaCode: tallyCode, callOutId, tallyCode, tally: aTally({ answered: 1 }) },
        ...{ calls: [{ ...call, ...about }], receipts: isReceipt ? [call.id] : [] },
      }),
      at: minute(n),
    }));
    // Opened late: what was only counted until now is no answer either.
    for (const seen of [facts, facts.slice(1, 3)]) {
      const world = fold(emptyWorld, { facts: seen, seq: 9 });
      expect(world.recent.filter(({ isReceipt }) => isReceipt).map(({ at }) => at)).toEqual(seen === facts ? [minute(3), minute(0)] : []);
    }
    const rates = facts.map(({ seq }, n) =>
      receiptsPerMinute(fold(emptyWorld, { facts: facts.slice(0, seq), seq }), new Date(minute(n, 1))),
    );
    expect(rates).toEqual([1, 0, 0, 1, 0]);
  });

  it('count one person once within a minute', () => {
    const call = { id: callId(1), ...heard, answeredAt: minute(0) };
    const lines = newestLines(worldOf([call, { ...call, progress: 'onPost' }, { ...call, progress: 'acting' }]), 10);
    expect(lines.map(({ key, calls }) => [key, calls.length])).toEqual([
      ['line/acting', 1],
      ['line/onPost', 1],
      ['line/heard', 1],
    ]);
  });

  it('are counted over the last incident minute', () => {
    const seconds = [0, 30, 59, 90];
    const world = worldOf(
      seconds.map((_, n) => ({ id: callId(n), ...heard, answeredAt: new Date(Date.UTC(2026, 6, 26, 4, 0, seconds[n])).toISOString() })),
      (index) => new Date(Date.UTC(2026, 6, 26, 4, 0, seconds[index])).toISOString(),
    );
    expect(receiptsPerMinute(world, new Date('2026-07-26T04:01:30.000Z'))).toBe(3);
  });
});
