import { afterEach, describe, expect, it } from 'vitest';
import { hoverWords } from '../../../client/map/hover-words.view.ts';
import type { CardDeed } from '../../../client/cartography/card.ts';
import { pickOf, type Found, type Picked } from '../../../client/cartography/pick.ts';
import { emptyWorld } from '#contract/world.ts';
import { locale } from '../../../client/words/words.ts';
import { registerCatalogue } from '../../../geodata/layers/catalogue.ts';
import { aCallOut, aTally, aWarning } from '../../support/builders.ts';
import { mapFeatures } from '../../support/map-features.ts';
import { aScene, aTyphoon, east, west } from '../../support/small-map.ts';

const features = mapFeatures();
const told = (what: Exclude<Picked, { kind: 'records' }>) => features.toldOf(what, known);
const pointer = [121.05, 32.45] as const;

function hit(layer: string, properties: Found['properties'] = {}, id?: number): Found {
  return { layer, source: layer, id, properties, geometry: { type: 'Point', coordinates: [121, 32] } };
}

/** What a click opens where these lie over each other, in whatever order they were found. */
function picked(...hits: Found[]): Picked | null {
  return pickOf(features.pickers, ({ layers }) => layers.flatMap((id) => hits.filter(({ layer }) => layer === id)), pointer);
}

const tally = aTally({ total: 10, answered: 7, silent: 3, escalated: 1, unroused: 2, unrousedHouseholds: 1 });
const callOut = aCallOut({ state: 'running' });
const warning = aWarning({ areas: [west], level: 'red' });
const world = {
  ...emptyWorld,
  warnings: new Map([[warning.id, warning]]),
  callOuts: new Map([[callOut.id, callOut]]),
  tallies: new Map([[callOut.id, new Map([[west, tally]])]]),
};
const known = {
  scene: aScene({ world, typhoon: aTyphoon() }),
  at: new Date('2022-09-14T15:00:00Z'),
  townshipAt: () => west,
};
const catalogue = registerCatalogue.map((layer) => ({ ...layer, detail: 'dots' as const, count: 1, version: 1, bytes: 1, updatedAt: '' }));

/** The event that a button of a card becomes. */
function asked({ go }: CardDeed): { type: string; detail: unknown } {
  const heard: CustomEvent[] = [];
  go({ dispatchEvent: (event: CustomEvent) => heard.push(event) > 0 } as unknown as HTMLElement);
  const [{ type, detail }] = heard as [CustomEvent<unknown>];
  return { type, detail };
}

afterEach(() => locale.set('zh-CN'));

describe('a click', () => {
  it('on a disc of silence opens its township, whatever lies below', () => {
    const below = [
      hit('supplyPoints-icons', { category: 'cityStore' }, 4),
      hit('teams-icons', {}, 9),
      hit('warned-fill', { warningId: 'x' }),
    ];
    expect(picked(...below, hit('silence-circles', { code: west, silent: 12 }))).toEqual({ kind: 'calls', code: west, lngLat: [121, 32] });
    expect(picked(...below, hit('silence-doors', { code: west }))).toMatchObject({ kind: 'calls', code: west });
  });

  it('on the arc of an escalation opens the silent place, not the seat that was woken', () => {
    const arc: Found = {
      ...hit('escalation-arcs', { code: east, count: 2 }),
      geometry: {
        type: 'LineString',
        coordinates: [
          [121, 32],
          [122, 33],
        ],
      },
    };
    expect(picked(arc)).toEqual({ kind: 'calls', code: east, lngLat: pointer });
  });

  it('on the counts of a township opens them', () => {
    expect(picked(hit('township-names', { code: west, evacuees: '<5', hazards: '71', nameZh: '洋口镇' }))).toMatchObject({
      kind: 'counts',
      code: west,
      counts: { evacuees: '<5', hazards: '71' },
    });
  });

  it('on a badge opens the warnings of its area, before a team that lies there', () => {
    expect(picked(hit('teams-icons', {}, 9), hit('warned-badges', { code: west, level: 'red' }))).toMatchObject({
      kind: 'warnings',
      of: { code: west },
    });
  });

  it('on the ground of a warned area opens its warnings, each once, but only where nothing else is drawn', () => {
    const ground = [hit('warned-fill', { warningId: 'a' }), hit('warned-fill', { warningId: 'b' }), hit('warned-fill', { warningId: 'a' })];
    expect(picked(...ground)).toEqual({ kind: 'warnings', of: { warningIds: ['a', 'b'] }, lngLat: pointer });
    expect(picked(...ground, hit('hazards-dots', {}, 3))).toMatchObject({ kind: 'records', layerId: 'hazards' });
  });

  it('on a fix of the track opens its time, wind and pressure', () => {
    expect(picked(hit('track-points', { at: '2022-09-14T12:00:00Z', class: 'STY', wind: 42, pressure: 955 }))).toMatchObject({
      kind: 'fix',
      at: '2022-09-14T12:00:00Z',
      wind: 42,
      pressure: 955,
    });
  });

  it('on records opens those of the register that is drawn on top, each once and no more than the server gives at once', () => {
    const many = Array.from({ length: 80 }, (_, id) => hit('teams-icons', { type: 'fire' }, id + 1));
    const found = picked(hit('hazards-icons', {}, 9), ...many, hit('teams-icons', {}, 1));
    expect(found).toMatchObject({ kind: 'records', layerId: 'teams', lngLat: [121, 32] });
    expect(found?.kind === 'records' && new Set(found.ids).size).toBe(50);
  });

  it('on the bare ground opens nothing of its own', () => {
    expect(picked()).toBeNull();
  });
});

