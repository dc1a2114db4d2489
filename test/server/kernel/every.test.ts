import { describe, expect, it } from 'vitest';
import { every } from '../../../server/kernel/every.ts';
import { aGate } from '../../support/gate.ts';

describe('work that is done every so often', () => {
  it('goes on after it has failed, and says so', async () => {
    const errors: unknown[] = [];
    let turns = 0;
    await new Promise<void>((fulfil) => {
      const stop = every(
        1,
        () => {
          turns += 1;
          if (turns === 2) void stop().then(fulfil);
          return turns === 1 ? Promise.reject(new Error('first')) : Promise.resolve();
        },
        (error) => errors.push(error),
      );
    });
    expect(errors).toEqual([new Error('first')]);
    expect(turns).toBe(2);
  });

  it('never overlaps itself, and stops only when the turn under way has ended', async () => {
    let running = 0;
    let most = 0;
    let ended = 0;
    const gate = aGate();
    const stop = every(
      1,
      async () => {
        most = Math.max(most, ++running);
        await gate.pass();
        running -= 1;
        ended += 1;
      },
      () => undefined,
    );
    await gate.reached;
    const stopped = stop();
    gate.open();
    await stopped;
    expect({ most, running }).toEqual({ most: 1, running: 0 });
    expect(ended).toBe(1);
  });
});
