import { describe, expect, it } from 'vitest';
import { isRollUp, noRows, pointChanges, pointFeatures } from '../../../client/layers/points.layer.ts';
import { rollUp } from '../../../client/layers/roll-up.layer.ts';
import { RegisterFeed } from '../../../client/layers/register-feed.ts';
import { townshipLabels } from '../../../client/map/areas.layer.ts';
import { aRegister, east, smallAreas, smallBoundaries, west } from '../../support/small-map.ts';

const hazards = aRegister(
  'hazards',
  [
    [121.2, 32.5],
    [121.8, 32.5],
    [121.3, 32.4],
  ],
  {
    columns: [
      { name: 'category', values: ['seaDyke', 'sluice'], bytes: Uint8Array.from([0, 1, 1]) },
      { name: 'state', values: ['found', 'closed'], bytes: Uint8Array.from([0, 0, 1]) },
    ],
  },
);
const closed = new Map([[2, { state: 'closed' }]]);

describe('pointFeatures', () => {
  it('makes a point of each record, with the words of its columns', () => {
    expect(pointFeatures(hazards, noRows).features[1]).toEqual({
      type: 'Feature',
      id: 2,
      properties: { category: 'sluice', state: 'found' },
      geometry: { type: 'Point', coordinates: [121.8, 32.5] },
    });
  });

  it('starts from what facts have changed already', () => {
    expect(pointFeatures(hazards, closed).features[1]?.properties).toEqual({ category: 'sluice', state: 'closed' });
  });

  it('leaves a word that the dictionary does not hold', () => {
    expect(pointFeatures(hazards, new Map([[1, { state: 'burnt' }]])).features[0]?.properties.state).toBe('found');
  });

  it('makes no point of a roll-up: nobody is drawn where only counts may be', () => {
    expect(pointFeatures(counts, noRows).features).toEqual([]);
  });
});

describe('pointChanges', () => {
  it('patches the rows that changed and no others', () => {
    const after = new Map(closed).set(1, { state: 'closed' });
    expect(pointChanges(hazards, closed, after)).toEqual({
      update: [{ id: 1, addOrUpdateProperties: [{ key: 'state', value: 'closed' }] }],
    });
  });

  it.each([
    ['nothing changed', closed],
    ['the row is not of this register', new Map([...closed, [77, { state: 'closed' }]])],
  ])('has nothing to say when %s', (_, after) => {
    expect(pointChanges(hazards, closed, after)).toBeNull();
  });
});

describe('RegisterFeed', () => {
  it('feeds a register once, then patches, and feeds again when a change is taken back', () => {
    const done: string[] = [];
    const surface = { feed: () => done.push('feed') > 0, patch: () => void done.push('patch') };
    const feed = new RegisterFeed();
    const show = (rows?: Parameters<RegisterFeed['show']>[1]['rows']) => feed.show(surface, { id: 'hazards', layer: hazards, rows });
    expect([show(), show(), show(closed), show(new Map(closed)), show(noRows)]).toEqual([true, false, true, false, true]);
    expect(done).toEqual(['feed', 'patch', 'feed']);
  });
});

const counts = aRegister(
  'evacuees',
  [
    [121.25, 32.5],
    [121.75, 32.5],
    [121.75, 32.5],
  ],
  {
    ids: Uint32Array.from([320623101, 320623102, 320623103]),
    columns: [{ name: 'state', values: ['counted', 'underFive', 'withheld'], bytes: Uint8Array.from([0, 1, 2]) }],
    numbers: [{ name: 'people', values: Uint32Array.from([214, 0, 0]) }],
  },
);

describe('rollUp', () => {
  it('counts points inside each township', () => {
    expect(isRollUp(hazards)).toBe(false);
    expect([...rollUp(hazards, smallBoundaries)]).toEqual([
      [west, '2'],
      [east, '1'],
    ]);
  });

  it('takes the counts that the server sent, and shows no small number', () => {
    expect([...rollUp(counts, smallBoundaries)]).toEqual([
      [west, '214'],
      [east, '<5'],
      ['320623103000', '–'],
    ]);
  });

  it('loses nobody of 13,460 but those who stand outside every township', () => {
    const people = aRegister(
      'evacuees',
      Array.from({ length: 13_460 }, (_, i): [number, number] => [121 + (i % 997) / 997, 32 + (i % 991) / 991]),
    );
    const total = [...rollUp(people, smallBoundaries).values()].reduce((sum, count) => sum + Number(count), 0);
    expect(total).toBe(13_460);
  });

  it('stands beside the name of its township', () => {
    const labels = townshipLabels(smallAreas, new Map([['evacuees', rollUp(counts, smallBoundaries)]]));
    expect(labels.features.map(({ properties }) => properties)).toMatchObject([
      { code: west, evacuees: '214' },
      { code: east, evacuees: '<5' },
    ]);
  });
});
