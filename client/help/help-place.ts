import { townshipOf, type Area, type AreaCode } from '#contract/areas.ts';
import type { Places } from '../state/select.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';
import type { HelpLine } from './help-lines.view.ts';
import type { HelpSpot } from './help.layer.ts';

/** County and township, by the names that are at hand; a village is told by its township. */
export function shortPlace(code: AreaCode, places: Places): string {
  const township = places.get(code) ?? places.get(townshipOf(code));
  const county = township?.level === 'township' && township.parentCode !== null ? places.get(township.parentCode) : undefined;
  const names = [county, township].filter((place) => place !== undefined).map(nameOf);
  return names.length === 0 ? code : names.join(' ');
}

/** What a mark on the map says of itself. */
export function helpMarkWords({ ids, state, areaCode }: HelpSpot, areas: readonly Area[]): string {
  const place = shortPlace(areaCode, new Map(areas.map((area) => [area.code, area])));
  return say(ids.length > 1 ? 'help/marks' : 'help/mark', { count: ids.length, place, state: say(`help/state.${state}`) });
}

/** Township and village as they were read; until then what is at hand. */
export function helpPlace({ mark, read }: Pick<HelpLine, 'mark' | 'read'>, places: Places): string {
  if (!read) return shortPlace(mark.areaCode, places);
  const own = nameOf({ nameZh: read.areaNameZh, nameEn: read.areaNameEn });
  const above = nameOf({ nameZh: read.parentNameZh, nameEn: read.parentNameEn });
  return above ? `${above} ${own}` : own;
}
