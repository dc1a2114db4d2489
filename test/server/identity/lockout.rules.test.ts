import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLocked, usernameFrom, withFailure, type Lockout } from '../../../server/identity/lockout.rules.ts';
import { noon } from '../../support/builders.ts';

const start = new Date(noon);
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const afterFailures = (count: number) =>
  Array.from({ length: count }).reduce<Lockout | undefined>((door, _, n) => withFailure(door, at(n)), undefined);

describe('the lock on a door', () => {
  it('stays open for five wrong passwords and is locked for the sixth', () => {
    expect(isLocked(afterFailures(4), at(5))).toBe(false);
    expect(isLocked(afterFailures(5), at(5))).toBe(true);
  });

  it('opens fifteen minutes after the fifth, and counts anew', () => {
    const locked = afterFailures(5)!;
    expect(isLocked(locked, at(4 + 15 * 60 - 1))).toBe(true);
    expect(isLocked(locked, at(4 + 15 * 60))).toBe(false);
    expect(withFailure(locked, at(4 + 15 * 60))).toMatchObject({ failures: 1, lockedUntil: null });
  });

  it('is not made longer by trying on', () => {
    const locked = afterFailures(5)!;
    expect(withFailure(locked, at(600))).toEqual(locked);
  });

  it('forgets those that lie more than fifteen minutes back', () => {
    expect(withFailure(afterFailures(4), at(15 * 60))).toMatchObject({ failures: 1 });
  });

  it('lets at most ten passwords be checked in any fifteen minutes, however they are spread', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (pauses) => {
        let door: Lockout | undefined;
        let second = 0;
        const checked: number[] = [];
        for (const pause of pauses) {
          second += pause;
          if (!isLocked(door, at(second))) checked.push(second);
          door = withFailure(door, at(second));
        }
        for (const from of checked) expect(checked.filter((each) => each >= from && each < from + 15 * 60).length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('usernameFrom', () => {
  it('reads a name as it is kept', () => {
    expect(usernameFrom(' Duty ')).toBe('duty');
  });

  it.each(['', 'a', 'Correct horse battery staple', '密码在错的框里', 'x'.repeat(33), '1duty', "o'hara"])(
    'keeps nothing of %j',
    (typed) => {
      expect(usernameFrom(typed)).toBeNull();
    },
  );
});
