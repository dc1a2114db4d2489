import { describe, expect, it } from 'vitest';
import { lateAfterMilliseconds, watchOf } from '../../../server/watchdog/watch.rules.ts';
import { noon } from '../../support/builders.ts';

const at = new Date(noon);
const after = (milliseconds: number) => new Date(at.getTime() + milliseconds);
const ok = { ok: true, step: null, roundTripMilliseconds: 120, at };
const stuck = { ok: false, step: 'ring' as const, roundTripMilliseconds: null, at };

describe('the watchdog', () => {
  it('is off while none has ever reported', () => {
    expect(watchOf(undefined, at)).toMatchObject({ state: 'off', at: null });
  });

  it('is well while its last test call came back a short while ago', () => {
    expect(watchOf(ok, after(lateAfterMilliseconds))).toEqual({ state: 'ok', at: noon, step: null, roundTripMilliseconds: 120 });
  });

  it('says at which step the test call got stuck', () => {
    expect(watchOf(stuck, after(5_000))).toMatchObject({ state: 'failing', step: 'ring' });
  });

  it('is late when it falls silent, whatever it said last', () => {
    for (const report of [ok, stuck]) expect(watchOf(report, after(lateAfterMilliseconds + 1)).state).toBe('late');
  });

  it('is late soon enough for every screen to say so within two minutes of the last test call', () => {
    const heartbeatMilliseconds = 5_000;
    expect(lateAfterMilliseconds + 2 * heartbeatMilliseconds).toBeLessThan(120_000);
  });
});
