import type { AreaCode } from '#contract/areas.ts';
import type { Places } from '../state/select.ts';
import { nameOf } from '../words/format.ts';
import { townshipCodeOf } from './people.view.ts';

/** The name of a place; a village whose name was not read is told by its township. */
export function placeName(code: AreaCode, places: Places, villages: Places): string {
  const place = places.get(code) ?? villages.get(code) ?? places.get(townshipCodeOf(code));
  return place ? nameOf(place) : code;
}
