import { describe, expect, it } from 'vitest';
import { LiveLayer, liveLayers, registerLayers } from '#contract/layers.ts';
import { map } from '../../../client/words/map.ts';
import { people } from '../../../client/words/people.ts';
import { liveCatalogue, registerCatalogue } from '../../../geodata/layers/catalogue.ts';

const words = { ...map, ...people };

describe('the layer catalogue', () => {
  it('lists every layer of the contract once', () => {
    expect(registerCatalogue.map((layer) => layer.id).sort()).toEqual([...registerLayers].sort());
    expect(liveCatalogue.map((layer) => layer.id).sort()).toEqual([...liveLayers].sort());
  });

  it('has a dictionary of distinct words for every column, small enough for a byte', () => {
    for (const { columns } of registerCatalogue) {
      for (const { values } of columns) {
        expect(new Set(values).size).toBe(values.length);
        expect(values.length).toBeLessThanOrEqual(256);
      }
    }
  });

  it('has a word for every name, source and value', () => {
    const names = [...registerCatalogue, ...liveCatalogue].flatMap((layer) => [layer.nameKey, layer.attributionKey]);
    const columns = registerCatalogue.flatMap((layer) => layer.columns);
    const values = columns.flatMap(({ wordKey, values: slugs }) => slugs.map((slug) => `${wordKey}/${slug}`));
    expect([...names, ...values].filter((key) => !(key in words))).toEqual([]);
  });

  it('says of its live layers what the contract asks', () => {
    for (const layer of liveCatalogue) expect(LiveLayer.parse(layer)).toEqual(layer);
  });
});
