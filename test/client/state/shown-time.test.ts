import { describe, expect, it } from 'vitest';
import { Clocks, shownTime } from '../../../client/state/shown-time.ts';
import { emptyWorld } from '#contract/world.ts';
import { anIncident } from '../../support/builders.ts';

const wall = new Date('2026-07-26T04:00:00.000Z');
const clock = { at: '2022-09-14T00:00:00.000Z', setAt: '2026-07-26T03:59:00.000Z', rate: 60, paused: false };

describe('the time shown', () => {
  it('is the wall clock without an incident, and in an actual one', () => {
    expect(shownTime(null, null, wall)).toEqual({ at: wall, now: wall, tense: 'live' });
    expect(shownTime(anIncident(), null, wall).at).toEqual(wall);
  });

  it('follows the clock of an exercise at its pace', () => {
    expect(shownTime({ clock }, null, wall).at.toISOString()).toBe('2022-09-14T01:00:00.000Z');
  });

  it('stands still while that clock is paused', () => {
    expect(shownTime({ clock: { ...clock, paused: true } }, null, wall).at.toISOString()).toBe(clock.at);
  });

  it('is past in a replay, and ahead when it has run past now', () => {
    const replay = { at: '2022-09-14T00:30:00.000Z', setAt: wall.toISOString(), rate: 1, paused: true };
    expect(shownTime({ clock }, replay, wall).tense).toBe('past');
    expect(shownTime({ clock }, { ...replay, at: '2022-09-14T02:00:00.000Z' }, wall).tense).toBe('ahead');
  });
});

describe('the clocks of a screen', () => {
  it('go by the server when the device is wrong', () => {
    const clocks = new Clocks(() => emptyWorld);
    const deviceNow = Date.parse('2031-01-01T00:00:00Z');
    clocks.heard(wall.toISOString(), deviceNow);
    clocks.tick(deviceNow + 5_000);
    expect(clocks.shown.at.toISOString()).toBe('2026-07-26T04:00:05.000Z');
  });

  it('come back to live', () => {
    const clocks = new Clocks(() => emptyWorld);
    clocks.playFrom(new Date('2022-09-14T00:00:00Z'), { rate: 60, paused: true });
    expect(clocks.shown.tense).toBe('past');
    clocks.backToLive();
    expect(clocks.shown.tense).toBe('live');
  });
});
