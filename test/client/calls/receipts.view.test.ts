import { describe, expect, it } from 'vitest';
import type { Call, CallOutId } from '#contract/calls.ts';
import { newestLines, receiptsPerMinute } from '../../../client/calls/receipts.view.ts';
import { emptyWorld, fold, type World } from '../../../client/state/world.ts';
import { aCall, aFact, aTally } from '../../support/builders.ts';

const callOutId = '00000000-0000-4000-8000-000000000001' as CallOutId;
const tallyCode = '320623101000';

function worldOf(calls: Partial<Call>[], at: (index: number) => string = () => '2026-07-26T04:00:00.000Z'): World {
  const facts = calls.map((about, index) => ({
    ...aFact(index + 1, { kind: 'calls.put', areaCode: tallyCode, callOutId, tallyCode, calls: [aCall(about)], tally: aTally() }),
    at: at(index),
  }));
  return fold(emptyWorld, { facts, seq: facts.length });
}

describe('the latest receipts', () => {
  it('tell each change by what the desk has to do about it, newest first', () => {
    const world = worldOf([
      { state: 'answered', progress: 'onPost' },
      { state: 'silent', rung: 2 },
      { state: 'escalated', rung: 4 },
      { state: 'unroused', rung: 5 },
      { state: 'answered', progress: 'heard', needHelp: true },
    ]);
    expect(newestLines(world, 10).map(({ tone, key }) => [tone, key])).toEqual([
      ['alarm', 'line/needHelp'],
      ['alarm', 'line/unroused'],
      ['rising', 'line/escalated'],
      ['rising', 'line/redialled'],
      ['done', 'line/onPost'],
    ]);
  });

  it('leave out first calls and calls of an earlier version', () => {
    expect(newestLines(worldOf([{ state: 'silent' }, { state: 'stale', progress: 'heard' }, { state: 'superseded' }]), 10)).toEqual([]);
  });

  it('show no more than fit', () => {
    expect(newestLines(worldOf(Array.from({ length: 5 }, () => ({ state: 'unroused' as const }))), 3)).toHaveLength(3);
  });

  it('are counted over the last incident minute', () => {
    const seconds = [0, 30, 59, 90];
    const world = worldOf(
      seconds.map(() => ({ state: 'answered', progress: 'heard' })),
      (index) => new Date(Date.UTC(2026, 6, 26, 4, 0, seconds[index])).toISOString(),
    );
    expect(receiptsPerMinute(world, new Date('2026-07-26T04:01:30.000Z'))).toBe(3);
  });
});
