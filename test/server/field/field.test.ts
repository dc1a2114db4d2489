import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { fieldCallOf, type Message } from '../../../server/field/field.rules.ts';
import { aCall, aFieldCall, anIncident, noon } from '../../support/builders.ts';

const { call: _call, isOwn: _isOwn, message: _message, now: _now, clockRate: _rate, ...shown } = aFieldCall();
const ids = { callId: 'call' as CallId, incidentId: 'incident' as IncidentId };
const { headline, description, instruction } = shown;
const spoken = { event: '暴雨', headline, description, instruction };
const message: Message = { ...shown, ...ids, words: { zh: spoken, en: spoken }, template: { zh: '', en: '' } };
const call = aCall({ personId: 7 });
const wall = new Date(Date.parse(noon) + 60_000);
const paused = anIncident({ mode: 'exercise', clock: { at: noon, setAt: noon, rate: 10, paused: true } });
const running = anIncident({ mode: 'exercise', clock: { at: noon, setAt: noon, rate: 10, paused: false } });

describe('what a link shows', () => {
  it('tells the called person from a deputy or superior who was reached', () => {
    const isOwn = (personId: number) =>
      fieldCallOf(message, call, { incident: running, wall, personId, household: null, door: null, help: null }).isOwn;
    expect([isOwn(7), isOwn(8)]).toEqual([true, false]);
  });

  it('says what the policy says, in both languages, where it has words of its own', () => {
    const said = (template: Message['template']) =>
      fieldCallOf({ ...message, template }, call, { incident: running, wall, personId: 7, household: null, door: null, help: null })
        .message;
    expect(said({ zh: '', en: ' ' })).toBeNull();
    expect(said({ zh: '{area}：{event}{level}预警，立即转移。{reply}{link}', en: '{area}: {level}, move now. {headline}' })).toEqual({
      zh: '洋口镇：暴雨蓝色预警，立即转移。',
      en: `Yangkou Town: blue, move now. ${headline}`,
    });
    expect(said({ zh: '立即转移', en: '' })!.en).toBe(`${headline} ${instruction}`);
  });

  it('shows nothing of what only its rendering needs', () => {
    expect(
      Object.keys(fieldCallOf(message, call, { incident: running, wall, personId: 7, household: null, door: null, help: null })).sort(),
    ).toEqual([...Object.keys(aFieldCall()), 'words'].sort());
  });

  it('counts down by the clock of the incident, which may run fast or stand still', () => {
    const time = (incident: typeof paused) =>
      fieldCallOf(message, call, { incident, wall, personId: 7, household: null, door: null, help: null });
    expect(time(running)).toMatchObject({ now: '2026-07-26T04:10:00.000Z', clockRate: 10 });
    expect(time(paused)).toMatchObject({ now: noon, clockRate: 0 });
    expect(time(anIncident())).toMatchObject({ now: wall.toISOString(), clockRate: 1 });
  });
});
