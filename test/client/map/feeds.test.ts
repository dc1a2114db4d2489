import { describe, expect, it } from 'vitest';
import { defaultVisible } from '../../../client/layers/layer-set.ts';
import type { Scene } from '../../../client/cartography/scene.ts';
import type { SourceData } from '../../../client/cartography/map-feature.ts';
import { emptyWorld } from '#contract/world.ts';
import { aCallOut, aTally, aWarning } from '../../support/builders.ts';
import { fedSources, mapFeatures } from '../../support/map-features.ts';
import { aRegister, aScene, aTyphoon, countyCode, west } from '../../support/small-map.ts';

const sources = fedSources(mapFeatures());
const callOut = aCallOut();
const warning = aWarning({ areas: [countyCode] });
const world = {
  ...emptyWorld,
  warnings: new Map([[warning.id, warning]]),
  callOuts: new Map([[callOut.id, callOut]]),
  tallies: new Map([[callOut.id, new Map([[west, aTally({ total: 4, silent: 2, escalated: 1, silentSince: '2022-09-14T11:00:00Z' })]])]]),
};
const full = aScene({
  world,
  typhoon: aTyphoon(),
  brokenLinks: new Map([[west, 2]]),
  visible: new Set([...defaultVisible, 'brokenLinks']),
  sketch: { areas: new Set([countyCode]), level: 'red', counts: new Map([[west, 12]]), isFixed: false },
  registers: new Map([['evacuees', aRegister('evacuees', [[121.2, 32.5]])]]),
});

/** What every source of one map is fed, arcs as the map is fed them. */
function drawing(): (scene: Scene) => Readonly<Record<string, unknown>> {
  const features = mapFeatures();
  return (scene) => ({ ...features.dataOf(scene), escalations: features.all.find(({ arcs }) => arcs)?.arcs?.of(scene) });
}

/** How much there is of it. */
function sizeOf(data: unknown): number {
  return Array.isArray(data) ? data.length : (data as SourceData).features.length;
}

describe('what the features feed', () => {
  it('draws every source of a full scene', () => {
    const data = drawing()({ ...full, picked: [121, 32] });
    expect(sources.filter((id) => sizeOf(data[id]) === 0 && id !== 'wind-circles')).toEqual([]);
  });

  it('gives the same objects while nothing changed', () => {
    const draw = drawing();
    const [first, second] = [draw(full), draw({ ...full })];
    expect(sources.filter((id) => first[id] !== second[id])).toEqual([]);
  });

  it.each<[string, Partial<Scene>, string[]]>([
    ['a receipt', { world: { ...world, calls: new Map() } }, []],
    ['a new warning', { world: { ...world, warnings: new Map(world.warnings) } }, ['warned', 'warned-badges', 'warned-hatch']],
    ['a tally', { world: { ...world, tallies: new Map(world.tallies) } }, ['county-labels', 'escalations', 'silence', 'silence-counts']],
    ['a minute', { minute: full.minute + 60_000 }, ['silence-counts', 'track-lines', 'track-points', 'typhoon-now', 'wind-circles']],
    ['a click', { picked: [121, 32] }, ['picked']],
    ['an area that is chosen', { sketch: { ...full.sketch!, areas: new Set([countyCode, west]) } }, ['drafted', 'drafted-counts']],
    ['a mended link', { brokenLinks: new Map([[west, 1]]) }, ['broken-links']],
    ['another register', { registers: new Map(full.registers) }, ['township-labels']],
  ])('draws only what %s changes', (_, change, expected) => {
    const draw = drawing();
    const [before, after] = [draw(full), draw({ ...full, ...change })];
    expect(sources.filter((id) => before[id] !== after[id]).sort()).toEqual(expected);
  });

  it('works nothing out for layers that are hidden', () => {
    const data = drawing()({ ...full, visible: new Set() });
    const live = [
      'warned',
      'warned-hatch',
      'warned-badges',
      'silence',
      'silence-counts',
      'escalations',
      'track-lines',
      'typhoon-now',
      'wind-circles',
      'broken-links',
    ] as const;
    expect(live.filter((id) => sizeOf(data[id]) > 0)).toEqual([]);
  });

  it('redraws nothing but the time while a hidden typhoon moves', () => {
    const draw = drawing();
    const hidden = { ...full, visible: new Set(['evacuees']) };
    const [before, after] = [draw(hidden), draw({ ...hidden, minute: hidden.minute + 60_000 })];
    expect(after['track-lines']).toBe(before['track-lines']);
  });
});
