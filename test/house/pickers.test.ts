import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapFeatures } from '../support/map-features.ts';
import { aLook } from '../support/small-map.ts';

const features = mapFeatures();
const drawn = [...features.layersOf(aLook({ tiandituKey: 'key' })).map(({ id }) => id), ...deckLayers()];
const clickedThrough = Object.assign({}, ...features.all.map((feature) => feature.clickedThrough ?? {})) as Record<string, string>;
const answered = features.pickers.flatMap(({ layers }) => layers);

describe('whatever is drawn on the map', () => {
  it('opens something when it is clicked, or is said to be clicked through', () => {
    expect(drawn.filter((id) => !answered.includes(id) && !(id in clickedThrough))).toEqual([]);
  });

  it('has one picker, and none that also lets clicks through', () => {
    expect(answered.filter((id, at) => answered.indexOf(id) !== at)).toEqual([]);
    expect(answered.filter((id) => id in clickedThrough)).toEqual([]);
  });

  it('is drawn: no picker waits for a layer that is gone', () => {
    expect([...answered, ...Object.keys(clickedThrough)].filter((id) => !drawn.includes(id))).toEqual([]);
  });

  it('is asked for from the top: calls, doors, counts, warnings and fixes before registers, the ground last', () => {
    const order = ['silence-circles', 'silence-doors', 'escalation-lines', 'township-names', 'warned-badges', 'track-points'];
    const places = [...order, 'teams-icons', 'hazards-dots', 'warned-fill', 'silence-fill'].map((id) => answered.indexOf(id));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

/** Ids of what deck.gl draws over the map. */
function deckLayers(): string[] {
  const source = readFileSync(new URL('../../client/map/deck-overlay.ts', import.meta.url), 'utf8');
  return Array.from(source.matchAll(/^ {4}id: '([a-z-]+)'/gm), ([, id]) => id!);
}
