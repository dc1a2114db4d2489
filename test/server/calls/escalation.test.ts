import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reaches, type LadderStep } from '#contract/policies.ts';
import { climb, type Rung } from '../../../server/calls/escalation.rules.ts';
import { defaultPolicy } from '../../../server/policies/policies.rules.ts';
import { aStep, noon } from '../../support/builders.ts';

const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
const red = defaultPolicy('red');

describe('a call that nobody answers', () => {
  it('does not climb before it is due', () => {
    expect(climb(red, { rung: 0, dueAt: at(75) }, { now: at(74.999) })).toBeNull();
  });

  it('does not climb once nothing is due any more', () => {
    expect(climb(red, { rung: 0, dueAt: null }, { now: at(1e6) })).toBeNull();
  });

  it('is redialled when it is due, and waits again from now', () => {
    expect(climb(red, { rung: 0, dueAt: at(75) }, { now: at(75) })).toEqual({
      rung: 1,
      dueAt: at(150),
      state: 'silent',
      step: red.ladder[1],
    });
  });

  it('wakes deputy and superior after the redials', () => {
    expect(climb(red, { rung: 3, dueAt: at(300) }, { now: at(300) })).toEqual({
      rung: 4,
      dueAt: at(600),
      state: 'escalated',
      step: expect.objectContaining({ reaches: ['deputy', 'superior'] }) as unknown,
    });
  });

  it('goes to the door when the ladder is spent', () => {
    expect(climb(red, { rung: 6, dueAt: at(1200) }, { now: at(1200) })).toEqual({ rung: 7, dueAt: null, state: 'unroused', step: null });
  });

  it('takes one step after an outage of a day, and gives that step its full time', () => {
    expect(climb(red, { rung: 0, dueAt: at(75) }, { now: at(86_400) })).toEqual({
      rung: 1,
      dueAt: at(86_475),
      state: 'silent',
      step: red.ladder[1],
    });
  });

  it('is waited for from the end of a night in which nothing rings', () => {
    expect(climb(red, { rung: 0, dueAt: at(75) }, { now: at(75), from: at(3_600) })).toMatchObject({ rung: 1, dueAt: at(3_675) });
  });

  it('stays escalated when a later step is a redial', () => {
    const ladder: LadderStep[] = [aStep(), aStep({ reaches: ['superior'] }), aStep()];
    expect(climb({ ladder }, { rung: 1, dueAt: at(0) }, { now: at(0) })?.state).toBe('escalated');
  });
});

describe('any ladder, however late it is looked at', () => {
  const step = fc
    .record({ reaches: fc.uniqueArray(fc.constantFrom(...reaches), { minLength: 1 }), waitSeconds: fc.integer({ min: 1, max: 3600 }) })
    .map(aStep);

  it('is climbed one rung at a time to its end, never back, and ends unroused above its last step', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.array(fc.nat(10_000)), (ladder, lateness) => {
        let call: Rung = { rung: 0, dueAt: at(ladder[0]!.waitSeconds) };
        const states: string[] = [];
        for (let turn = 0; call.dueAt !== null; turn++) {
          const now = new Date(call.dueAt.getTime() + (lateness[turn] ?? 0) * 1000);
          const next = climb({ ladder }, call, { now: now })!;
          expect(next.rung - call.rung).toBe(1);
          if (next.dueAt) expect(next.dueAt.getTime() - now.getTime()).toBe(ladder[next.rung]!.waitSeconds * 1000);
          states.push(next.state);
          call = next;
        }
        expect(call.rung).toBe(ladder.length);
        expect(states.at(-1)).toBe('unroused');
        expect(states).toEqual([...states].sort(byLadder));
      }),
    );
  });
});

function byLadder(a: string, b: string): number {
  const order = ['silent', 'escalated', 'unroused'];
  return order.indexOf(a) - order.indexOf(b);
}
