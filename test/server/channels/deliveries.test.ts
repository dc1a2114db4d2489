import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowance, breakerState, fateOf, isMute, refilled, verdictOn, type Flow } from '../../../server/channels/deliveries.rules.ts';
import type { Sent } from '../../../server/kernel/channels/channel.ts';
import { noon } from '../../support/builders.ts';

const now = new Date(noon);
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const failed: Sent = { kind: 'postponed', failure: 'unbound' };
const accepted: Sent = { kind: 'accepted', providerId: null };

function aFlow(about: Partial<Flow> = {}): Flow {
  return { enabled: true, ratePerSecond: 10, concurrency: 5, tokens: 10, refilledAt: now, failures: 0, openUntil: null, ...about };
}

describe('the bucket of a channel', () => {
  it('never lets out more than its rate and one second besides', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 500, noNaN: true }), looks, (ratePerSecond, waits) => {
        let [tokens, refilledAt, at, taken] = [0, now, now.getTime(), 0];
        for (const wait of waits) {
          at += wait;
          const take = allowance(aFlow({ ratePerSecond, tokens, refilledAt, concurrency: 10_000 }), 0, new Date(at));
          tokens = refilled({ tokens, refilledAt, ratePerSecond }, new Date(at)) - take;
          [refilledAt, taken] = [new Date(at), taken + take];
        }
        expect(taken).toBeLessThanOrEqual(((at - now.getTime()) / 1000) * ratePerSecond + Math.max(1, ratePerSecond) + 1e-6);
      }),
    );
  });

  it('loses nothing when the clock steps back', () => {
    expect(refilled({ tokens: 4, refilledAt: now, ratePerSecond: 10 }, after(-3_600))).toBe(4);
  });

  it('lets a slow channel out one by one', () => {
    expect(allowance(aFlow({ ratePerSecond: 0.5, tokens: 0 }), 0, after(1))).toBe(0);
    expect(allowance(aFlow({ ratePerSecond: 0.5, tokens: 0 }), 0, after(2))).toBe(1);
  });
});

describe('the breaker of a channel', () => {
  it('opens for half a minute at the fifth failure in a row, however many come with it', () => {
    const four = verdictOn(aFlow(), Array<Sent>(4).fill(failed), now);
    expect(breakerState(four, now)).toBe('closed');
    const many = verdictOn(aFlow(), Array<Sent>(200).fill(failed), now);
    expect(many).toMatchObject({ failures: 5, openUntil: after(30), failure: 'unbound' });
  });

  it('waits twice as long after each trial that fails, and at most ten minutes', () => {
    let flow = aFlow({ failures: 5, openUntil: now });
    const pauses: number[] = [];
    for (let trial = 0; trial < 7; trial += 1) {
      const at = flow.openUntil!;
      flow = aFlow(verdictOn(flow, [failed], at));
      pauses.push((flow.openUntil!.getTime() - at.getTime()) / 1000);
    }
    expect(pauses).toEqual([60, 120, 240, 480, 600, 600, 600]);
  });

  it('lets one attempt try when its pause is over', () => {
    const flow = aFlow({ failures: 5, openUntil: after(30) });
    expect(allowance(flow, 0, after(29))).toBe(0);
    expect(allowance(flow, 0, after(30))).toBe(1);
    expect(allowance(flow, 1, after(30))).toBe(0);
  });

  it('closes at once when something arrives', () => {
    expect(verdictOn(aFlow({ failures: 9, openUntil: after(300) }), [accepted], now)).toMatchObject({
      failures: 0,
      openUntil: null,
      succeeded: true,
    });
  });

  it.each<[string, Sent]>([
    ['a number that is none', { kind: 'refused', failure: 'smpp 11', outcome: 'invalidNumber' }],
    ['a plea for patience', { kind: 'postponed', failure: 'http 429', isThrottled: true }],
  ])('is not moved by %s', (_, sent) => {
    expect(verdictOn(aFlow(), Array<Sent>(50).fill(sent), now)).toMatchObject({ failures: 0, openUntil: null });
  });

  it('is moved by a gateway that turns everybody away', () => {
    expect(
      verdictOn(aFlow(), Array<Sent>(5).fill({ kind: 'refused', failure: 'http 401', isGatewaysFault: true }), now).openUntil,
    ).not.toBeNull();
  });
});

describe('a gateway', () => {
  it.each([
    [{ accepted: 20, reported: 0 }, true],
    [{ accepted: 19, reported: 0 }, false],
    [{ accepted: 20, reported: 1 }, false],
    [{ accepted: 0, reported: 0 }, false],
  ])('of which is heard %j is mute: %s', (echo, expected) => {
    expect(isMute(echo)).toBe(expected);
  });
});

describe('the fate of an attempt', () => {
  const sents = fc.oneof(
    fc.constant<Sent>(accepted),
    fc.constant<Sent>(failed),
    fc.constant<Sent>({ kind: 'unclear', failure: 'timeout' }),
    fc.constant<Sent>({ kind: 'refused', failure: 'http 400' }),
  );

  it('is never to leave again when it may have left through a gateway that knows no key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (tries) => {
        expect(fateOf({ kind: 'unclear', failure: 'timeout' }, { tries, isIdempotent: false, now }).state).toBe('unknown');
      }),
    );
  });

  it('ends: no attempt is tried for ever', () => {
    fc.assert(
      fc.property(sents, fc.boolean(), (sent, isIdempotent) => {
        expect(fateOf(sent, { tries: 5, isIdempotent, now }).state).not.toBe('queued');
      }),
    );
  });

  it('has a time exactly when it is tried again', () => {
    fc.assert(
      fc.property(sents, fc.boolean(), fc.integer({ min: 1, max: 5 }), (sent, isIdempotent, tries) => {
        const { state, nextAt } = fateOf(sent, { tries, isIdempotent, now });
        expect(nextAt !== null).toBe(state === 'queued');
      }),
    );
  });
});
