import { describe, expect, it } from 'vitest';
import { fieldCallOf } from '../../../server/field/field.rules.ts';
import { aCall, aFieldCall, anIncident, noon } from '../../support/builders.ts';

const { call: _call, isOwn: _isOwn, now: _now, clockRate: _rate, ...message } = aFieldCall();
const call = aCall({ personId: 7 });
const wall = new Date(Date.parse(noon) + 60_000);
const paused = anIncident({ mode: 'exercise', clock: { at: noon, setAt: noon, rate: 10, paused: true } });
const running = anIncident({ mode: 'exercise', clock: { at: noon, setAt: noon, rate: 10, paused: false } });

describe('what a link shows', () => {
  it('tells the called person from a deputy or superior who was reached', () => {
    const isOwn = (personId: number) => fieldCallOf(message, call, { incident: running, wall, personId }).isOwn;
    expect([isOwn(7), isOwn(8)]).toEqual([true, false]);
  });

  it('counts down by the clock of the incident, which may run fast or stand still', () => {
    const time = (incident: typeof paused) => fieldCallOf(message, call, { incident, wall, personId: 7 });
    expect(time(running)).toMatchObject({ now: '2026-07-26T04:10:00.000Z', clockRate: 10 });
    expect(time(paused)).toMatchObject({ now: noon, clockRate: 0 });
    expect(time(anIncident())).toMatchObject({ now: wall.toISOString(), clockRate: 1 });
  });
});