describe('the card of what was clicked', () => {
  it('of a disc says how its township answers and leads to the board', () => {
    const card = told({ kind: 'calls', code: west, lngLat: pointer });
    expect(card).toMatchObject({ label: '叫应', title: '洋口镇' });
    expect(card.deeds.map(asked)).toEqual([
      { type: 'jy-area-wanted', detail: west },
      { type: 'jy-warning-open', detail: warning.id },
    ]);
    expect(card.lines.map((line) => line.kind === 'text' && line.text)).toEqual(
      expect.arrayContaining(['如东县 洋口镇', '应到 10 人，沉默 3 人']),
    );
  });

  it('of a warning says its headline, and how the place that was clicked answers', () => {
    const card = told({ kind: 'warnings', of: { warningIds: [warning.id] }, lngLat: pointer });
    expect(card.deeds.map(asked)).toEqual([
      { type: 'jy-warning-open', detail: warning.id },
      { type: 'jy-area-wanted', detail: west },
    ]);
    expect(card.lines.map((line) => line.kind === 'text' && line.text)).toEqual(expect.arrayContaining([warning.headline, '洋口镇']));
  });

  it('of a warning that is over says so', () => {
    expect(told({ kind: 'warnings', of: { warningIds: ['gone'] }, lngLat: pointer }).title).toBe('该预警已不再生效');
  });

  it('of a fix says what was measured', () => {
    const card = told({ kind: 'fix', at: '2022-09-14T12:00:00Z', class: 'STY', wind: 42, pressure: 955, lngLat: [122, 31] });
    expect(card.title).toMatch(/^梅花 .*20:00$/);
    expect(card.lines.map((line) => line.kind === 'text' && line.text)).toEqual(['STY · 强台风', '42 m/s', '955 hPa', '151 km']);
  });

  it('of a village that was searched for names the township whose counts it shows', () => {
    const name = { nameZh: '浒路村', nameEn: 'Hulu Village' };
    const card = told({ kind: 'area', code: `${west.slice(0, 9)}200`, name, lngLat: pointer });
    expect(card.title).toBe('浒路村');
    expect(card.lines[0]).toMatchObject({ text: '如东县 洋口镇' });
  });
});

describe('the words beside the pointer', () => {
  it('are the beginning of the card that a click would open', () => {
    const disc = { kind: 'calls', code: west, lngLat: pointer } as const;
    expect(hoverWords(disc, catalogue, told)).toBe('叫应 · 洋口镇 · 所在 如东县 洋口镇 · 叫应 应到 10 人，沉默 3 人');
    locale.set('en');
    expect(hoverWords(disc, catalogue, told)).toMatch(/^Calls · Yangkou Town · .*3 of 10 silent$/);
  });

  it('read what records are without asking the server', () => {
    const teams: Picked = { kind: 'records', layerId: 'teams', ids: [1, 2], lngLat: pointer, properties: { category: 'fire' } };
    expect(hoverWords(teams, catalogue, told)).toBe('救援队伍 · 消防救援 · 此处 2 条');
  });
});
