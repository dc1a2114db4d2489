import { describe, expect, it } from 'vitest';
import { NewIncident, type IncidentClock } from '#contract/incidents.ts';
import { lateAfterMilliseconds, laddersStuckSince, stuckChannels, watchOf } from '../../../server/watchdog/watch.rules.ts';
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

describe('a ladder', () => {
  const since = (dueAt: Date, wall: Date, clock: IncidentClock | null = null) => laddersStuckSince([{ incident: { clock }, dueAt }], wall);
  const clock = { at: noon, setAt: noon, rate: 1, paused: false };

  it('is stuck when it is due for more than a minute', () => {
    expect(laddersStuckSince([], at)).toBeNull();
    expect(since(after(1), at)).toBeNull();
    expect(since(at, after(60_000))).toBeNull();
    expect(since(at, after(60_001))).toBe(noon);
  });

  it('is not late because the clock of a drill runs fast', () => {
    const fast = { ...clock, rate: 3600 };
    expect(since(after(1_000), after(30_000), fast)).toBeNull();
    expect(since(after(3_600_000), after(62_000), fast)).toBe(after(1_000).toISOString());
  });

  it('is late from when a clock was set past its time, also when it was stopped there', () => {
    for (const paused of [false, true]) {
      const set = { ...clock, at: after(7_200_000).toISOString(), setAt: noon, paused };
      expect(since(after(1_000), after(59_000), set)).toBeNull();
      expect(since(after(1_000), after(61_000), set)).toBe(noon);
    }
  });
});

describe('a queue', () => {
  const head = { id: 'sms' as const, waitingSince: at, takenAt: new Date(0), ratePerSecond: 10, timeoutSeconds: 10 };

  it('stands still when nothing is taken for a minute longer than its gateway and its rate explain', () => {
    expect(stuckChannels([head], after(70_100))).toEqual([]);
    expect(stuckChannels([head], after(70_101))).toEqual([{ id: 'sms', since: noon }]);
    expect(stuckChannels([{ ...head, ratePerSecond: 0.01 }], after(170_000))).toEqual([]);
  });

  it('moves while something is taken from it, however long its last has waited', () => {
    expect(stuckChannels([{ ...head, takenAt: after(900_000) }], after(960_000))).toEqual([]);
  });
});

describe('the kind of the watchdog', () => {
  it("is nobody else's: what runs in its incident is closed with the next test call", () => {
    const wanted = { name: '台风', mode: 'actual' };
    expect(NewIncident.safeParse({ ...wanted, kind: ' watchdog ' }).success).toBe(false);
    expect(NewIncident.safeParse({ ...wanted, kind: 'typhoon' }).success).toBe(true);
  });
});
