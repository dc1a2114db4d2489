import { townshipOf, type AreaCode } from '#contract/areas.ts';
import type { CallRow } from '#contract/calls.ts';
import { countyOf, type Places } from '../state/select.ts';
import { nameOf } from '../words/format.ts';

/** The name of a place; a village whose name was not read is told by its township, one that lies in none of them by its county. */
export function placeName(code: AreaCode, places: Places, villages: Places): string {
  const township = townshipOf(code);
  const place = places.get(code) ?? villages.get(code) ?? places.get(township) ?? places.get(countyOf(township, places));
  return place ? nameOf(place) : code;
}

/** Where a call is: a village may belong to another township than its code says, and the tally knows to which. */
export function calledPlace({ areaCode, tallyCode }: Pick<CallRow, 'areaCode' | 'tallyCode'>, places: Places, villages: Places): string {
  const isKnown = places.has(areaCode) || villages.has(areaCode);
  return placeName(isKnown ? areaCode : tallyCode, places, villages);
}
