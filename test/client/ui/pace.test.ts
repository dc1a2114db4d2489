import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../../client/ui/pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Pace', () => {
  it('runs the first at once, and of a flood only the last of each interval', () => {
    const pace = new Pace(250);
    const ran: number[] = [];
    for (let i = 0; i < 100; i++) pace.run(() => ran.push(i));
    expect(ran).toEqual([0]);
    vi.advanceTimersByTime(250);
    expect(ran).toEqual([0, 99]);
    vi.advanceTimersByTime(1000);
    expect(ran).toEqual([0, 99]);
  });

  it('rests for an interval after the trailing run too', () => {
    const pace = new Pace(250);
    const ran: string[] = [];
    pace.run(() => ran.push('a'));
    pace.run(() => ran.push('b'));
    vi.advanceTimersByTime(250);
    pace.run(() => ran.push('c'));
    expect(ran).toEqual(['a', 'b']);
    vi.advanceTimersByTime(250);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('runs nothing any more once it was stopped', () => {
    const pace = new Pace(250);
    const ran: string[] = [];
    pace.run(() => ran.push('a'));
    pace.run(() => ran.push('b'));
    pace.stop();
    vi.advanceTimersByTime(1000);
    expect(ran).toEqual(['a']);
  });
});
