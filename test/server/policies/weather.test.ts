import { expect, it } from 'vitest';
import { policyIdOf, weatherOf } from '../../../server/policies/weather.rules.ts';

it.each([
  ['11B01', '', 'typhoon'],
  ['11B03', '', 'rainstorm'],
  ['11B06', '大风', 'gale'],
  ['11B20', '', 'thunderstormGale'],
  ['11A01', '', 'flood'],
  ['11A02', '', 'flood'],
  ['11A51', '', 'flood'],
  ['11E02', '', 'stormSurge'],
  [' 11b01 ', '', 'typhoon'],
])('knows the weather of code %j', (eventCode, event, kind) => {
  expect(weatherOf({ event, eventCode })).toBe(kind);
});

it.each([
  ['台风', 'typhoon'],
  ['暴雨', 'rainstorm'],
  ['大风', 'gale'],
  ['海区大风', 'seaGale'],
  ['雷暴大风', 'thunderstormGale'],
  ['雷雨大风', 'thunderstormGale'],
  ['强对流', 'severeConvection'],
  ['风暴潮', 'stormSurge'],
  ['洪水', 'flood'],
  ['Typhoon', 'typhoon'],
  ['Thunderstorm gale', 'thunderstormGale'],
  ['Gale at sea', 'seaGale'],
  ['Flash flood', 'flood'],
  ['高温', null],
  ['', null],
])('knows the weather of the word %j where there is no code', (event, kind) => {
  expect(weatherOf({ event, eventCode: null })).toBe(kind);
});

it('believes the code before the word, but lets the word say which gale', () => {
  expect(weatherOf({ event: '暴雨', eventCode: '11B01' })).toBe('typhoon');
  expect(weatherOf({ event: '海区大风', eventCode: '11B06' })).toBe('seaGale');
  expect(weatherOf({ event: '台风', eventCode: '11B99' })).toBe('typhoon');
});

it('names a policy after its weather and level', () => {
  expect([policyIdOf(null, 'red'), policyIdOf('typhoon', 'blue')]).toEqual(['any-red', 'typhoon-blue']);
});
