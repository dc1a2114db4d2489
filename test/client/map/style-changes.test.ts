import { describe, expect, it } from 'vitest';
import type { Look } from '../../../client/cartography/look.ts';
import { styleChanges } from '../../../client/map/style-changes.ts';
import { mapFeatures } from '../../support/map-features.ts';
import { aLook } from '../../support/small-map.ts';

const layerStack = (look: Look) => mapFeatures().layersOf(look);
const dark = layerStack(aLook());

describe('styleChanges', () => {
  it('says nothing when the look is the same', () => {
    expect(styleChanges(dark, layerStack(aLook()))).toEqual([]);
  });

  it('repaints a theme without laying anything out anew but icons, which carry their colours', () => {
    const changes = styleChanges(dark, layerStack(aLook({ theme: 'light' })));
    expect(changes.length).toBeGreaterThan(20);
    expect(new Set(changes.filter(({ kind }) => kind !== 'paint').map((change) => ('name' in change ? change.name : 'filter')))).toEqual(
      new Set(['icon-image', 'text-field']),
    );
  });

  it('hides one layer by its visibility alone', () => {
    const hidden = new Set(aLook().visible);
    hidden.delete('shelters');
    expect(styleChanges(dark, layerStack(aLook({ visible: hidden })))).toEqual([
      { layer: 'shelters-dots', kind: 'layout', name: 'visibility', value: 'none' },
      { layer: 'shelters-icons', kind: 'layout', name: 'visibility', value: 'none' },
    ]);
  });

  it('changes words, not colours, for another language', () => {
    const changes = styleChanges(dark, layerStack(aLook({ locale: 'en' })));
    expect(
      changes.map((change) => ('name' in change ? change.name : 'filter')).filter((name) => name !== 'text-field' && name !== 'icon-image'),
    ).toEqual([]);
  });

  it('takes away a property that the new look does not have', () => {
    const before = { id: 'a', type: 'line' as const, source: 's', paint: { 'line-dasharray': [1, 2] } };
    expect(styleChanges([before], [{ ...before, paint: {} }])).toEqual([
      { layer: 'a', kind: 'paint', name: 'line-dasharray', value: undefined },
    ]);
  });
});
