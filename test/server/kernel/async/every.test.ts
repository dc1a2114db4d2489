import { describe, expect, it } from 'vitest';
import { beat, every } from '../../../../server/kernel/async/every.ts';
import { aGate } from '../../../support/gate.ts';

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

  it('does a turn at once when it is asked for after a rest, and one more when asked for meanwhile', async () => {
    const gate = aGate();
    let turns = 0;
    const long = 60_000;
    const work = async () => {
      turns += 1;
      if (turns === 1) await gate.pass();
      if (turns === 2) finished();
    };
    let finished: () => void = () => undefined;
    const second = new Promise<void>((fulfil) => (finished = fulfil));
    const looks = beat({ intervalMilliseconds: 1, restMilliseconds: long }, work, () => undefined);
    looks.soon();
    await gate.reached;
    looks.soon();
    looks.soon();
    gate.open();
    await second;
    await looks.stop();
    expect(turns).toBe(2);
  });
});
