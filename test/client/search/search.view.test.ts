import { describe, expect, it } from 'vitest';
import type { SearchHit } from '#contract/search.ts';
import { parseCoordinates, suggestions } from '../../../client/search/search.view.ts';
import { somePlaces } from '../../support/places.ts';

const shelter: SearchHit = {
  kind: 'shelter',
  id: '7',
  nameZh: '洋口中学',
  nameEn: 'Yangkou School',
  areaCode: '320623101000',
  lng: 121.1,
  lat: 32.4,
};

describe('coordinates in the search box', () => {
  it.each([
    ['120.9, 32.0', [120.9, 32]],
    ['32.0 120.9', [120.9, 32]],
    ['北纬32.0° 东经120.9°', [120.9, 32]],
    ['１２０．９，３２．０', [120.9, 32]],
    ['120.9E 32N', [120.9, 32]],
  ])('are read from %s, longitude first', (text, expected) => {
    expect(parseCoordinates(text)).toEqual(expected);
  });

  it.each(['洋口', '320623101000', '120.9', '1 2', '200, 95', '120.9, 32.0, 5', '-120.9, 32'])('are not seen in %s', (text) => {
    expect(parseCoordinates(text)).toBeNull();
  });
});

describe('what is offered', () => {
  it('tells where a place lies, largest area first', () => {
    expect(suggestions([shelter], somePlaces)[0]).toMatchObject({ name: '洋口中学', where: '如东县 洋口镇', target: [121.1, 32.4] });
  });

  it('flies to a known area as an area, told apart by what lies above it', () => {
    const hit: SearchHit = { kind: 'area', id: '320623101000', nameZh: '洋口镇', nameEn: '', areaCode: '320623101000', lng: 121, lat: 32 };
    expect(suggestions([hit], somePlaces)[0]).toMatchObject({ target: '320623101000', where: '如东县' });
  });

  it('leaves out what lies nowhere', () => {
    expect(suggestions([{ ...shelter, lng: null }], somePlaces)).toEqual([]);
  });
});
