import { describe, expect, it } from 'vitest';
import { boundsOf, nantongBounds, paddingFor, positionsOf } from '../../../client/cartography/camera.ts';
import { pinAt } from '../../../client/map/pin.ts';
import { metersPerPixel, scaleBar } from '../../../client/map/scale.ts';

describe('boundsOf', () => {
  it('finds the smallest box around nested positions', () => {
    expect(
      boundsOf(
        positionsOf([
          [
            [
              [121, 32],
              [122, 33],
            ],
          ],
          [[[120.5, 32.5]]],
        ]),
      ),
    ).toEqual([120.5, 32, 122, 33]);
  });

  it('knows no box around nothing', () => {
    expect(boundsOf(positionsOf([]))).toBeNull();
  });
});

describe('paddingFor', () => {
  it.each([
    [1188, 900],
    [800, 560],
    [390, 600],
  ])('leaves more than half of a map of %i by %i to what is fitted', (clientWidth, clientHeight) => {
    const { top, right, bottom, left } = paddingFor({ clientWidth, clientHeight });
    expect((clientWidth - left - right) * (clientHeight - top - bottom)).toBeGreaterThan(0.5 * clientWidth * clientHeight);
  });
});

describe('metersPerPixel', () => {
  it('measures the width of the world in 512 pixels at zoom 0 on the equator', () => {
    expect(metersPerPixel(0, 0) * 512).toBeCloseTo(40_075_016.686, 3);
  });

  it('shrinks with the cosine of the latitude', () => {
    expect(metersPerPixel(8, 60) / metersPerPixel(8, 0)).toBeCloseTo(0.5, 9);
  });
});

describe('scaleBar', () => {
  it.each([
    [100, 90, 5000],
    [230, 90, 20_000],
    [1.2, 90, 100],
    [0.6, 90, 50],
  ])('is the longest round length at %d m a pixel that fits %i pixels', (meters, pixels, expected) => {
    const bar = scaleBar(meters, pixels);
    expect(bar.meters).toBe(expected);
    expect(bar.pixels).toBeLessThanOrEqual(pixels);
  });
});

describe('pinAt', () => {
  const map = { clientWidth: 1000, clientHeight: 600 };
  const card = { clientWidth: 280, clientHeight: 300 };

  it('stands to the right of its place', () => {
    expect(pinAt({ x: 400, y: 300 }, card, map)).toEqual({ x: 414, y: 200 });
  });

  it('changes to the left where the right side has no room', () => {
    expect(pinAt({ x: 900, y: 300 }, card, map).x).toBe(900 - 14 - 280);
  });

  it.each([
    [0, 0],
    [1000, 600],
    [-500, 900],
  ])('stays inside the map for a place at %i, %i', (x, y) => {
    const at = pinAt({ x, y }, card, map);
    expect(at.x).toBeGreaterThanOrEqual(0);
    expect(at.x + card.clientWidth).toBeLessThanOrEqual(map.clientWidth);
    expect(at.y + card.clientHeight).toBeLessThanOrEqual(map.clientHeight);
  });
});

describe('nantongBounds', () => {
  it('holds the city', () => {
    const [fromLng, fromLat, toLng, toLat] = nantongBounds;
    expect(120.89 > fromLng && 120.89 < toLng && 31.98 > fromLat && 31.98 < toLat).toBe(true);
  });
});
