import { validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { registerLayers } from '#contract/layers.ts';
import { pointLayerIds } from '../../../client/layers/points.layer.ts';
import { layerOrder } from '../../../client/layers/layer-set.ts';
import { sourcesOf } from '../../../client/map/style-sources.ts';
import type { Look } from '../../../client/cartography/look.ts';
import { tiandituSources } from '../../../client/map/tianditu.ts';
import { mapFeatures } from '../../support/map-features.ts';
import { aLook } from '../../support/small-map.ts';

const looks: Record<string, Look> = {
  'dark, Chinese': aLook(),
  'light, English': aLook({ theme: 'light', locale: 'en' }),
  'nothing shown': aLook({ visible: new Set() }),
  'everything half as strong': aLook({ visible: new Set(layerOrder), opacity: new Map(layerOrder.map((id) => [id, 0.5])) }),
  'with a Tianditu key': aLook({ tiandituKey: 'key', visible: new Set(['tiandituMap']) }),
};

describe('the stack of layers', () => {
  it.each(Object.entries(looks))('is a valid style: %s', (_, look) => {
    expect(validateStyleMin(styleOf(look)).map(({ message }) => message)).toEqual([]);
  });

  it('names each layer once and draws on sources that exist', () => {
    const stack = mapFeatures().layersOf(aLook());
    const sources = new Set(Object.keys(styleOf(aLook()).sources));
    expect(new Set(stack.map(({ id }) => id)).size).toBe(stack.length);
    expect(stack.flatMap((layer) => ('source' in layer && !sources.has(layer.source) ? [layer.id] : []))).toEqual([]);
  });

  it('holds every layer that answers to a pointer', () => {
    const ids = new Set(
      mapFeatures()
        .layersOf(aLook())
        .map(({ id }) => id),
    );
    expect(registerLayers.flatMap(pointLayerIds).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('asks nobody outside for anything without a key', () => {
    expect(JSON.stringify(styleOf(aLook()))).not.toMatch(/https?:/);
  });

  it('asks Tianditu with the key it was given, and only while its layer is shown', () => {
    const { sources, layers } = styleOf(looks['with a Tianditu key']!);
    expect(JSON.stringify(sources)).toContain('tk=key');
    expect(layers.filter(({ id, layout }) => id.startsWith('tianditu') && layout?.visibility === 'visible').map(({ id }) => id)).toEqual([
      'tianditu-vec',
      'tianditu-cva',
    ]);
  });

  it('needs no glyph server: no font but the local ones', () => {
    expect(styleOf(aLook())).not.toHaveProperty('glyphs');
  });
});

function styleOf(look: Look): StyleSpecification {
  const features = mapFeatures();
  return {
    version: 8,
    sources: { ...sourcesOf(features.all), ...tiandituSources(look.tiandituKey) },
    layers: features.layersOf(look),
  };
}
