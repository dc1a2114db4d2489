import type { AreaCode } from '#contract/areas.ts';
import type { Places } from '../state/select.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';

/** What a notice is about, in words: so many names at most, and how many areas there are where that is not all. Empty for none. */
export function areaNames(codes: readonly AreaCode[], places: Places, most: number): string {
  const names = codes.slice(0, most).map((code) => {
    const place = places.get(code);
    return place ? nameOf(place) : code;
  });
  const listed = names.join(say('warnings/areas.joint'));
  return codes.length > most ? say('warnings/areas.more', { names: listed, count: codes.length }) : listed;
}
