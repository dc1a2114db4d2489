import { describe, expect, it } from 'vitest';
import { PriorityGate } from '../../../../server/kernel/async/priority-gate.ts';

describe('the right of way', () => {
  /** Work that goes on until it is ended, and what has happened so far. */
  function underWay(patienceMilliseconds?: number) {
    const way = new PriorityGate(patienceMilliseconds);
    const happened: string[] = [];
    let end: (error?: Error) => void = () => undefined;
    const urgent = way.take(
      () =>
        new Promise<void>((fulfil, reject) => {
          end = (error) => {
            happened.push('urgent');
            if (error) reject(error);
            else fulfil();
          };
        }),
    );
    const given = () => way.give().then(() => void happened.push('given'));
    return { happened, urgent, given, end };
  }

  it('keeps nobody waiting while nothing is urgent', async () => {
    await expect(new PriorityGate().give()).resolves.toBeUndefined();
  });

  it('is given until the urgent work is over', async () => {
    const { happened, urgent, given, end } = underWay();
    const waiting = [given(), given()];
    await Promise.resolve();
    end();
    await Promise.all([urgent, ...waiting]);
    expect(happened).toEqual(['urgent', 'given', 'given']);
  });

  it('ends with work that fails, which fails for who does it alone', async () => {
    const { happened, urgent, given, end } = underWay();
    const waiting = given();
    end(new Error('no database'));
    await expect(urgent).rejects.toThrow('no database');
    await waiting;
    await given();
    expect(happened).toEqual(['urgent', 'given', 'given']);
  });

  it('is given for a moment only: work that hangs must not keep answers out', async () => {
    const { happened, given } = underWay(5);
    await given();
    expect(happened).toEqual(['given']);
  });
});
