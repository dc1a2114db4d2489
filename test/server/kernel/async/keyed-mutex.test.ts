import { describe, expect, it } from 'vitest';
import { KeyedMutex } from '../../../../server/kernel/async/keyed-mutex.ts';
import { aGate } from '../../../support/gate.ts';

describe('Turns', () => {
  it('runs work for one key in the order in which it came, each after the one before', async () => {
    const turns = new KeyedMutex();
    const gate = aGate();
    const said: string[] = [];
    const first = turns.run('door', async () => {
      await gate.pass();
      said.push('first');
    });
    const second = turns.run('door', () => Promise.resolve(void said.push('second')));
    await gate.reached;
    gate.open();
    await Promise.all([first, second]);
    expect(said).toEqual(['first', 'second']);
  });

  it('does not hold up other keys', async () => {
    const turns = new KeyedMutex();
    const gate = aGate();
    const held = turns.run('one door', () => gate.pass());
    expect(await turns.run('another', () => Promise.resolve('in'))).toBe('in');
    gate.open();
    await held;
  });

  it('goes on after work that failed', async () => {
    const turns = new KeyedMutex();
    const failed = turns.run('door', () => Promise.reject(new Error('no')));
    const next = turns.run('door', () => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
