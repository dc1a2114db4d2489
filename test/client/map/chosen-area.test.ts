import { expect, it } from 'vitest';
import { chosenArea } from '../../../client/map/chosen-area.ts';
import { townshipsFromZoom } from '../../../client/cartography/camera.ts';
import { anArea } from '../../support/small-map.ts';

const county = anArea({ code: '320623000000', level: 'county' });
const township = anArea({ code: '320623101000', level: 'township', parentCode: county.code });
const areas = [county, township];

it('is the township near by, and its county from afar', () => {
  const at = { township: township.code };
  expect(chosenArea(areas, { ...at, zoom: townshipsFromZoom })).toBe(township);
  expect(chosenArea(areas, { ...at, zoom: townshipsFromZoom - 0.1 })).toBe(county);
});

it('is nothing over the sea, in a township that nobody knows, and in one whose county nobody knows', () => {
  expect(chosenArea(areas, { township: undefined, zoom: 12 })).toBeUndefined();
  expect(chosenArea(areas, { township: '320681101000', zoom: 12 })).toBeUndefined();
  expect(chosenArea([township], { township: township.code, zoom: 7 })).toBeUndefined();
});
