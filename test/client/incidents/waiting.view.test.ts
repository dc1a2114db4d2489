import { describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import { waitingElsewhere } from '../../../client/incidents/waiting.view.ts';
import { givenName } from '../../../client/words/seeded-names.ts';
import { locale } from '../../../client/words/words.ts';
import { defaultIncidents } from '../../../geodata/seed/default-incidents.ts';
import { aSession } from '../../support/builders.ts';

const [here, there, third] = ['here', 'there', 'third'] as unknown as [IncidentId, IncidentId, IncidentId];
const waiting = (incidentId: IncidentId, about: Partial<WaitingIncident> = {}): WaitingIncident => ({
  ...{ incidentId, name: 'x', mode: 'actual', awaitingRelease: [], needHelp: 0, cannot: 0, unroused: 0 },
  ...about,
});
const city = '320600000000';
const rudong = '320623000000';
const release = (requestedBy: number, areas = [city]) => ({ callOutId: 'c' as CallOutId, level: 'red' as const, requestedBy, areas });

describe('what waits in other incidents', () => {
  const commander = aSession('commander', { userId: 2 });

  it('is a release that this very user may give, not one that they asked for', () => {
    const of = (user: typeof commander) => waitingElsewhere([waiting(there, { awaitingRelease: [release(1), release(2)] })], here, user);
    expect(of(commander).map(({ releases }) => releases)).toEqual([1]);
    expect(of(aSession('viewer', { userId: 3 }))).toMatchObject([{ releases: 0, others: 2, count: 0 }]);
    const own = waitingElsewhere([waiting(there, { awaitingRelease: [release(2)] })], here, commander);
    expect(own).toMatchObject([{ releases: 0, others: 1, count: 0 }]);
  });

  it('is somebody else’s where the warning reaches beyond the area of who looks', () => {
    const county = aSession('commander', { userId: 4, areaCode: rudong });
    const of = (...areas: string[]) => waitingElsewhere([waiting(there, { awaitingRelease: [release(1, areas)] })], here, county);
    expect(of(city)).toMatchObject([{ releases: 0, others: 1, count: 0 }]);
    expect(of(rudong, '320614000000')).toMatchObject([{ releases: 0, others: 1, count: 0 }]);
    expect(of(rudong, '320623101000')).toMatchObject([{ releases: 1, others: 0, count: 1 }]);
  });

  it('is never what the incident on screen says itself, and comes before a drill', () => {
    const all = [waiting(third, { mode: 'exercise', needHelp: 9 }), waiting(here, { needHelp: 1 }), waiting(there, { unroused: 2 })];
    expect(waitingElsewhere(all, here, commander).map(({ incident, count }) => [incident.incidentId, count])).toEqual([
      [there, 2],
      [third, 9],
    ]);
  });
});

describe('the names that a new city is born with', () => {
  it('have an English twin each, and what a user has typed stays', () => {
    locale.set('en');
    for (const { name } of defaultIncidents) expect(givenName(name)).toMatch(/^[\x20-\x7e]+$/);
    expect(givenName('台风“银杏” 值守')).toBe('台风“银杏” 值守');
    expect(givenName('constructor')).toBe('constructor');
    locale.set('zh-CN');
    expect(givenName('市值班员')).toBe('市值班员');
  });
});
